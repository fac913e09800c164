//! The cooperative budget: a full channel read without end, and with a limit for each poll.

use taskscope_runtime::mpsc::{UnboundedReceiver, unbounded_channel};
use taskscope_runtime::{join, println, sleep, spawn, work};

use crate::{
    Answer, Demo, Knob, Knobs, Link, Question, Scheduling, Section, Spot, Stop, Variant, View, sources,
};
use taskscope_judge::FindingKind;

/// One program, with the limit and without it.
pub(crate) static DEMO: Demo = Demo {
    slug: "cooperative-budget",
    title: "The cooperative budget",
    section: Section::Fairness,
    watch: "Watch reader: without a budget it empties the channel in one poll, and with one it gives way after every 8 \
            letters although more are there.",
    explanation: &[
        "The channel is full of letters, so recv().await never has to wait, and the loop around it would go on until \
         the channel is empty. The reader does nothing wrong: it awaits for every letter.",
        "Tokio's answer is a budget. Every operation on its resources that succeeds costs one, and when a poll has \
         spent its 128, the next says Pending although a letter is there, and wakes the task at once. The task goes to \
         the back of the queue, and whoever was ready has a turn. Look for the waits on the budget.",
        "The program is the same twice; the bad run has no limit, as under Tokio's unconstrained. The fixed run allows \
         8 operations, so that the effect fits the picture. What is no resource of the runtime, such as a loop over a \
         vector, is not counted.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.3: yielding control to the runtime",
            url: "https://doc.rust-lang.org/book/ch17-03-more-futures.html",
        },
        Link { label: "tokio::task::coop", url: "https://docs.rs/tokio/latest/tokio/task/coop/index.html" },
        Link {
            label: "tokio#2160: automatic cooperative yielding",
            url: "https://github.com/tokio-rs/tokio/pull/2160",
        },
    ],
    knobs: &[
        Knob::count("letters", 1..=1000, 24, "how many letters are in the channel"),
        Knob::milliseconds("letter", 1..=6, 4, "how long it takes to read one"),
        Knob::milliseconds("ring every", 1..=100, 10, "how long bell sleeps"),
        Knob::count("rings", 1..=20, 4, "how often bell rings"),
    ],
    variants: &[
        Variant::new("bad", "No limit to what one poll may do.", |knobs| Box::pin(bad(knobs)))
            .under(Scheduling { operations: 0, ..Scheduling::DEFAULT })
            .finds(FindingKind::LongPoll),
        Variant::new("fixed", "Eight operations in a poll, then the others.", |knobs| Box::pin(fixed(knobs)))
            .under(Scheduling { operations: 8, ..Scheduling::DEFAULT }),
    ],
    view: View { folded: &["main"], ..View::on("bell") },
    question: Question::new("fixed", "How often is reader polled?", Answer::Polls("reader")),
    tour: &[
        Stop::new(
            "bad",
            Spot::Ready("bell", 2),
            "Bell's timer fires, and bell is ready while reader goes on.",
        ),
        Stop::new("bad", Spot::End("reader"), "One poll has read every letter there was."),
        Stop::new("bad", Spot::Line("ring 1", 1), "Now bell rings for the first time."),
        Stop::new(
            "fixed",
            Spot::Wait("reader", 1),
            "The budget is spent: reader gives way with letters in the channel.",
        ),
        Stop::new("fixed", Spot::Line("ring 1", 1), "Bell has its turn between two polls of reader."),
    ],
    source: &sources::COOPERATIVE_BUDGET,
};

/// Without a budget.
async fn bad(knobs: Knobs) {
    read_and_ring(knobs).await;
}

/// With a budget.
async fn fixed(knobs: Knobs) {
    read_and_ring(knobs).await;
}

async fn read_and_ring(knobs: Knobs) {
    let (tx, rx) = unbounded_channel();
    for letter in 1..=knobs.count("letters") {
        tx.send(letter).expect("the receiver is there");
    }
    drop(tx);
    let bell = spawn("bell", bell(knobs));
    let reader = spawn("reader", read(rx, knobs));
    let (bell, reader) = join!(bell, reader);
    bell.and(reader).expect("no task panics");
}

async fn read(mut rx: UnboundedReceiver<u32>, knobs: Knobs) {
    let mut letters = 0;
    while rx.recv().await.is_some() {
        work(knobs.duration("letter"));
        letters += 1;
    }
    println!("{letters} letters read");
}

async fn bell(knobs: Knobs) {
    for ring in 1..=knobs.count("rings") {
        sleep(knobs.duration("ring every")).await;
        println!("ring {ring}");
    }
}
