//! Where this crate differs from Tokio on purpose, with the reason.

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
}
