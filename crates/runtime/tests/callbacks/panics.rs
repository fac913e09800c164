//! Panics that are no task's own, and values of panics that panic.

use std::cell::{Cell, RefCell};
use std::future::{pending, poll_fn, Future};
use std::panic::panic_any;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use taskscope_format::{Micros, RunEnd};
use taskscope_runtime::{sleep, thread, yield_now, Executor, JoinError, JoinHandle, JoinSet};

use crate::scene::{give_waker, message, take, Angry, FakeHost, Flag, OnDrop, Scene, Slot};

/// Panics when it is dropped, and what it panics with does so too.
struct Bomb(u32);

impl Drop for Bomb {
    fn drop(&mut self) {
        if self.0 > 0 {
            panic_any(Self(self.0 - 1));
        }
    }
}

#[test]
fn the_value_of_a_panic_may_panic_when_it_is_dropped() {
    // A chain without end is leaked, which a memory checker would tell.
    for bombs in [1, 3, if cfg!(taskscope_plain_cells) { 4 } else { 1000 }] {
        let scene = Scene::new();
        let handle = scene.executor.spawn("bomb", async move { panic_any(Bomb(bombs)) });
        let next = scene.executor.spawn("next", async { 7 });
        scene.host.turn();
        assert!(matches!(handle.try_take(), Some(Err(JoinError::Panicked(_)))));
        assert_eq!(next.try_take(), Some(Ok(7)), "the executor goes on");
        assert_eq!(scene.executor.ended(), None);
        assert_eq!(scene.count("bomb panicked"), 1, "{}", scene.story());
    }
}

#[test]
fn so_may_that_of_a_destructor_and_that_of_a_thread() {
    static THREAD: thread::Function<u32, u32> = thread::Function::new("bombs", |_, _| panic_any(Bomb(3)));
    let scene = Scene::new();
    let handle = scene.executor.spawn("task", async {
        let _bomb = OnDrop(|| panic_any(Bomb(3)));
        pending::<()>().await;
    });
    scene.host.turn();
    handle.abort();
    assert_eq!(handle.try_take(), Some(Err(JoinError::Cancelled)));
    let caller = scene.executor.spawn("caller", async {
        let thread = thread::spawn(&THREAD);
        thread.send(1).expect("it has just been spawned");
        thread.join().await
    });
    scene.host.turn();
    scene.host.turn();
    assert!(matches!(caller.try_take(), Some(Ok(Err(thread::ThreadError::Failed(_))))), "{}", scene.story());
}

/// Waits for a timer with a waker that panics.
async fn wake_angrily(at: Duration) {
    let mut sleep = Box::pin(sleep(at));
    poll_fn(|_| {
        let waker = Waker::from(Arc::new(Angry));
        sleep.as_mut().poll(&mut Context::from_waker(&waker))
    })
    .await;
}

/// What holds after a panic has cut off a turn, whatever was called.
fn check_broken(scene: Scene, drops: &Cell<u32>, waker: &Slot<Waker>, what: &str) {
    assert_eq!(scene.executor.ended(), Some(RunEnd::Panicked), "{what}");
    let story = scene.story();
    assert!(story.trim_end().ends_with("run ended: Panicked"), "{what}: {story}");
    assert!(story.contains("a panic cut off the turn"), "{what}: {story}");
    assert!(!scene.host.turns().is_in_turn());
    assert_eq!(drops.get(), 0, "{what}: the last picture shows the tasks as they stood");
    // Nothing wakes any more, and nothing is told.
    take(waker).into_iter().for_each(Waker::wake);
    scene.host.turn();
    let late = scene.executor.spawn("late", async {});
    assert_eq!(late.try_take(), Some(Err(JoinError::Cancelled)), "{what}");
    assert_eq!(scene.story(), story, "{what}");
    drop(scene);
    assert_eq!(drops.get(), 2, "{what}: every future goes with the executor");
}

#[test]
fn a_panic_of_a_sink_a_host_or_a_foreign_waker_in_a_turn_ends_the_run_and_says_so() {
    for what in ["sink at a poll", "sink at its end", "sink at a timer", "sink at the end", "host", "waker"] {
        let scene = Scene::new();
        let (drops, waker) = (Rc::new(Cell::new(0)), Slot::default());
        let (one, two) = (Flag(Rc::clone(&drops)), Flag(Rc::clone(&drops)));
        let gives = give_waker(&waker);
        drop(scene.executor.spawn("waits", async move {
            let _flag = one;
            gives.await;
        }));
        scene.host.turn();
        drop(scene.executor.spawn("sleeps", async move {
            let _flag = two;
            match what {
                "waker" => wake_angrily(Duration::from_micros(10)).await,
                _ => sleep(Duration::from_micros(10)).await,
            }
            pending::<()>().await;
        }));
        let angry = || panic!("on purpose");
        match what {
            "sink at a poll" => scene.on_event("turn started", angry),
            "sink at its end" => scene.on_event("sleeps pending", angry),
            "sink at the end" => scene.on_event("turn ended", angry),
            "host" => *scene.host.tricks().alarm.borrow_mut() = Some(Box::new(angry)),
            _ => {}
        }
        let said = if matches!(what, "waker" | "sink at a timer") {
            scene.host.turn();
            if what == "sink at a timer" {
                scene.on_event("fired", angry);
            }
            message(|| scene.host.turn_at(Micros(10)))
        } else {
            scene.host.broken_turn()
        };
        assert!(["on purpose", "a waker panics"].contains(&said.as_str()), "{what}: {said}");
        check_broken(scene, &drops, &waker, what);
    }
}

#[test]
fn a_task_that_a_broken_turn_was_polling_can_be_aborted() {
    let scene = Scene::new();
    let drops = Rc::new(Cell::new(0));
    let flag = Flag(Rc::clone(&drops));
    let handle = scene.executor.spawn("task", async move {
        let _flag = flag;
        pending::<()>().await;
    });
    scene.on_event("task pending", || panic!("on purpose"));
    assert_eq!(scene.host.broken_turn(), "on purpose");
    assert!(!handle.is_finished());
    handle.abort();
    assert_eq!(handle.try_take(), Some(Err(JoinError::Cancelled)));
    assert_eq!(drops.get(), 1);
}

#[test]
fn a_task_whose_end_a_sink_panics_at_is_over_all_the_same() {
    for (part, panics) in [("done", false), ("panicked", true)] {
        let scene = Scene::new();
        let handle = scene.executor.spawn("task", async move { assert!(!panics, "of the task") });
        scene.on_event(part, || panic!("of the sink"));
        assert_eq!(scene.host.broken_turn(), "of the sink");
        let result = handle.try_take().expect("the task is over");
        assert_eq!(result.is_err(), panics, "{part}");
        assert_eq!(scene.executor.ended(), Some(RunEnd::Panicked));
    }
}

#[test]
fn a_wake_after_a_broken_turn_may_drop_the_executor() {
    let scene = Scene::new();
    let waker = Slot::default();
    let handle = scene.executor.spawn("waits", give_waker(&waker));
    scene.host.turn();
    scene.on_event("turn started", || panic!("on purpose"));
    assert_eq!(scene.host.broken_turn(), "on purpose");
    let owner: Slot<Executor> = Slot::default();
    let (taken, host) = (Rc::clone(&owner), scene.host.clone());
    scene.on_batch(move || {
        drop(take(&taken));
        host.forget_turns();
    });
    let trick = move |owner: &Slot<Executor>, executor| *owner.borrow_mut() = Some(executor);
    trick(&owner, scene.executor);
    take(&waker).into_iter().for_each(Waker::wake);
    drop(take(&owner));
    assert_eq!(handle.try_take(), Some(Err(JoinError::Cancelled)));
}

#[test]
fn a_host_that_panics_when_it_is_asked_for_a_turn_is_asked_again() {
    let scene = Scene::new();
    *scene.host.tricks().request.borrow_mut() = Some(Box::new(|| panic!("no turns")));
    let executor = scene.executor;
    assert_eq!(message(|| drop(executor.spawn("first", async {}))), "no turns");
    let next = executor.spawn("next", async { 7 });
    assert_eq!(scene.host.requests(), 2);
    scene.host.turn();
    assert_eq!(next.try_take(), Some(Ok(7)));
}

#[test]
fn a_task_is_queued_though_the_sink_panics_that_is_told_of_its_wake() {
    let scene = Scene::new();
    let waker: Slot<Waker> = Slot::default();
    let handle = scene.executor.spawn("task", give_waker(&waker));
    scene.host.turn();
    scene.on_event("ready", || panic!("on purpose"));
    let kept = take(&waker).expect("it was polled");
    assert_eq!(message(|| kept.wake()), "on purpose");
    assert_eq!(scene.host.requests(), 2, "the turn was asked for");
    scene.host.turn();
    assert_eq!(handle.try_take(), Some(Ok(())));
}

/// A waker that panics when its last clone is dropped.
struct Fragile;

impl Wake for Fragile {
    fn wake(self: Arc<Self>) {}
}

impl Drop for Fragile {
    fn drop(&mut self) {
        panic!("a waker breaks");
    }
}

/// Awaits a task's end with this waker.
fn await_with<T: 'static>(mut handle: &mut JoinHandle<T>, waker: Arc<impl Wake + Send + Sync + 'static>) {
    let waker = Waker::from(waker);
    assert!(Pin::new(&mut handle).poll(&mut Context::from_waker(&waker)).is_pending());
}

/// Awaits a task's end with a waker that panics.
fn await_angrily<T: 'static>(handle: &mut JoinHandle<T>) {
    await_with(handle, Arc::new(Angry));
}

#[test]
fn an_output_is_dropped_though_the_waker_panics_that_goes_with_its_handle() {
    let scene = Scene::new();
    let drops = Rc::new(Cell::new(0));
    let output = Flag(Rc::clone(&drops));
    let mut handle = scene.executor.spawn("task", async move { output });
    await_with(&mut handle, Arc::new(Fragile));
    let slot: Slot<JoinHandle<Flag>> = Rc::new(RefCell::new(Some(handle)));
    // The output is there then, and the waker not yet called.
    scene.on_event("done", move || drop(take(&slot)));
    assert_eq!(scene.host.broken_turn(), "a waker breaks");
    drop(scene);
    assert_eq!(drops.get(), 1);
}

#[test]
fn a_set_aborts_all_of_its_tasks_though_a_result_panics_when_it_is_dropped() {
    let scene = Scene::new();
    let drops = Rc::new(Cell::new(0));
    let flags = [(); 3].map(|()| Flag(Rc::clone(&drops)));
    let owner = scene.executor.spawn("owner", async move {
        let mut set = JoinSet::new();
        set.spawn("done", async { Some(Bomb(1)) });
        for flag in flags {
            set.spawn("pending", async move {
                let _flag = flag;
                pending::<Option<Bomb>>().await
            });
        }
        yield_now().await;
        drop(set);
    });
    scene.host.turn();
    assert!(matches!(owner.try_take(), Some(Err(JoinError::Panicked(_)))), "{}", scene.story());
    assert_eq!(drops.get(), 3, "{}", scene.story());
    assert_eq!(scene.count("pending cancelled"), 3, "{}", scene.story());
}

#[test]
fn the_end_of_the_main_task_ends_the_run_though_who_awaits_it_panics() {
    let scene = Scene::new();
    let drops = Rc::new(Cell::new(0));
    let flag = Flag(Rc::clone(&drops));
    drop(scene.executor.spawn("other", async move {
        let _flag = flag;
        pending::<()>().await;
    }));
    let mut main = scene.executor.start("main", pending::<()>());
    scene.host.turn();
    await_angrily(&mut main);
    assert_eq!(message(|| main.abort()), "a waker panics");
    assert_eq!(scene.executor.ended(), Some(RunEnd::Finished));
    assert_eq!(drops.get(), 1);
    assert!(scene.story().trim_end().ends_with("run ended: Finished"), "{}", scene.story());
}

#[test]
fn every_task_goes_with_the_executor_though_all_who_await_one_panic() {
    let drops = Rc::new(Cell::new(0));
    let scene = Scene::new();
    let mut handles: Vec<_> = (0..5)
        .map(|_| {
            let flag = Flag(Rc::clone(&drops));
            scene.executor.spawn("task", async move {
                let _flag = flag;
                pending::<()>().await;
            })
        })
        .collect();
    scene.host.turn();
    handles.iter_mut().for_each(await_angrily);
    let executor = scene.executor;
    let host: FakeHost = scene.host;
    assert_eq!(message(|| drop(executor)), "a waker panics");
    assert_eq!(drops.get(), 5);
    assert!(!host.turns().is_alive());
    for handle in handles {
        assert_eq!(handle.try_take(), Some(Err(JoinError::Cancelled)));
    }
}

#[test]
fn a_source_of_wakes_is_forgotten_also_when_the_wake_panics() {
    let scene = Scene::new();
    let mut first = scene.executor.spawn("first", pending::<()>());
    let waker = Slot::default();
    let second = scene.executor.spawn("second", give_waker(&waker));
    scene.host.turn();
    await_angrily(&mut first);
    assert_eq!(message(|| first.abort()), "a waker panics");
    take(&waker).into_iter().for_each(Waker::wake);
    assert_eq!(scene.count("second ready, woken by outside"), 1, "{}", scene.story());
    drop((second, Poll::Ready(())));
}
