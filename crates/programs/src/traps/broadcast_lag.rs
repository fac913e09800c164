//! Broadcast lag: a slow receiver misses what was overwritten before it looked.

use taskscope_runtime::sync::broadcast::{Receiver, RecvError, Sender, channel};
use taskscope_runtime::{join, println, sleep, spawn};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// One news agency, two readers, one of them slow.
pub(crate) static DEMO: Demo = Demo {
    slug: "broadcast-lag",
    title: "Broadcast lag",
    section: Section::Load,
    watch: "Watch archive: while it stores one message, agency sends several, and in the bad run the oldest of them \
            are overwritten.",
    explanation: &[
        "A broadcast channel shows every message to every receiver, and sending never waits. So it cannot keep all \
         messages for the slowest: it has a ring of a few places, and each new message overwrites the oldest, read or \
         not.",
        "The screen is fast and sees everything. The archive needs longer for a message than the agency between two. \
         In the bad run the ring has two places; when the archive comes back, what it wanted is overwritten, and its \
         recv says Lagged and how many it has missed. Whoever takes that error for the end stops listening, and \
         whoever ignores it has a hole in the archive.",
        "The fixed ring has room for the whole burst, and the archive catches up in the pause. If messages come faster \
         all day, no ring is large enough: then give the archive an mpsc channel, which makes the agency wait.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.2: sending data between two tasks",
            url: "https://doc.rust-lang.org/book/ch17-02-concurrency-with-async.html",
        },
        Link {
            label: "tokio::sync::broadcast, on lagging",
            url: "https://docs.rs/tokio/latest/tokio/sync/broadcast/index.html#lagging",
        },
    ],
    knobs: &[
        Knob::count("messages", 1..=16, 7, "how many messages the agency sends"),
        Knob::milliseconds("news every", 1..=100, 5, "how long the agency pauses"),
        Knob::milliseconds("storing", 1..=100, 16, "how long the archive needs for a message"),
    ],
    variants: &[
        Variant::new("bad", "The ring has two places.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::LostMessage),
        Variant::new("fixed", "The ring has sixteen places.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View { folded: &["main"], ..View::on("archive") },
    question: Question::new("bad", "How many lines are printed?", Answer::Lines),
    tour: &[
        Stop::new(
            "bad",
            Spot::Line("archived 1", 1),
            "The archive has stored the first message and wants the next.",
        ),
        Stop::new("bad", Spot::Finding, "What it wanted is overwritten: it is told how much it has missed."),
        Stop::new("bad", Spot::RunEnd, "The screen has shown every message, the archive has a hole."),
        Stop::new(
            "fixed",
            Spot::Line("screen shows 7", 1),
            "The last message is out, and the ring holds what the archive has not seen.",
        ),
        Stop::new(
            "fixed",
            Spot::Line("archived 7", 1),
            "The archive is later than the screen, and complete.",
        ),
    ],
    source: &sources::BROADCAST_LAG,
};

async fn bad(knobs: Knobs) {
    let (tx, rx) = channel(2);
    publish(tx, rx, knobs).await;
}

async fn fixed(knobs: Knobs) {
    let (tx, rx) = channel(16);
    publish(tx, rx, knobs).await;
}

async fn publish(tx: Sender<u32>, rx: Receiver<u32>, knobs: Knobs) {
    let archive = spawn("archive", archive(tx.subscribe(), knobs));
    let screen = spawn("screen", show(rx));
    let agency = spawn("agency", send_news(tx, knobs));
    let (archive, screen, agency) = join!(archive, screen, agency);
    archive.and(screen).and(agency).expect("no task panics");
}

async fn send_news(tx: Sender<u32>, knobs: Knobs) {
    for message in 1..=knobs.count("messages") {
        tx.send(message).expect("somebody listens");
        sleep(knobs.duration("news every")).await;
    }
}

async fn show(mut rx: Receiver<u32>) {
    while let Ok(message) = rx.recv().await {
        println!("screen shows {message}");
    }
}

async fn archive(mut rx: Receiver<u32>, knobs: Knobs) {
    loop {
        match rx.recv().await {
            Ok(message) => {
                sleep(knobs.duration("storing")).await;
                println!("archived {message}");
            }
            Err(RecvError::Lagged(missed)) => println!("archive has missed {missed}"),
            Err(RecvError::Closed) => break,
        }
    }
}
