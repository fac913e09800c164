//! Use from plain threads, on an executor that is not ours.

use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Barrier as StdBarrier};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use taskscope_runtime::sync::{broadcast, mpsc, oneshot, watch, Barrier, Mutex, Notify, RwLock, Semaphore};

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Polls a future on this thread until it is done.
fn block_on<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return output;
        }
        thread::park();
    }
}

/// Runs `work` on four threads that start together.
fn on_threads(work: impl Fn(usize) + Sync) {
    let start = StdBarrier::new(4);
    thread::scope(|scope| {
        for n in 0..4 {
            let (start, work) = (&start, &work);
            scope.spawn(move || {
                start.wait();
                work(n);
            });
        }
    });
}

#[test]
fn a_mutex_counts_right() {
    let total = Mutex::new(0);
    on_threads(|_| {
        for _ in 0..500 {
            block_on(async { *total.lock().await += 1 });
        }
    });
    assert_eq!(total.into_inner(), 2000);
}

#[test]
fn readers_never_see_half_a_change() {
    let pair = RwLock::new((0, 0));
    on_threads(|n| {
        for _ in 0..500 {
            if n == 0 {
                block_on(async {
                    let mut pair = pair.write().await;
                    pair.0 += 1;
                    pair.1 += 1;
                });
            } else {
                block_on(async {
                    let pair = pair.read().await;
                    assert_eq!(pair.0, pair.1);
                });
            }
        }
    });
    assert_eq!(pair.into_inner(), (500, 500));
}

#[test]
fn a_semaphore_gives_every_permit_back() {
    let seats = Semaphore::new(3);
    on_threads(|n| {
        for _ in 0..300 {
            let many = u32::try_from(n % 3).expect("it is small") + 1;
            drop(block_on(seats.acquire_many(many)).expect("it is open"));
        }
    });
    assert_eq!(seats.available_permits(), 3);
}

#[test]
fn messages_arrive_and_channels_end() {
    let (sender, mut receiver) = mpsc::channel(2);
    let all = thread::scope(|scope| {
        for _ in 0..3 {
            let sender = sender.clone();
            scope.spawn(move || {
                for n in 0..200_u32 {
                    block_on(sender.send(n)).expect("the receiver stays");
                }
            });
        }
        drop(sender);
        let mut all = Vec::new();
        while let Some(n) = block_on(receiver.recv()) {
            all.push(n);
        }
        all
    });
    assert_eq!((all.len(), all.iter().sum::<u32>()), (600, 3 * 199 * 100));
}

#[test]
fn every_receiver_sees_every_message() {
    let (sender, _first) = broadcast::channel(1024);
    let receivers: Vec<_> = (0..3).map(|_| sender.subscribe()).collect();
    thread::scope(|scope| {
        for mut receiver in receivers {
            scope.spawn(move || {
                let mut next = 0;
                while let Ok(n) = block_on(receiver.recv()) {
                    assert_eq!(n, next);
                    next += 1;
                }
                assert_eq!(next, 500);
            });
        }
        for n in 0..500 {
            sender.send(n).expect("receivers are there");
        }
        drop(sender);
    });
}

#[test]
fn the_latest_value_is_seen() {
    let (sender, receiver) = watch::channel(0);
    thread::scope(|scope| {
        for _ in 0..3 {
            let mut receiver = receiver.clone();
            scope.spawn(move || {
                let seen = block_on(receiver.wait_for(|n| *n == 300)).map(|seen| *seen);
                assert_eq!(seen, Ok(300));
            });
        }
        for n in 1..=300 {
            sender.send(n).expect("receivers are there");
        }
    });
}

#[test]
fn one_shots_bells_and_barriers_wake_other_threads() {
    let (sender, receiver) = oneshot::channel();
    let (bell, together) = (Notify::new(), Barrier::new(2));
    thread::scope(|scope| {
        scope.spawn(|| {
            assert_eq!(block_on(receiver), Ok(5));
            bell.notify_one();
            block_on(together.wait());
        });
        sender.send(5).expect("it is open");
        block_on(bell.notified());
        block_on(together.wait());
    });
}
