//! What every wait promises about wakers: the one of the last poll is woken, no other is kept, and a wait that is given
//! up keeps none.

use std::future::Future;
use std::pin::{pin, Pin};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use taskscope_runtime::sync::{broadcast, mpsc, oneshot, watch, Barrier, Mutex, Notify, RwLock, Semaphore};

/// Counts its wakes; its own count says whether it is kept somewhere.
#[derive(Default)]
struct Counted(AtomicUsize);

impl Wake for Counted {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

fn poll<F: Future>(future: Pin<&mut F>, waker: &Arc<Counted>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(&Waker::from(Arc::clone(waker))))
}

fn is_kept(waker: &Arc<Counted>) -> bool {
    Arc::strong_count(waker) > 1
}

/// Polls the wait twice, with another waker each time, and then lets `end` end it.
#[track_caller]
fn the_last_poll_counts<F: Future>(wait: F, end: impl FnOnce()) {
    let (first, last) = (Arc::default(), Arc::default());
    {
        let mut wait = pin!(wait);
        assert!(poll(wait.as_mut(), &first).is_pending());
        assert!(poll(wait.as_mut(), &last).is_pending());
        assert!(!is_kept(&first), "the waker of an earlier poll is kept");
        assert!(is_kept(&last), "the waker of the last poll is not kept");
        end();
        assert_eq!(first.0.load(Ordering::SeqCst), 0, "the waker of an earlier poll was woken");
        assert_eq!(last.0.load(Ordering::SeqCst), 1, "the waker of the last poll was not woken once");
        assert!(poll(wait.as_mut(), &last).is_ready(), "it was woken, and has nothing");
    }
    assert!(!is_kept(&last), "a wait that is over keeps a waker");
}

/// Polls the wait and drops it.
#[track_caller]
fn given_up_it_keeps_no_waker<F: Future>(wait: F) {
    let waker = Arc::default();
    {
        let mut wait = pin!(wait);
        assert!(poll(wait.as_mut(), &waker).is_pending());
        assert!(is_kept(&waker), "the waker is not kept");
    }
    assert!(!is_kept(&waker), "a wait that was given up keeps its waker");
}

#[test]
fn for_locks_and_permits() {
    let lock = Mutex::new(());
    let held = lock.try_lock();
    given_up_it_keeps_no_waker(lock.lock());
    the_last_poll_counts(lock.lock(), || drop(held));

    let lock = RwLock::new(());
    let held = lock.try_write();
    given_up_it_keeps_no_waker(lock.read());
    the_last_poll_counts(lock.read(), || drop(held));
    let held = lock.try_read();
    given_up_it_keeps_no_waker(lock.write());
    the_last_poll_counts(lock.write(), || drop(held));

    let seats = Semaphore::new(0);
    given_up_it_keeps_no_waker(seats.acquire());
    the_last_poll_counts(seats.acquire(), || seats.add_permits(1));
    the_last_poll_counts(seats.acquire_many(2), || seats.close());
}

#[test]
fn for_bells_and_barriers() {
    let bell = Notify::new();
    given_up_it_keeps_no_waker(bell.notified());
    the_last_poll_counts(bell.notified(), || bell.notify_one());
    the_last_poll_counts(bell.notified(), || bell.notify_waiters());

    let barrier = Barrier::new(2);
    given_up_it_keeps_no_waker(barrier.wait());
    let barrier = Barrier::new(2);
    the_last_poll_counts(barrier.wait(), || {
        assert!(poll(pin!(barrier.wait()), &Arc::default()).is_ready());
    });
}

#[test]
fn for_senders() {
    let (tx, mut rx) = mpsc::channel(1);
    tx.try_send(0).expect("there is room");
    given_up_it_keeps_no_waker(tx.send(1));
    given_up_it_keeps_no_waker(tx.reserve());
    the_last_poll_counts(tx.send(1), || assert_eq!(rx.try_recv(), Ok(0)));
    the_last_poll_counts(tx.reserve(), || rx.close());
}

#[test]
fn for_receivers() {
    let (tx, mut rx) = mpsc::channel(1);
    the_last_poll_counts(rx.recv(), || tx.try_send(1).expect("there is room"));
    the_last_poll_counts(rx.recv(), || drop(tx));

    let (tx, mut rx) = broadcast::channel(1);
    given_up_it_keeps_no_waker(rx.recv());
    the_last_poll_counts(rx.recv(), || assert_eq!(tx.send(1), Ok(1)));
    the_last_poll_counts(rx.recv(), || drop(tx));

    let (tx, mut rx) = oneshot::channel();
    the_last_poll_counts(&mut rx, || tx.send(1).expect("it is open"));

    let (tx, mut rx) = watch::channel(0);
    given_up_it_keeps_no_waker(rx.changed());
    given_up_it_keeps_no_waker(rx.wait_for(|value| *value > 5));
    the_last_poll_counts(rx.changed(), || tx.send(1).expect("somebody receives"));
    the_last_poll_counts(rx.changed(), || drop(tx));
}

#[test]
fn for_the_last_receiver_to_go() {
    let (tx, rx) = mpsc::channel::<u32>(1);
    given_up_it_keeps_no_waker(tx.closed());
    the_last_poll_counts(tx.closed(), || drop(rx));

    let (tx, rx) = broadcast::channel::<u32>(1);
    given_up_it_keeps_no_waker(tx.closed());
    the_last_poll_counts(tx.closed(), || drop(rx));

    let (mut tx, rx) = oneshot::channel::<u32>();
    the_last_poll_counts(tx.closed(), || drop(rx));

    let (tx, rx) = watch::channel(0);
    given_up_it_keeps_no_waker(tx.closed());
    the_last_poll_counts(tx.closed(), || drop(rx));
}
