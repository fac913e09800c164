//! Where this crate differs from Tokio, with the reason.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::Arc;
use std::time::Duration;

use crate::budget::counted;
use crate::say::{say, Loud};

differ! {
    /// `abort` drops the future at once; Tokio only marks the task and drops the future at its next turn, which its
    /// documentation leaves open. Here the trace shows the task's end where it was asked for.
    fn an_aborted_task_is_gone_when_abort_returns() {
        let handle = rt::spawn(async {
            let _loud = Loud("local");
            rt::sleep(Duration::from_secs(60)).await;
        });
        rt::yield_now().await;
        handle.abort();
        say!("aborted, finished: {}", handle.is_finished());
        say!("{}", rt::why(handle.await.unwrap_err()));
    }
    ["  0 local dropped", "  0 aborted, finished: true", "  0 cancelled"],
    ["  0 aborted, finished: false", "  0 local dropped", "  0 cancelled"];

    /// `Notify` and `Barrier` count as operations here, as everything does that a task can wait for. In Tokio they do
    /// not, so a task whose notifications are always there keeps the others from running.
    fn signals_that_are_always_there_let_the_others_run() {
        let worker = rt::spawn(async {
            let notify = rt::sync::Notify::new();
            counted!(rt, "notify", { notify.notify_one(); notify.notified().await });
        });
        worker.await.unwrap();
        let worker = rt::spawn(async {
            let barrier = rt::sync::Barrier::new(1);
            counted!(rt, "barrier", { barrier.wait().await; });
        });
        worker.await.unwrap();
    }
    ["  0 notify: 128", "  0 barrier: 128"],
    ["  0 notify: 300", "  0 barrier: 300"];

    /// `join!` polls its arms in the order written, each time. Tokio's goes round, so that the arm that was polled
    /// first uses the budget last next time; its `biased;` has the order of ours.
    fn the_arms_of_a_join_are_polled_in_the_order_written() {
        rt::join!(
            async { rt::sleep(Duration::from_millis(1)).await; say!("a") },
            async { rt::sleep(Duration::from_millis(1)).await; say!("b") },
            async { rt::sleep(Duration::from_millis(1)).await; say!("c") },
        );
    }
    ["  1 a", "  1 b", "  1 c"],
    ["  1 b", "  1 c", "  1 a"];

    /// Timers end at their microsecond; those of Tokio at the next whole millisecond.
    fn a_sleep_can_be_shorter_than_a_millisecond() {
        let start = rt::Instant::now();
        rt::sleep(Duration::from_micros(250)).await;
        say!("{:?}", start.elapsed());
    }
    ["  0 250µs"],
    ["  1 1ms"];

    /// Not on purpose: nothing in Tokio's documentation asks for the one or the other. Tokio tells the panic to who
    /// awaits the task; here it is a mark in the trace.
    fn a_drop_that_panics_in_an_abort_counts_as_cancelled() {
        struct Bomb;
        impl Drop for Bomb {
            fn drop(&mut self) {
                say!("boom");
                panic!("in drop");
            }
        }
        let handle = rt::spawn(async {
            let _bomb = Bomb;
            rt::sleep(Duration::from_secs(1)).await;
        });
        rt::yield_now().await;
        handle.abort();
        say!("{:?}", handle.await.map_err(rt::why));
    }
    ["  0 boom", "  0 Err(\"cancelled\")"],
    ["  0 boom", "  0 Err(\"panicked: in drop\")"];

    /// A receiver that was tried to its end can be awaited here, and fails. Tokio's panics, as it does after an await.
    fn a_oneshot_that_was_tried_to_its_end_fails() {
        let (tx, mut rx) = rt::sync::oneshot::channel();
        tx.send(1).unwrap();
        say!("{:?}", rx.try_recv());
        say!("{:?}", rt::spawn(async move { rx.await.is_err() }).await.map_err(rt::why));
    }
    ["  0 Ok(1)", "  0 Ok(true)"],
    ["  0 Ok(1)", "  0 Err(\"panicked: called after complete\")"];

    /// Room that was granted to a `reserve` in line, when the receiver closes the channel, becomes an error as soon as
    /// that is polled. The receiver knows that no message can come of it; Tokio's waits until that poll.
    fn a_receiver_that_closes_does_not_wait_for_a_reservation_that_will_fail() {
        let (tx, mut rx) = rt::sync::mpsc::channel(1);
        tx.try_send(1).unwrap();
        let sender = rt::spawn(async move { say!("reserved: {}", tx.reserve().await.is_ok()) });
        rt::yield_now().await;
        say!("{:?}", rx.recv().await);
        rx.close();
        say!("{:?}", rx.recv().await);
        sender.await.unwrap();
    }
    ["  0 Some(1)", "  0 None", "  0 reserved: false"],
    ["  0 Some(1)", "  0 reserved: false", "  0 None"];

    /// Waiting for the end of a channel counts as an operation here, so that a loop which finds it closed each time
    /// lets the others run. In Tokio only those of `oneshot` and `watch` do.
    fn channels_that_are_closed_let_the_others_run() {
        let worker = rt::spawn(async {
            let (mut tx, rx) = rt::sync::oneshot::channel::<()>();
            drop(rx);
            counted!(rt, "oneshot", tx.closed().await);
        });
        worker.await.unwrap();
        let worker = rt::spawn(async {
            let (tx, rx) = rt::sync::mpsc::channel::<()>(1);
            drop(rx);
            counted!(rt, "bounded", tx.closed().await);
        });
        worker.await.unwrap();
        let worker = rt::spawn(async {
            let (tx, rx) = rt::sync::mpsc::unbounded_channel::<()>();
            drop(rx);
            counted!(rt, "unbounded", tx.closed().await);
        });
        worker.await.unwrap();
        let worker = rt::spawn(async {
            let (tx, rx) = rt::sync::broadcast::channel::<()>(1);
            drop(rx);
            counted!(rt, "broadcast", tx.closed().await);
        });
        worker.await.unwrap();
        let worker = rt::spawn(async {
            let (tx, rx) = rt::sync::watch::channel(());
            drop(rx);
            counted!(rt, "watch", tx.closed().await);
        });
        worker.await.unwrap();
    }
    ["  0 oneshot: 128", "  0 bounded: 128", "  0 unbounded: 128", "  0 broadcast: 128", "  0 watch: 128"],
    ["  0 oneshot: 128", "  0 bounded: 300", "  0 unbounded: 300", "  0 broadcast: 300", "  0 watch: 128"];

    /// A sleep whose moment has passed is elapsed, polled or not; in Tokio none is before its first poll.
    fn a_sleep_until_a_moment_that_has_passed_is_elapsed() {
        let sleep = rt::sleep_until(rt::Instant::now());
        let mut sleep = std::pin::pin!(sleep);
        say!("{}", sleep.is_elapsed());
        sleep.as_mut().await;
        say!("{}", sleep.is_elapsed());
    }
    ["  0 true", "  0 true"],
    ["  0 false", "  0 true"];

    /// When a semaphore is closed, its permits are free, and are counted so. In Tokio the first in line, which waits for
    /// more than there are, keeps those until it is polled or dropped.
    fn a_semaphore_that_is_closed_keeps_no_permits_for_who_waits() {
        let semaphore = Arc::new(rt::sync::Semaphore::new(1));
        let waiting = Arc::clone(&semaphore);
        let waiter = rt::spawn(async move { say!("{}", waiting.acquire_many(2).await.is_err()) });
        rt::yield_now().await;
        say!("{} free", semaphore.available_permits());
        semaphore.close();
        say!("{} free", semaphore.available_permits());
        waiter.await.unwrap();
        say!("{} free", semaphore.available_permits());
    }
    ["  0 0 free", "  0 1 free", "  0 true", "  0 1 free"],
    ["  0 0 free", "  0 0 free", "  0 true", "  0 1 free"];
}
