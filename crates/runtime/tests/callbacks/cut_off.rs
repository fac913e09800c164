//! Programs that say a turn was cut off while it still goes on: `Turns::recover` is safe to call anywhere.

use std::cell::Cell;
use std::future::{pending, poll_fn};
use std::rc::Rc;
use std::task::Poll;

use taskscope_format::TurnCause;
use taskscope_runtime::{JoinError, JoinHandle};

use crate::scene::{take, Flag, OnDrop, Scene, Slot};

fn is_lost<T>(result: Option<Result<T, JoinError>>) -> bool {
    result.is_some_and(|result| matches!(result, Err(JoinError::Panicked(_))))
}

#[test]
fn a_task_that_is_given_up_in_its_own_poll_is_never_polled_again_and_keeps_its_memory() {
    for (is_ready, takes_result) in [(true, true), (true, false), (false, true), (false, false)] {
        let scene = Scene::new();
        let (polls, drops) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
        let slot: Slot<JoinHandle<Flag>> = Slot::default();
        let (turns, own, counted) = (scene.host.turns(), Rc::clone(&slot), Rc::clone(&polls));
        let flag = Flag(Rc::clone(&drops));
        let handle = scene.executor.spawn("task", async move {
            let _flag = flag;
            poll_fn(|cx| {
                counted.set(counted.get() + 1);
                turns.recover(None);
                if takes_result {
                    let result = own.borrow().as_ref().and_then(JoinHandle::try_take);
                    assert!(is_lost(result));
                }
                // The turn that goes on lets another one begin now, which must not find the task either.
                turns.take(TurnCause::Request);
                cx.waker().wake_by_ref();
                if is_ready {
                    Poll::Ready(())
                } else {
                    Poll::Pending
                }
            })
            .await;
            Flag(Rc::default())
        });
        *slot.borrow_mut() = Some(handle);
        scene.host.turn();
        scene.host.turn();
        let handle = take(&slot).expect("the handle is in its slot");
        assert!(handle.is_finished(), "{}", scene.story());
        assert_eq!(is_lost(handle.try_take()), !takes_result, "{}", scene.story());
        assert!(handle.try_take().is_none(), "the result is given once");
        assert_eq!(polls.get(), 1, "{}", scene.story());
        assert_eq!(scene.count("task panicked") + scene.count("task done"), 1, "{}", scene.story());
        // A future that is ready has dropped its own locals; what is left of it may be pinned, and stays.
        assert_eq!(drops.get(), u32::from(is_ready), "{}", scene.story());
        let next = scene.executor.spawn("next", async { 7 });
        scene.host.turn();
        assert_eq!(next.try_take(), Some(Ok(7)), "the executor goes on");
    }
}

#[test]
fn a_task_that_is_given_up_while_it_is_dropped_or_recorded_is_over_once() {
    let scene = Scene::new();
    let turns = scene.host.turns();
    let handle = scene.executor.spawn("dropped", async move {
        let _recovers = OnDrop(move || turns.recover(None));
        pending::<()>().await;
    });
    scene.host.turn();
    let other = scene.executor.spawn("aborts", async move {
        handle.abort();
        handle.try_take()
    });
    scene.host.turn();
    assert!(other.is_finished(), "{}", scene.story());

    for part in ["polled", "done"] {
        let scene = Scene::new();
        let turns = scene.host.turns();
        scene.on_event(part, move || turns.recover(None));
        let handle = scene.executor.spawn("task", async { 7 });
        scene.host.turn();
        scene.host.turn();
        assert!(handle.is_finished(), "{part}: {}", scene.story());
        let result = handle.try_take();
        assert!(result == Some(Ok(7)) || is_lost(result), "{part}: {}", scene.story());
        assert_eq!(handle.try_take(), None, "{part}: {}", scene.story());
    }
}
