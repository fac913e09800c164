//! Sinks that call back while something is recorded.

use std::cell::Cell;
use std::future::{pending, poll_fn};
use std::rc::Rc;
use std::task::{Poll, Waker};

use taskscope_format::RunEnd;
use taskscope_runtime::{AbortHandle, Executor, JoinError, JoinHandle};

use crate::scene::{give_waker, take, Flag, Scene, Slot};

#[test]
fn a_sink_may_abort_the_task_whose_abort_it_is_told() {
    let scene = Scene::new();
    let waker = Slot::default();
    let first = scene.executor.spawn("first", give_waker(&waker));
    scene.host.turn();
    let kept: Waker = take(&waker).expect("it was polled");
    let abort = first.abort_handle();
    scene.on_batch(move || abort.abort());
    first.abort();
    drop(first);
    // Of the same size, so it would get the cell if that were free.
    let polls = Rc::new(Cell::new(0));
    let (counted, held) = (Rc::clone(&polls), Rc::clone(&waker));
    let second = scene.executor.spawn(
        "second",
        poll_fn(move |_| {
            let _ = (&held, false);
            counted.set(counted.get() + 1);
            Poll::<()>::Pending
        }),
    );
    scene.host.turn();
    assert_eq!(polls.get(), 1);
    kept.wake();
    scene.host.turn();
    assert_eq!(polls.get(), 1, "the waker of a task that is over woke another one");
    assert_eq!(scene.count("first cancelled"), 1, "{}", scene.story());
    drop(second);
}

/// Whatever is being told of a task, aborting it then ends it once.
#[test]
fn a_sink_may_abort_a_task_at_every_event_of_it() {
    for part in ["spawned", "ready", "polled", "waits", "prints", "done", "cancelled", "panicked"] {
        let scene = Scene::new();
        let drops = Rc::new(Cell::new(0));
        let abort: Slot<AbortHandle> = Slot::default();
        let taken = Rc::clone(&abort);
        scene.on_event(part, move || {
            let abort = take(&taken);
            abort.iter().for_each(AbortHandle::abort);
        });
        let flags = [Flag(Rc::clone(&drops)), Flag(Rc::clone(&drops))];
        let [of_main, of_other] = flags;
        let main = scene.executor.start("main", async move {
            taskscope_runtime::println!("of {}", std::mem::size_of_val(&of_main));
            let other = taskscope_runtime::spawn("other", async move {
                taskscope_runtime::yield_now().await;
                drop(of_other);
                assert!(std::env::args().count() == 0, "on purpose");
            });
            drop(other.await);
            taskscope_runtime::spawn("aborted", pending::<()>()).abort();
        });
        *abort.borrow_mut() = Some(main.abort_handle());
        scene.host.turn();
        scene.host.turn();
        assert_eq!(scene.executor.ended(), Some(RunEnd::Finished), "{part}\n{}", scene.story());
        assert!(main.is_finished(), "{part}\n{}", scene.story());
        assert_eq!(drops.get(), 2, "{part}\n{}", scene.story());
        let ends = scene.count("main cancelled") + scene.count("main done");
        assert_eq!(ends, 1, "{part}\n{}", scene.story());
    }
}

#[test]
fn an_output_is_dropped_though_a_sink_drops_the_handle_before_the_task_is_over() {
    for part in ["polled", "done"] {
        let scene = Scene::new();
        let slot: Slot<JoinHandle<Flag>> = Slot::default();
        let drops = Rc::new(Cell::new(0));
        let output = Flag(Rc::clone(&drops));
        let handle = scene.executor.spawn("task", async move { output });
        *slot.borrow_mut() = Some(handle);
        let taken = Rc::clone(&slot);
        scene.on_event(part, move || drop(take(&taken)));
        scene.host.turn();
        assert!(slot.borrow().is_none(), "{part}\n{}", scene.story());
        drop(scene);
        assert_eq!(drops.get(), 1, "told {part}");
    }
}

#[test]
fn a_result_can_be_taken_only_when_the_task_is_over() {
    let scene = Scene::new();
    let handle = Rc::new(scene.executor.spawn("task", async { 7 }));
    let seen = Rc::new(Cell::new(None));
    let (in_sink, noted) = (Rc::clone(&handle), Rc::clone(&seen));
    scene.on_event("done", move || noted.set(Some((in_sink.is_finished(), in_sink.try_take()))));
    scene.host.turn();
    assert_eq!(seen.take(), Some((false, None)));
    assert_eq!(handle.try_take(), Some(Ok(7)));
}

#[test]
fn a_sink_may_drop_the_executor_that_records() {
    for part in ["ready", "polled", "cancelled", "pending"] {
        let scene = Scene::new();
        let drops = Rc::new(Cell::new(0));
        let flag = Flag(Rc::clone(&drops));
        let waker = Slot::default();
        let gives = give_waker(&waker);
        let handle = scene.executor.spawn("task", async move {
            let _flag = flag;
            gives.await;
            pending::<()>().await;
        });
        let host = scene.host.clone();
        let owner: Slot<Executor> = Rc::default();
        let taken = Rc::clone(&owner);
        scene.on_event(part, move || {
            drop(take(&taken));
            host.forget_turns();
        });
        let Scene { host, executor, .. } = scene;
        *owner.borrow_mut() = Some(executor);
        let turns = host.turns();
        turns.take(taskscope_format::TurnCause::Request);
        take(&waker).into_iter().for_each(Waker::wake);
        turns.take(taskscope_format::TurnCause::Request);
        handle.abort();
        drop(take(&owner));
        assert_eq!(handle.try_take(), Some(Err(JoinError::Cancelled)), "{part}");
        assert_eq!(drops.get(), 1, "{part}");
    }
}
