//! Tasks and their handles.

use std::sync::Arc;
use std::time::Duration;

use crate::say::{say, Loud};

same! {
    fn a_handle_gives_the_value_of_its_task() {
        let handle = rt::spawn(async { 7 });
        say!("spawned");
        say!("{:?}", handle.await.ok());
    }

    fn a_spawned_task_starts_when_its_parent_waits() {
        let a = rt::spawn(async { say!("a runs") });
        let b = rt::spawn(async { say!("b runs") });
        say!("main goes on");
        b.await.unwrap();
        a.await.unwrap();
    }

    fn tasks_that_yield_take_turns() {
        let tasks = ["a", "b", "c"].map(|name| rt::spawn(async move {
            for round in 0..3 {
                say!("{name} {round}");
                rt::yield_now().await;
            }
        }));
        for task in tasks {
            task.await.unwrap();
        }
    }

    fn a_task_that_yields_goes_behind_those_it_woke() {
        let (tx, rx) = rt::sync::oneshot::channel();
        let waiting = rt::spawn(async move {
            rx.await.unwrap();
            say!("woken");
        });
        let yielding = rt::spawn(async move {
            tx.send(()).unwrap();
            say!("sent");
            rt::yield_now().await;
            say!("back");
        });
        yielding.await.unwrap();
        waiting.await.unwrap();
    }

    fn children_of_children_come_last() {
        let child = rt::spawn(async {
            say!("child");
            let grandchild = rt::spawn(async { say!("grandchild") });
            say!("child waits");
            grandchild.await.unwrap();
        });
        let sibling = rt::spawn(async { say!("sibling") });
        child.await.unwrap();
        sibling.await.unwrap();
    }

    fn a_panic_is_told_to_who_awaits_the_task() {
        let handle = rt::spawn(async {
            let _loud = Loud("local");
            panic!("no {}", "luck");
        });
        let error: Result<(), _> = handle.await;
        say!("{}", rt::why(error.unwrap_err()));
    }

    fn a_panic_leaves_the_other_tasks_alone() {
        let bad = rt::spawn(async { panic!("bad") });
        let good = rt::spawn(async {
            rt::sleep(Duration::from_millis(5)).await;
            say!("good");
        });
        let result: Result<(), _> = bad.await;
        say!("{}", result.is_err());
        good.await.unwrap();
    }

    fn an_aborted_task_is_cancelled() {
        let handle = rt::spawn(async {
            let _loud = Loud("local");
            rt::sleep(Duration::from_secs(60)).await;
            say!("never");
        });
        rt::sleep(Duration::from_millis(3)).await;
        handle.abort();
        say!("{}", rt::why(handle.await.unwrap_err()));
    }

    fn a_task_aborted_before_its_first_poll_never_runs() {
        let loud = Loud("captured");
        let handle = rt::spawn(async move {
            say!("never");
            drop(loud);
        });
        handle.abort();
        say!("{}", rt::why(handle.await.unwrap_err()));
    }

    fn aborting_a_finished_task_changes_nothing() {
        let handle = rt::spawn(async { 3 });
        rt::yield_now().await;
        say!("finished: {}", handle.is_finished());
        handle.abort();
        say!("{:?}", handle.await.ok());
    }

    fn a_task_that_aborts_itself_runs_to_its_next_wait() {
        let (tx, rx) = rt::sync::oneshot::channel();
        let handle = rt::spawn(async move {
            let abort: rt::AbortHandle = rx.await.unwrap();
            let _loud = Loud("local");
            abort.abort();
            say!("still here");
            rt::yield_now().await;
            say!("never");
        });
        assert!(tx.send(handle.abort_handle()).is_ok());
        say!("{}", rt::why(handle.await.unwrap_err()));
    }

    fn a_task_that_aborts_itself_and_ends_is_done() {
        let (tx, rx) = rt::sync::oneshot::channel();
        let handle = rt::spawn(async move {
            let abort: rt::AbortHandle = rx.await.unwrap();
            abort.abort();
            5
        });
        assert!(tx.send(handle.abort_handle()).is_ok());
        say!("{:?}", handle.await.map_err(rt::why));
    }

    fn is_finished_turns_true_when_the_task_ends() {
        let handle = rt::spawn(async { rt::sleep(Duration::from_millis(2)).await });
        say!("{}", handle.is_finished());
        rt::sleep(Duration::from_millis(1)).await;
        say!("{}", handle.is_finished());
        rt::sleep(Duration::from_millis(2)).await;
        say!("{}", handle.is_finished());
        handle.await.unwrap();
    }

    fn a_detached_task_runs_on() {
        drop(rt::spawn(async {
            rt::sleep(Duration::from_millis(4)).await;
            say!("detached");
        }));
        rt::sleep(Duration::from_millis(9)).await;
        say!("main");
    }

    fn the_value_of_a_detached_task_is_dropped_when_it_ends() {
        drop(rt::spawn(async {
            rt::yield_now().await;
            let value = Loud("value");
            say!("returns");
            value
        }));
        rt::sleep(Duration::from_millis(1)).await;
        say!("main");
    }

    fn the_value_nobody_takes_is_dropped_with_the_handle() {
        let handle = rt::spawn(async { Loud("value") });
        rt::sleep(Duration::from_millis(1)).await;
        say!("main");
        drop(handle);
        say!("handle gone");
    }

    fn a_handle_can_be_awaited_by_reference() {
        let mut handle = rt::spawn(async {
            rt::sleep(Duration::from_millis(10)).await;
            1
        });
        let early = rt::timeout(Duration::from_millis(4), &mut handle).await;
        say!("{}", early.is_err());
        say!("{:?}", handle.await.ok());
    }

    fn locals_of_a_cancelled_task_are_dropped_last_first() {
        let shared = Arc::new(Loud("shared"));
        let inside = Arc::clone(&shared);
        let handle = rt::spawn(async move {
            let _first = Loud("first");
            let _second = Loud("second");
            let _inner = async {
                let _third = Loud("third");
                rt::sleep(Duration::from_secs(1)).await;
            }
            .await;
            drop(inside);
        });
        rt::yield_now().await;
        handle.abort();
        say!("{}", rt::why(handle.await.unwrap_err()));
        say!("{} left", Arc::strong_count(&shared));
    }
}
