//! Abort handles on other threads.

use std::future::pending;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::Arc;
use std::thread;

use taskscope_runtime::{AbortHandle, JoinError, JoinHandle};

use crate::scene::{give_waker, take, Scene, Slot};

#[test]
fn a_task_that_another_thread_aborts_is_cancelled_when_the_executor_looks() {
    let scene = Scene::new();
    let handle = scene.executor.spawn("task", pending::<()>());
    scene.host.turn();
    let abort = handle.abort_handle();
    let abort = thread::spawn(move || {
        abort.abort();
        assert!(!abort.is_finished(), "the executor has not looked yet");
        abort
    });
    let abort = abort.join().expect("the thread ends");
    assert!(!handle.is_finished());
    scene.host.turns().look_outside();
    assert!(abort.is_finished() && handle.is_finished());
    assert_eq!(handle.try_take(), Some(Err(JoinError::Cancelled)));
    assert_eq!(scene.count("task cancelled"), 1, "{}", scene.story());
}

#[test]
fn a_turn_looks_for_aborts_too_and_in_the_order_in_which_they_were_left() {
    let scene = Scene::new();
    let waker: Slot<std::task::Waker> = Slot::default();
    let handle = scene.executor.spawn("task", give_waker(&waker));
    scene.host.turn();
    let (abort, woken) = (handle.abort_handle(), take(&waker).expect("the task was polled"));
    thread::spawn(move || {
        woken.wake();
        abort.abort();
    })
    .join()
    .expect("the thread ends");
    scene.host.turn();
    assert_eq!(handle.try_take(), Some(Err(JoinError::Cancelled)), "the abort came before the poll");
}

#[test]
fn what_a_task_did_before_its_end_is_seen_where_the_end_is() {
    let scene = Scene::new();
    let written = Arc::new(AtomicU32::new(0));
    let (inside, outside) = (Arc::clone(&written), Arc::clone(&written));
    let handle = scene.executor.spawn("task", async move { inside.store(1, Ordering::Relaxed) });
    let abort = handle.abort_handle();
    let other = thread::spawn(move || {
        while !abort.is_finished() {
            std::hint::spin_loop();
        }
        outside.load(Ordering::Relaxed)
    });
    scene.host.turn();
    assert_eq!(other.join().expect("the thread ends"), 1);
    drop(handle);
}

#[test]
fn abort_handles_race_with_the_executor_and_with_each_other() {
    for _ in 0..50 {
        let scene = Scene::new();
        let handles: Vec<_> = (0..8).map(|_| scene.executor.spawn("task", pending::<()>())).collect();
        let aborts: Vec<AbortHandle> = handles.iter().map(JoinHandle::abort_handle).collect();
        let threads: Vec<_> = (0..2)
            .map(|_| {
                let aborts = aborts.clone();
                thread::spawn(move || aborts.iter().for_each(AbortHandle::abort))
            })
            .collect();
        scene.host.turn();
        drop(aborts);
        for thread in threads {
            thread.join().expect("the thread ends");
        }
        scene.host.turns().look_outside();
        for handle in handles {
            assert_eq!(handle.try_take(), Some(Err(JoinError::Cancelled)));
        }
        assert_eq!(scene.count("task cancelled"), 8);
    }
}

#[test]
fn an_abort_handle_may_outlive_its_task_and_its_executor_on_any_thread() {
    let scene = Scene::new();
    let handle = scene.executor.spawn("task", pending::<()>());
    let (left, kept) = (handle.abort_handle(), handle.abort_handle());
    // Left at the door, and never looked at.
    thread::spawn(move || left.abort()).join().expect("the thread ends");
    drop(handle);
    drop(scene);
    assert!(kept.is_finished());
    kept.abort();
    thread::spawn(move || {
        kept.abort();
        assert!(kept.is_finished());
    })
    .join()
    .expect("the thread ends");
}
