//! The functions: `join`, `join_all`, `race`, `select`, `timeout`, `named`.

use std::collections::BTreeSet;
use std::future::{pending, poll_fn, ready, Future};
use std::pin::{pin, Pin};
use std::task::Poll;
use std::time::Duration;

use taskscope_format::RunEnd;
use taskscope_runtime::combine::join3;
use taskscope_runtime::{
    join, join_all, named, race, select, sleep, spawn, timeout, timeout_at, Either, Instant,
};

use super::tools::{ms, panic_of, run, value_of};

#[test]
fn join_takes_as_long_as_the_longest_and_keeps_the_order() {
    let (outputs, elapsed) = value_of(0, async {
        let start = Instant::now();
        let slow = async {
            sleep(ms(20)).await;
            "slow"
        };
        (join3(slow, async { 1 }, join(sleep(ms(5)), ready('c'))).await, start.elapsed())
    });
    assert_eq!(outputs, ("slow", 1, ((), 'c')));
    assert_eq!(elapsed, ms(20));
}

#[test]
fn join_all_keeps_the_order_whatever_comes_first() {
    let outputs = value_of(0, async {
        join_all([30, 10, 20].map(|millis| async move {
            sleep(ms(millis)).await;
            millis
        }))
        .await
    });
    assert_eq!(outputs, [30, 10, 20]);
}

#[test]
fn join_all_of_nothing_is_done_at_once() {
    assert_eq!(value_of(0, async { join_all(Vec::<std::future::Ready<u32>>::new()).await }), []);
}

#[test]
fn join_all_takes_tasks() {
    let outputs =
        value_of(0, async { join_all((1..=3).map(|n| spawn(format!("task {n}"), async move { n }))).await });
    assert_eq!(outputs, [Ok(1), Ok(2), Ok(3)]);
}

#[test]
fn select_prefers_the_first_and_race_neither() {
    for seed in 0..10 {
        let left = value_of(seed, async { select(ready('a'), ready('b')).await });
        assert_eq!(left, Either::Left('a'));
    }
    let winners = |seed| {
        value_of(seed, async {
            let mut winners = Vec::new();
            while winners.len() < 20 {
                winners.push(race(ready('a'), ready('b')).await.into_inner());
            }
            winners
        })
    };
    assert_eq!(winners(1), winners(1));
    assert!((2..6).any(|seed| winners(seed) != winners(1)));
    assert_eq!(BTreeSet::from_iter(winners(1)), BTreeSet::from(['a', 'b']));
}

#[test]
fn race_gives_the_faster_of_two_kinds() {
    let winner = value_of(0, async {
        let words = async {
            sleep(ms(20)).await;
            "words"
        };
        let number = async {
            sleep(ms(10)).await;
            7
        };
        race(words, number).await
    });
    assert_eq!(winner, Either::Right(7));
}

#[test]
fn a_future_that_is_ready_beats_a_timeout_of_zero() {
    let outcomes = value_of(0, async {
        (timeout(Duration::ZERO, ready(7)).await, timeout(Duration::ZERO, pending::<u32>()).await.is_err())
    });
    assert_eq!(outcomes, (Ok(7), true));
}

#[test]
fn a_timeout_ends_at_its_time_and_not_before() {
    let (outcome, elapsed) = value_of(0, async {
        let start = Instant::now();
        let outcome = timeout(ms(10), pending::<()>()).await;
        (outcome.map_err(|elapsed| elapsed.to_string()), start.elapsed())
    });
    assert_eq!((outcome, elapsed), (Err("the time is over".to_owned()), ms(10)));
    let in_time = value_of(0, async { timeout_at(Instant::now() + ms(10), sleep(ms(9))).await });
    assert_eq!(in_time, Ok(()));
}

#[test]
fn a_timeout_without_end_does_not_overflow() {
    assert_eq!(value_of(0, async { timeout(Duration::MAX, sleep(ms(1))).await }), Ok(()));
}

#[test]
fn a_timeout_ends_also_when_its_future_uses_up_the_operations_of_each_poll() {
    let outcome = value_of(0, async {
        let busy = async {
            loop {
                taskscope_runtime::work(Duration::from_micros(100));
                sleep(Duration::ZERO).await;
            }
        };
        timeout(ms(100), busy).await.is_err()
    });
    assert!(outcome);
}

#[test]
fn named_changes_nothing_but_the_trace() {
    assert_eq!(value_of(0, async { named("seven", async { 7 }).await }), 7);
    assert_eq!(value_of(0, async { named(format!("{}", 7), spawn("task", async { 7 })).await }), Ok(7));
}

/// Polls a future until it is done and then once more.
async fn poll_too_often<F: Future>(future: F) {
    let mut future = pin!(future);
    future.as_mut().await;
    poll_fn(|cx| future.as_mut().poll(cx).map(drop)).await;
}

#[test]
fn a_future_that_is_polled_after_it_was_done_says_so() {
    let messages = [
        panic_of(poll_too_often(join(ready(()), ready(())))),
        panic_of(poll_too_often(join3(ready(()), ready(()), ready(())))),
        panic_of(poll_too_often(join_all([ready(())]))),
        panic_of(poll_too_often(select(ready(()), ready(())))),
        panic_of(poll_too_often(race(ready(()), ready(())))),
        panic_of(poll_too_often(named("done", ready(())))),
        panic_of(async { poll_too_often(timeout(ms(1), ready(()))).await }),
    ];
    let names = ["join", "join3", "join_all", "select", "race", "named", "timeout"];
    for (message, name) in messages.iter().zip(names) {
        assert_eq!(message, &format!("the future of `{name}` was polled after it was done"));
    }
}

#[test]
fn they_work_without_an_executor() {
    let mut future: Pin<Box<dyn Future<Output = _>>> =
        Box::pin(join(named("a", ready(1)), race(ready(2), pending::<()>())));
    let waker = std::sync::Arc::new(Nobody).into();
    let outcome = future.as_mut().poll(&mut std::task::Context::from_waker(&waker));
    assert_eq!(outcome, Poll::Ready((1, Either::Left(2))));
}

/// A waker that wakes nobody.
struct Nobody;

impl std::task::Wake for Nobody {
    fn wake(self: std::sync::Arc<Self>) {}
}

#[test]
fn a_race_of_two_that_never_end_is_stuck() {
    let run = run(async {
        race(pending::<()>(), pending::<()>()).await;
    });
    assert_eq!(run.end(), Some(RunEnd::Stuck));
}
