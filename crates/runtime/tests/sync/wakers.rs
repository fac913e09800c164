//! Wakers are other people's code: one may use the very resource it was left in, whenever it is called or dropped.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Wake, Waker};

use taskscope_runtime::sync::{broadcast, mpsc, oneshot, watch, Barrier, Mutex, Notify, RwLock, Semaphore};

/// Calls a function when it is woken, and when it is dropped.
struct Nosy<F: Fn()>(F);

impl<F: Fn()> Wake for Nosy<F> {
    fn wake(self: Arc<Self>) {
        (self.0)();
    }
}

impl<F: Fn()> Drop for Nosy<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// Polls `future` with two nosy wakers, the second replacing the first, then lets `go` end the wait, or drops it.
/// A resource that held its lock meanwhile would hang here.
fn check<F: Future>(
    future: impl Fn() -> F,
    touch: impl Fn() + Clone + Send + Sync + 'static,
    go: impl FnOnce(),
) {
    let wait = |then: Option<Box<dyn FnOnce() + '_>>| {
        let mut future = pin!(future());
        for _ in 0..2 {
            let waker = Waker::from(Arc::new(Nosy(touch.clone())));
            assert!(future.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
        }
        if let Some(then) = then {
            then();
        }
    };
    wait(None);
    wait(Some(Box::new(go)));
}

/// Only the call counts, whatever it gives.
fn ignore<T>(_: T) {}

#[test]
fn of_locks_and_permits() {
    let lock = Arc::new(Mutex::new(()));
    let mut held = lock.try_lock().ok();
    let other = Arc::clone(&lock);
    check(|| lock.lock(), move || ignore(other.try_lock()), || held = None);

    let lock = Arc::new(RwLock::new(()));
    let mut held = lock.try_read().ok();
    let other = Arc::clone(&lock);
    check(|| lock.write(), move || ignore(other.try_read()), || held = None);

    let seats = Arc::new(Semaphore::new(0));
    let other = Arc::clone(&seats);
    check(|| seats.acquire(), move || ignore(other.try_acquire()), || seats.add_permits(1));
    let other = Arc::clone(&seats);
    check(|| seats.acquire_many(2), move || ignore(other.try_acquire()), || seats.close());
}

#[test]
fn of_bells_and_barriers() {
    let bell = Arc::new(Notify::new());
    let other = Arc::clone(&bell);
    check(|| bell.notified(), move || ignore(other.notified()), || bell.notify_waiters());

    let barrier = Arc::new(Barrier::new(5));
    let other = Arc::clone(&barrier);
    let touch = move || ignore(other.wait());
    check(|| barrier.wait(), touch, || {});
}

#[test]
fn of_channels() {
    let (tx, mut rx) = mpsc::channel(1);
    tx.try_send(0).expect("there is room");
    let other = tx.clone();
    check(|| tx.send(1), move || ignore(other.try_send(2)), || ignore(rx.try_recv()));
    let (tx, rx) = mpsc::channel::<u32>(1);
    let other = tx.clone();
    check(|| tx.closed(), move || assert!(other.capacity() > 0), || drop(rx));

    let (tx, rx) = broadcast::channel::<u32>(1);
    let other = tx.clone();
    check(|| tx.closed(), move || ignore(other.send(1)), || drop(rx));

    let (tx, rx) = watch::channel(1);
    let other = tx.clone();
    check(|| tx.closed(), move || ignore(other.send_replace(2)), || drop(rx));
}

#[test]
fn of_receivers() {
    let (tx, rx) = mpsc::unbounded_channel();
    let (other, rx) = (tx.clone(), std::cell::RefCell::new(rx));
    let receive = || std::future::poll_fn(|cx| rx.borrow_mut().poll_recv(cx));
    check(receive, move || ignore(other.strong_count()), || tx.send(1).expect("it is open"));

    let (tx, rx) = oneshot::channel();
    let (tx, rx) = (std::cell::RefCell::new(Some(tx)), std::cell::RefCell::new(rx));
    let receive = || std::future::poll_fn(|cx| std::pin::Pin::new(&mut *rx.borrow_mut()).poll(cx));
    check(receive, || {}, || tx.take().expect("it is there").send(1).expect("it is open"));
}
