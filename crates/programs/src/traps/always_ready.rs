//! An await that never waits: a loop over a stream whose next item is always there.

use taskscope_runtime::{StreamExt, join, println, sleep, spawn, stream_from_iter, work, yield_now};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// An await gives way only where it has to wait.
pub(crate) static DEMO: Demo = Demo {
    slug: "always-ready",
    title: "An await that never waits",
    section: Section::Fairness,
    watch: "Watch sorter: there is an await for every letter, and still all of them are sorted in one poll while bell \
            is ready.",
    explanation: &[
        "The loop looks well-behaved: before each letter it awaits. But an await is only a place where a task may give \
         way. If the next item is there already, the stream answers at once and the loop goes on, in the same poll.",
        "Here every letter is there from the start, so the sorter never stops. Bell's timer fires in the middle, and \
         bell is ready, the hatched bar, until the last letter is done. A set of futures that are all finished does \
         the same, and so does a socket that always has more data; the futures crate had to teach FuturesUnordered to \
         give way by itself.",
        "The fixed sorter yields after each letter, and bell rings between two of them.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.4: streams",
            url: "https://doc.rust-lang.org/book/ch17-04-streams.html",
        },
        Link {
            label: "futures-rs#2047: FuturesUnordered can block the executor",
            url: "https://github.com/rust-lang/futures-rs/issues/2047",
        },
        Link {
            label: "futures::stream::iter",
            url: "https://docs.rs/futures/latest/futures/stream/fn.iter.html",
        },
    ],
    knobs: &[
        Knob::count("letters", 1..=50, 8, "how many letters lie there"),
        Knob::milliseconds("letter", 1..=45, 10, "how long it takes to sort one"),
        Knob::milliseconds("ring every", 1..=100, 18, "how long bell sleeps"),
        Knob::count("rings", 1..=20, 4, "how often bell rings"),
    ],
    variants: &[
        Variant::new("bad", "The sorter awaits and never waits.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::LongPoll),
        Variant::new("fixed", "The sorter yields after each letter.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View { folded: &["main"], ..View::on("bell") },
    question: Question::new("bad", "How often is sorter polled?", Answer::Polls("sorter")),
    tour: &[
        Stop::new(
            "bad",
            Spot::Line("letter 1 ", 1),
            "The first letter is sorted; the await for the second answers at once.",
        ),
        Stop::new("bad", Spot::Ready("bell", 2), "Bell's timer fires: from here on bell is ready."),
        Stop::new("bad", Spot::Line("ring 1", 1), "Bell rings when the sorter has nothing left to sort."),
        Stop::new(
            "fixed",
            Spot::Line("ring 1", 1),
            "Bell rings between two letters, because the sorter yielded.",
        ),
    ],
    source: &sources::ALWAYS_READY,
};

async fn bad(knobs: Knobs) {
    let bell = spawn("bell", bell(knobs));
    let sorter = spawn("sorter", sort_bad(knobs));
    let (bell, sorter) = join!(bell, sorter);
    bell.and(sorter).expect("no task panics");
}

async fn fixed(knobs: Knobs) {
    let bell = spawn("bell", bell(knobs));
    let sorter = spawn("sorter", sort_fixed(knobs));
    let (bell, sorter) = join!(bell, sorter);
    bell.and(sorter).expect("no task panics");
}

async fn sort_bad(knobs: Knobs) {
    let mut letters = stream_from_iter(1..=knobs.count("letters"));
    while let Some(letter) = letters.next().await {
        work(knobs.duration("letter"));
        println!("letter {letter} sorted");
    }
}

async fn sort_fixed(knobs: Knobs) {
    let mut letters = stream_from_iter(1..=knobs.count("letters"));
    while let Some(letter) = letters.next().await {
        work(knobs.duration("letter"));
        println!("letter {letter} sorted");
        yield_now().await;
    }
}

async fn bell(knobs: Knobs) {
    for ring in 1..=knobs.count("rings") {
        sleep(knobs.duration("ring every")).await;
        println!("ring {ring}");
    }
}
