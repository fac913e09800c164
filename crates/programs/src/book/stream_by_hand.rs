//! A stream by hand: many values as from an iterator, each of which may come later as from a future.

use std::ops::RangeInclusive;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use taskscope_runtime::{Sleep, Stream, StreamExt, println, sleep, spawn};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The demo on what the trait `Stream` is made of.
pub(crate) static DEMO: Demo = Demo {
    slug: "stream-by-hand",
    title: "A stream is an iterator that can wait",
    section: Section::Traits,
    watch: "Read what main prints: an iterator answers Some or None at once, a future Pending or Ready, and a stream puts one \
            answer into the other.",
    explanation: &[
        "Three ways to get rolls, each as a trait with one method.",
        "An Iterator has next, which gives an Option: another roll, or no more. It must answer now, so these rolls were baked \
         before. A Future has poll, which gives a Poll: the roll, or not yet. But it is one roll, once.",
        "A Stream has poll_next, which gives a Poll of an Option. Pending: ask again when you are woken. Some: a roll, and \
         there may be more. None: that was all. While it is Pending the task rests, and tea is poured.",
        "The future and the stream keep no waker themselves. They pass the context on to the sleep inside, and that \
         keeps its waker. Most futures written by hand are like this.",
        "The loop awaits next, a future that calls poll_next until that is Ready.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.5: a closer look at the traits for async",
            url: "https://doc.rust-lang.org/book/ch17-05-traits-for-async.html",
        },
        Link {
            label: "futures::stream::Stream::poll_next",
            url: "https://docs.rs/futures/latest/futures/stream/trait.Stream.html#tymethod.poll_next",
        },
    ],
    knobs: &[
        Knob::count("rolls", 1..=20, 3, "how many rolls there are; a future gives only the first"),
        Knob::milliseconds("baking", 1..=5_000, 100, "how long a roll is in the oven"),
        Knob::count("cups", 1..=20, 4, "how many cups of tea are poured meanwhile"),
    ],
    variants: &[
        Variant::new("iterator", "Many values, each of them now.", |knobs| Box::pin(iterator(knobs))),
        Variant::new("future", "One value, maybe later.", |knobs| Box::pin(future(knobs))),
        Variant::new("stream", "Many values, each of them maybe later.", |knobs| Box::pin(stream(knobs))),
    ],
    view: View::on("main"),
    question: Question::new("stream", "How often is main polled for three rolls?", Answer::Polls("main")),
    tour: &[
        Stop::new(
            "iterator",
            Spot::Line("None", 1),
            "All rolls were there at once, and the end too, before tea had its first turn.",
        ),
        Stop::new("future", Spot::Line("Pending", 1), "The roll is in the oven: not yet, and main waits."),
        Stop::new(
            "future",
            Spot::Line("Ready", 1),
            "The timer woke main, and the second poll gave the roll.",
        ),
        Stop::new(
            "stream",
            Spot::Line("Pending", 1),
            "The stream begins like the future: its first roll is in the oven.",
        ),
        Stop::new(
            "stream",
            Spot::Line("Pending", 2),
            "The first roll is out, main asked for the next one at once, and waits again.",
        ),
        Stop::new("stream", Spot::Line("Ready(None)", 1), "The stream is over, as an iterator would say it."),
    ],
    source: &sources::STREAM_BY_HAND,
};

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
