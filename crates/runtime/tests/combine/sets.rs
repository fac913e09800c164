//! `Unordered`: a set of futures whose outputs come as they are finished.

use std::cell::Cell;
use std::future::{poll_fn, ready, Future};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use taskscope_format::Event;
use taskscope_runtime::{sleep, spawn, yield_now, StreamExt, Unordered};

use super::tools::{ms, run, value_of};

type Boxed<T> = Pin<Box<dyn Future<Output = T>>>;

async fn sleeper(millis: u64) -> u64 {
    sleep(ms(millis)).await;
    millis
}

#[test]
fn outputs_come_in_the_order_in_which_they_are_finished() {
    let order = value_of(0, async {
        let set: Unordered<_> = [30, 10, 20].map(sleeper).into_iter().collect();
        set.collect::<Vec<_>>().await
    });
    assert_eq!(order, [10, 20, 30]);
}

#[test]
fn a_set_can_be_filled_again_after_it_was_empty() {
    let lengths = value_of(0, async {
        let mut set = Unordered::new();
        let mut lengths = vec![(set.next().await, set.len())];
        for n in 1..=2 {
            set.push(sleeper(n));
            lengths.push((None, set.len()));
        }
        while let Some(n) = set.next().await {
            lengths.push((Some(n), set.len()));
        }
        lengths
    });
    assert_eq!(lengths, [(None, 0), (None, 1), (None, 2), (Some(1), 1), (Some(2), 0)]);
}

#[test]
fn members_may_be_added_while_others_run() {
    let order = value_of(0, async {
        let mut set = Unordered::new();
        set.push(sleeper(4));
        set.push(sleeper(1));
        let mut order = Vec::new();
        while let Some(n) = set.next().await {
            order.push(n);
            if n == 1 {
                set.push(sleeper(2));
            }
        }
        order
    });
    assert_eq!(order, [1, 2, 4]);
}

#[test]
fn only_members_that_were_woken_are_polled() {
    let polls = Rc::new(Cell::new(0));
    let counted = Rc::clone(&polls);
    run(async move {
        let mut set: Unordered<Boxed<()>> = Unordered::new();
        set.push(Box::pin(poll_fn(move |_| {
            counted.set(counted.get() + 1);
            Poll::<()>::Pending
        })) as Boxed<()>);
        for n in 1..=50 {
            set.push(Box::pin(sleep(ms(n))) as Boxed<()>);
        }
        for _ in 0..50 {
            set.next().await;
        }
    });
    assert_eq!(polls.get(), 1);
}

#[test]
fn a_member_that_wakes_itself_leaves_the_others_their_turn() {
    let order = value_of(0, async {
        let log = super::tools::Log::default();
        let other = spawn("other", {
            let log = log.clone();
            async move { log.push("other") }
        });
        let inside = log.clone();
        let restless: Boxed<()> = Box::pin(async move {
            for _ in 0..3 {
                inside.push("restless");
                yield_now().await;
            }
        });
        let mut set = Unordered::new();
        set.push(restless);
        set.next().await;
        drop(other);
        log.take()
    });
    assert_eq!(order, ["restless", "other", "restless", "restless"]);
}

#[test]
fn a_set_that_is_never_empty_lets_other_tasks_run() {
    let rounds = value_of(0, async {
        let other = spawn("other", async {});
        let mut set = Unordered::new();
        let mut rounds = 0;
        while !other.is_finished() {
            set.push(ready(()));
            set.next().await;
            rounds += 1;
        }
        rounds
    });
    assert!(rounds < 1000, "{rounds}");
}

#[test]
fn a_wake_that_comes_after_the_end_of_a_member_wakes_nobody() {
    let run = run(async {
        let waker: Rc<Cell<Option<Waker>>> = Rc::default();
        let slot = Rc::clone(&waker);
        let mut set = Unordered::new();
        set.push(Box::pin(poll_fn(move |cx| {
            slot.set(Some(cx.waker().clone()));
            Poll::Ready(())
        })) as Boxed<()>);
        set.next().await;
        set.push(Box::pin(sleep(ms(1))) as Boxed<()>);
        waker.take().expect("it was polled").wake();
        set.next().await;
    });
    let again = run.events().iter().filter(|(_, event)| matches!(event, Event::TaskReady { .. })).count();
    // Its spawn and the timer.
    assert_eq!(again, 2);
}
