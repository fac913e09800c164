//! The LIFO slot: two tasks that wake each other, and a third that waits for its turn.
#![expect(clippy::similar_names, reason = "ping and pong are what such a pair is called")]

use taskscope_runtime::mpsc::{Receiver, Sender, channel};
use taskscope_runtime::{join, println, sleep, spawn, work};

use crate::{
    Answer, Demo, Knob, Knobs, Link, Order, Question, Scheduling, Section, Spot, Stop, Variant, View, sources,
};
use taskscope_judge::FindingKind;

/// One program under three orders of the queue.
pub(crate) static DEMO: Demo = Demo {
    slug: "lifo-slot",
    title: "The LIFO slot",
    section: Section::Fairness,
    watch: "Watch clock: its timer fires after 10 ms, and in the bad run it stays ready until ping and pong have \
            played to the end.",
    explanation: &[
        "Every hit of ping wakes pong, and every hit of pong wakes ping. A worker of Tokio's multi-threaded runtime \
         has a slot for the task that was woken last, and looks there before it looks at its queue: the message that \
         was just sent is still in the cache.",
        "In the bad run the slot has no limit. One of the two is always in the slot, so the queue never has its turn, \
         and clock stands in the queue. Nobody computes for long, nobody forgets to wait; the order alone starves it.",
        "Since 2023 Tokio takes three tasks in a row from the slot and then looks at the queue; that is the fixed run. \
         First in, first out needs no such rule: whoever was ready before you goes before you.",
        "The program is the same three times; only the rules differ.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.6: futures, tasks, and threads",
            url: "https://doc.rust-lang.org/book/ch17-06-futures-tasks-threads.html",
        },
        Link { label: "tokio#5712: cap LIFO slot polls", url: "https://github.com/tokio-rs/tokio/pull/5712" },
        Link {
            label: "tokio::runtime, what it promises about fairness",
            url: "https://docs.rs/tokio/latest/tokio/runtime/index.html",
        },
    ],
    knobs: &[
        Knob::count("rounds", 1..=100, 16, "how often the ball goes there and back"),
        Knob::milliseconds("hit", 1..=20, 2, "how long a hit keeps the processor"),
        Knob::milliseconds("second", 1..=100, 10, "how long clock sleeps before a tick"),
        Knob::count("ticks", 1..=20, 4, "how often clock ticks"),
    ],
    variants: &[
        Variant::new("bad", "Whoever was woken last goes first, without end.", |knobs| Box::pin(bad(knobs)))
            .under(Scheduling::DEFAULT.ordered(Order::Lifo))
            .finds(FindingKind::Starved),
        Variant::new("fixed", "Three times in a row at most, then the queue has its turn.", |knobs| {
            Box::pin(fixed(knobs))
        })
        .under(Scheduling::DEFAULT.ordered(Order::CappedLifo)),
        Variant::new("fifo", "First in, first out.", |knobs| Box::pin(fifo(knobs))),
    ],
    view: View { folded: &["main"], ..View::on("clock") },
    question: Question::new("bad", "Which line is printed first?", Answer::Line(1)),
    tour: &[
        Stop::new(
            "bad",
            Spot::Ready("clock", 2),
            "Clock's timer fires while somebody hits the ball: clock is ready and stands in the queue.",
        ),
        Stop::new(
            "bad",
            Spot::Line("the match", 1),
            "All the while ping and pong woke each other and went first.",
        ),
        Stop::new("bad", Spot::Line("tick 1", 1), "Only when the match is over does clock get its turn."),
        Stop::new(
            "fixed",
            Spot::Line("tick 1", 1),
            "Three polls and more came from the slot in a row, so it is the turn of the queue, and of clock.",
        ),
        Stop::new(
            "fifo",
            Spot::Line("tick 1", 1),
            "In a plain queue clock waits for those ahead of it only.",
        ),
    ],
    source: &sources::LIFO_SLOT,
};

/// With a slot that has no limit.
async fn bad(knobs: Knobs) {
    play_and_tick(knobs).await;
}

/// With a slot that counts to three.
async fn fixed(knobs: Knobs) {
    play_and_tick(knobs).await;
}

/// With a queue and no slot.
async fn fifo(knobs: Knobs) {
    play_and_tick(knobs).await;
}

async fn play_and_tick(knobs: Knobs) {
    let (to_pong, from_ping) = channel(1);
    let (to_ping, from_pong) = channel(1);
    let ping = spawn("ping", ping(to_pong, from_pong, knobs));
    let pong = spawn("pong", pong(to_ping, from_ping, knobs));
    let clock = spawn("clock", clock(knobs));
    let (ping, pong, clock) = join!(ping, pong, clock);
    ping.and(pong).and(clock).expect("no task panics");
}

async fn ping(to_pong: Sender<u32>, mut from_pong: Receiver<u32>, knobs: Knobs) {
    for ball in 1..=knobs.count("rounds") {
        work(knobs.duration("hit"));
        to_pong.send(ball).await.expect("pong plays to the end");
        from_pong.recv().await;
    }
    println!("the match is over");
}

async fn pong(to_ping: Sender<u32>, mut from_ping: Receiver<u32>, knobs: Knobs) {
    while let Some(ball) = from_ping.recv().await {
        work(knobs.duration("hit"));
        to_ping.send(ball).await.expect("ping plays to the end");
    }
}

async fn clock(knobs: Knobs) {
    for tick in 1..=knobs.count("ticks") {
        sleep(knobs.duration("second")).await;
        println!("tick {tick}");
    }
}
