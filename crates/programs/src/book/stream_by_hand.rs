//! A stream by hand: many values as from an iterator, each of which may come later as from a future.

use std::ops::RangeInclusive;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use taskscope_runtime::{Sleep, Stream, StreamExt, println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("iterator", |knobs| Box::pin(iterator(knobs))),
    Main::new("future", |knobs| Box::pin(future(knobs))),
    Main::new("stream", |knobs| Box::pin(stream(knobs))),
];

async fn iterator(knobs: Knobs) {
    let tea = spawn("tea", pour(knobs.count("cups")));
    let rolls = RollsIterator { rolls: 1..=knobs.count("rolls") };
    for roll in rolls {
        println!("main eats roll {roll}");
    }
    tea.await.expect("pouring tea does not panic");
}

struct RollsIterator {
    rolls: RangeInclusive<u32>,
}

impl Iterator for RollsIterator {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let answer = self.rolls.next();
        println!("{answer:?}");
        answer
    }
}

async fn future(knobs: Knobs) {
    let tea = spawn("tea", pour(knobs.count("cups")));
    let roll = RollFuture { oven: sleep(knobs.duration("baking")) }.await;
    println!("main eats roll {roll}");
    tea.await.expect("pouring tea does not panic");
}

struct RollFuture {
    oven: Sleep,
}

impl Future for RollFuture {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u32> {
        let answer = Pin::new(&mut self.oven).poll(context).map(|()| 1);
        println!("{answer:?}");
        answer
    }
}

async fn stream(knobs: Knobs) {
    let tea = spawn("tea", pour(knobs.count("cups")));
    let baking = knobs.duration("baking");
    let mut rolls = RollsStream { rolls: 1..=knobs.count("rolls"), baking, oven: sleep(baking) };
    while let Some(roll) = rolls.next().await {
        println!("main eats roll {roll}");
    }
    tea.await.expect("pouring tea does not panic");
}

struct RollsStream {
    rolls: RangeInclusive<u32>,
    baking: Duration,
    oven: Sleep,
}

impl RollsStream {
    fn bake(&mut self, context: &mut Context<'_>) -> Poll<Option<u32>> {
        if self.rolls.is_empty() {
            return Poll::Ready(None);
        }
        ready!(Pin::new(&mut self.oven).poll(context));
        self.oven = sleep(self.baking);
        Poll::Ready(self.rolls.next())
    }
}

impl Stream for RollsStream {
    type Item = u32;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<u32>> {
        let answer = self.bake(context);
        println!("{answer:?}");
        answer
    }
}

async fn pour(cups: u32) {
    for cup in 1..=cups {
        sleep(Duration::from_millis(70)).await;
        println!("tea: cup {cup}");
    }
}
