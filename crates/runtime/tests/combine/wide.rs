//! Many futures at once, and futures deep inside each other.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use taskscope_format::Event;
use taskscope_runtime::{
    join, join_all, named, race, select, sleep, timeout, yield_now, StreamExt, Unordered,
};

use super::tools::{ms, run, value_of};

const WIDE: u64 = 10_000;
const DEEP: u64 = 200;

#[test]
fn ten_thousand_sleeps_are_joined_with_two_polls_each() {
    let polls = Rc::new(Cell::new(0));
    let counted = Rc::clone(&polls);
    let run = run(async move {
        let outputs = join_all((0..WIDE).map(|n| {
            let polls = Rc::clone(&counted);
            async move {
                let mut sleep = sleep(Duration::from_micros(1 + (n * 7919) % WIDE));
                std::future::poll_fn(|cx| {
                    polls.set(polls.get() + 1);
                    Pin::new(&mut sleep).poll(cx)
                })
                .await;
                n
            }
        }));
        assert!(outputs.await.into_iter().eq(0..WIDE));
    });
    assert_eq!(polls.get(), 2 * WIDE);
    let nodes = run
        .events()
        .iter()
        .filter(|(_, event)| matches!(event, Event::NodeDropped { finished: true, .. }))
        .count();
    assert_eq!(nodes as u64, WIDE);
}

#[test]
fn ten_thousand_that_all_wake_themselves_need_one_poll_of_the_task_a_round() {
    let run = run(async {
        join_all((0..WIDE).map(|_| async {
            yield_now().await;
            yield_now().await;
        }))
        .await;
    });
    let polls = run.events().iter().filter(|(_, event)| matches!(event, Event::PollStarted { .. })).count();
    assert_eq!(polls, 3);
}

#[test]
fn ten_thousand_members_of_a_set_come_out_in_order_of_their_time() {
    let ordered = value_of(0, async {
        let set: Unordered<_> = (0..WIDE)
            .map(|n| async move {
                let time = Duration::from_micros(1 + (n * 7919) % WIDE);
                sleep(time).await;
                time
            })
            .collect();
        let times: Vec<_> = set.collect().await;
        times.len() as u64 == WIDE && times.windows(2).all(|pair| pair[0] < pair[1])
    });
    assert!(ordered);
}

type Boxed = Pin<Box<dyn Future<Output = u64>>>;

/// A future inside a future inside a future…
fn nest(depth: u64, wrap: fn(Boxed) -> Boxed) -> Boxed {
    let innermost: Boxed = Box::pin(async {
        sleep(ms(1)).await;
        1
    });
    (0..depth).fold(innermost, |inside, _| wrap(inside))
}

#[test]
fn two_hundred_levels_are_not_too_deep() {
    let wraps: [fn(Boxed) -> Boxed; 8] = [
        |inside| Box::pin(async { join(inside, yield_now()).await.0 }),
        |inside| Box::pin(async { join!(inside, yield_now()).0 }),
        |inside| Box::pin(async { race(inside, std::future::pending()).await.into_inner() }),
        |inside| {
            Box::pin(async {
                select! { n = inside => n, () = std::future::pending() => 0 }
            })
        },
        |inside| Box::pin(async { join_all([inside]).await[0] }),
        |inside| Box::pin(async { timeout(ms(5), inside).await.unwrap_or(0) }),
        |inside| Box::pin(named("level", inside)),
        |inside| Box::pin(async { Unordered::from_iter([inside]).next().await.unwrap_or(0) }),
    ];
    for wrap in wraps {
        assert_eq!(value_of(0, async move { nest(DEEP, wrap).await }), 1);
    }
}

#[test]
fn wide_joins_may_be_nested() {
    let sum = value_of(0, async {
        let outputs = join_all((0..100).map(|row: u64| {
            join_all((0..100).map(move |column: u64| async move {
                sleep(Duration::from_micros(row ^ column)).await;
                row * 100 + column
            }))
        }));
        outputs.await.into_iter().flatten().sum::<u64>()
    });
    assert_eq!(sum, (0..10_000).sum());
}

#[test]
fn select_takes_sixty_four_branches() {
    /// Writes a `select!` with a branch for each number, whose conditions and handlers are of all kinds.
    macro_rules! select_of {
        ($late:expr; $($n:literal)+) => {
            select! {
                biased;
                $( n = after($n, $late), if $n != 7 => { n } )+
            }
        };
    }
    async fn after(n: u64, late: u64) -> u64 {
        sleep(ms((n + 64 - late) % 64)).await;
        n
    }
    let first = |late| {
        value_of(0, async move {
            select_of!(late;
                0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31
                32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63)
        })
    };
    assert_eq!([0, 7, 31, 63].map(first), [0, 8, 31, 63]);
}
