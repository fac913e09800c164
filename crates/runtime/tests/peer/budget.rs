//! How many operations a task may do before the others have their chance.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::Arc;
use std::time::Duration;

use crate::say::say;

/// Does an operation again and again in one task, and says at which of them another task got its chance.
macro_rules! counted {
    ($rt:ident, $what:literal, $operation:expr) => {{
        let count = Arc::new(AtomicU32::new(0));
        let seen = Arc::clone(&count);
        let other = $rt::spawn(async move { say!("{}: {}", $what, seen.load(Ordering::Relaxed)) });
        for _ in 0..300 {
            $operation;
            count.fetch_add(1, Ordering::Relaxed);
        }
        other.await.unwrap();
    }};
}
pub(crate) use counted;

same! {
    fn a_channel_that_is_always_ready_lets_the_others_run() {
        let worker = rt::spawn(async {
            let (tx, mut rx) = rt::sync::mpsc::unbounded_channel();
            for n in 0..300 {
                tx.send(n).unwrap();
            }
            counted!(rt, "unbounded", rx.recv().await);
        });
        worker.await.unwrap();
        let worker = rt::spawn(async {
            let (tx, mut rx) = rt::sync::mpsc::channel(1);
            counted!(rt, "send and receive", { tx.send(1).await.unwrap(); rx.recv().await });
        });
        worker.await.unwrap();
    }

    fn locks_that_are_free_let_the_others_run() {
        let worker = rt::spawn(async {
            let mutex = rt::sync::Mutex::new(());
            counted!(rt, "mutex", drop(mutex.lock().await));
        });
        worker.await.unwrap();
        let worker = rt::spawn(async {
            let lock = rt::sync::RwLock::new(());
            counted!(rt, "read and write", { drop(lock.read().await); drop(lock.write().await) });
        });
        worker.await.unwrap();
        let worker = rt::spawn(async {
            let semaphore = rt::sync::Semaphore::new(1);
            counted!(rt, "semaphore", drop(semaphore.acquire().await));
        });
        worker.await.unwrap();
    }

    fn oneshots_broadcasts_and_watches_let_the_others_run() {
        let worker = rt::spawn(async {
            counted!(rt, "oneshot", {
                let (tx, rx) = rt::sync::oneshot::channel();
                tx.send(()).unwrap();
                rx.await.unwrap();
            });
        });
        worker.await.unwrap();
        let worker = rt::spawn(async {
            let (tx, mut rx) = rt::sync::broadcast::channel(1);
            counted!(rt, "broadcast", { tx.send(()).unwrap(); rx.recv().await.unwrap() });
        });
        worker.await.unwrap();
        let worker = rt::spawn(async {
            let (tx, mut rx) = rt::sync::watch::channel(());
            counted!(rt, "watch", { tx.send(()).unwrap(); rx.changed().await.unwrap() });
        });
        worker.await.unwrap();
    }

    fn sleeps_that_are_over_let_the_others_run() {
        let worker = rt::spawn(async {
            let past = rt::Instant::now();
            counted!(rt, "sleep", rt::sleep_until(past).await);
        });
        worker.await.unwrap();
        let worker = rt::spawn(async {
            let mut interval = rt::interval(Duration::from_millis(1));
            rt::busy(Duration::from_millis(400)).await;
            counted!(rt, "interval", interval.tick().await);
        });
        worker.await.unwrap();
    }

    fn a_timeout_ends_in_time_although_its_future_is_always_ready() {
        let worker = rt::spawn(async {
            let (tx, mut rx) = rt::sync::mpsc::unbounded_channel();
            let endless = async {
                loop {
                    tx.send(()).unwrap();
                    rx.recv().await.unwrap();
                    if tx.is_closed() {
                        break;
                    }
                }
            };
            say!("{}", rt::timeout(Duration::ZERO, endless).await.is_err());
        });
        worker.await.unwrap();
    }

    fn the_budget_is_shared_by_the_arms_of_a_task() {
        let worker = rt::spawn(async {
            let (tx, mut rx) = rt::sync::mpsc::unbounded_channel();
            for n in 0..200 {
                tx.send(n).unwrap();
            }
            drop(tx);
            let mutex = rt::sync::Mutex::new(());
            let other = rt::spawn(async { say!("other") });
            let received = async {
                while let Some(n) = rx.recv().await {
                    if n % 64 == 0 {
                        say!("received {n}");
                    }
                }
                say!("all received");
            };
            let locked = async {
                for n in 0..100 {
                    drop(mutex.lock().await);
                    if n % 64 == 0 {
                        say!("locked {n}");
                    }
                }
                say!("all locked");
            };
            rt::select! {
                biased;
                () = received => say!("receiver first"),
                () = locked => say!("locker first"),
            }
            other.await.unwrap();
        });
        worker.await.unwrap();
    }
}
