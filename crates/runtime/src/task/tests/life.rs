//! What becomes of a task: polled, woken, aborted, done, left behind.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use super::fake::{asleep, Fake, Witnesses};
use crate::task::{abort, AbortHandle, JoinError};

#[test]
fn a_task_is_polled_when_it_is_woken_and_gives_its_output_once() {
    let (fake, seen) = (Fake::new(), Witnesses::default());
    let (waker, polls) = (Rc::new(RefCell::new(None::<Waker>)), Rc::new(Cell::new(0)));
    let output = fake.spawn({
        let (waker, polls, output) = (Rc::clone(&waker), Rc::clone(&polls), seen.witness("output"));
        let mut output = Some(output);
        poll_fn(move |cx| {
            polls.set(polls.get() + 1);
            *waker.borrow_mut() = Some(cx.waker().clone());
            if polls.get() < 3 {
                return Poll::Pending;
            }
            Poll::Ready(output.take())
        })
    });
    fake.run();
    assert!(output.take().is_none());
    for expected in [2, 3] {
        let kept = waker.borrow().clone();
        kept.as_ref().expect("each poll leaves it").wake_by_ref();
        kept.expect("each poll leaves it").wake();
        fake.run();
        assert_eq!(polls.get(), expected, "two wakes are one poll");
    }
    let taken = output.take();
    assert!(matches!(taken, Some(Ok(Some(_)))) && output.take().is_none());
    seen.expect(&[]);
    drop(taken);
    seen.expect(&["output"]);
    waker.take().expect("the last poll left it").wake();
    fake.run();
    assert_eq!(polls.get(), 3, "a wake after the end does nothing");
}

#[test]
fn a_wake_within_the_poll_queues_the_task_behind_the_others() {
    let fake = Fake::new();
    let lines = Rc::new(RefCell::new(Vec::new()));
    let outputs = ["a", "b"].map(|name| {
        let (lines, mut left) = (Rc::clone(&lines), 2);
        fake.spawn(poll_fn(move |cx| {
            lines.borrow_mut().push(name);
            left -= 1;
            cx.waker().wake_by_ref();
            if left == 0 {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        }))
    });
    fake.run();
    assert_eq!(*lines.borrow(), ["a", "b", "a", "b"]);
    assert!(outputs.iter().all(|output| output.take() == Some(Ok(()))));
}

#[test]
fn an_abort_drops_the_future_in_place_and_a_waker_outlives_it() {
    let (fake, seen, waker) = (Fake::new(), Witnesses::default(), Rc::default());
    let (held, sleeping) = (seen.witness("future"), asleep(&waker));
    let output = fake.spawn(async move {
        let _held = held;
        sleeping.await;
    });
    fake.run();
    abort(output.task());
    seen.expect(&["future"]);
    assert_eq!(output.take(), Some(Err(JoinError::Cancelled)));
    drop(output);
    // Its cell is another task's by now, which must not hear of the stale wake.
    let polls = Rc::new(Cell::new(0));
    let counted = Rc::clone(&polls);
    let next = fake.spawn(poll_fn(move |_| {
        counted.set(counted.get() + 1);
        Poll::<()>::Pending
    }));
    fake.run();
    waker.take().expect("its poll left it").wake();
    fake.run();
    assert_eq!(polls.get(), 1);
    drop(next);
}

#[test]
fn a_task_that_aborts_itself_is_dropped_after_its_poll() {
    let (fake, seen) = (Fake::new(), Witnesses::default());
    let handle: Rc<RefCell<Option<AbortHandle>>> = Rc::default();
    let (held, own, after) = (seen.witness("future"), Rc::clone(&handle), seen.clone());
    let output = fake.spawn(async move {
        let _held = held;
        let own = own.take().expect("it is put here before the first poll");
        own.abort();
        after.expect(&[]);
        std::future::pending::<()>().await;
    });
    *handle.borrow_mut() = Some(AbortHandle::of(output.task()));
    fake.run();
    seen.expect(&["future"]);
    assert_eq!(output.take(), Some(Err(JoinError::Cancelled)));
}

#[test]
fn the_output_of_a_detached_task_is_dropped_with_its_future() {
    let (fake, seen) = (Fake::new(), Witnesses::default());
    let (future, value) = (seen.witness("future"), seen.witness("output"));
    let output = fake.spawn(async move {
        let _future = future;
        value
    });
    output.task().is_joined.set(false);
    drop(output);
    fake.run();
    seen.expect(&["future", "output"]);
}

#[test]
fn a_scheduler_that_goes_away_takes_its_tasks_along_and_leaves_their_wakers() {
    let (fake, seen, waker) = (Fake::new(), Witnesses::default(), Rc::default());
    let (held, sleeping) = (seen.witness("future"), asleep(&waker));
    let output = fake.spawn(async move {
        let _held = held;
        sleeping.await;
    });
    fake.run();
    drop(fake);
    seen.expect(&["future"]);
    assert_eq!(output.take(), Some(Err(JoinError::Cancelled)));
    abort(output.task());
    let waker = waker.take().expect("its poll left it");
    waker.wake_by_ref();
    drop((output, waker));
}
