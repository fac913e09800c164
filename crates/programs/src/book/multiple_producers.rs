//! Several producers, one receiver: messages come as they are sent, and the end comes with the last sender.

use taskscope_runtime::mpsc::{UnboundedSender, unbounded_channel};
use taskscope_runtime::{println, sleep, spawn};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The demo on many senders of one channel.
pub(crate) static DEMO: Demo = Demo {
    slug: "multiple-producers",
    title: "Multiple producers",
    section: Section::Concurrency,
    watch: "Watch main between two messages: it is woken by whichever producer sends, and by the last sender that is \
            dropped.",
    explanation: &[
        "Each producer owns a clone of the sender and sends at a pace of its own. Main has the receiver and takes the \
         messages in the order in which they were sent, whoever sent them. Chapter 16 does the same with threads and a \
         receiver that blocks; here nobody blocks, and the lanes show who waits for what.",
        "The loop ends when the channel is empty and no sender is left. Each producer drops its clone when it is done, \
         and main drops the original before it listens: with that one alive, main would wait for ever.",
        "On a machine this takes as long as all the pauses; on the virtual clock it takes no time at all.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.2: applying concurrency with async",
            url: "https://doc.rust-lang.org/book/ch17-02-concurrency-with-async.html",
        },
        Link {
            label: "tokio::sync::mpsc: channels with many producers",
            url: "https://docs.rs/tokio/latest/tokio/sync/mpsc/index.html",
        },
    ],
    knobs: &[
        Knob::count("producers", 1..=200, 3, "how many tasks send"),
        Knob::milliseconds(
            "pause",
            1..=1_000,
            100,
            "how long the first rests after a message; the n-th n times that",
        ),
        Knob::count("messages", 1..=100, 3, "how many each sends"),
    ],
    variants: &[Variant::new("producers", "Three producers send at different paces.", |knobs| {
        Box::pin(producers(knobs))
    })],
    view: View::on("main"),
    question: Question::new("producers", "Which line is printed fourth?", Answer::Line(4)),
    tour: &[
        Stop::new(
            "producers",
            Spot::Spawned("producer 1"),
            "Each producer is a task with a sender of its own.",
        ),
        Stop::new(
            "producers",
            Spot::Wait("main", 1),
            "Main has dropped the original sender and waits for a message.",
        ),
        Stop::new(
            "producers",
            Spot::Line("producer 2 sends 2", 1),
            "Messages come in the order in which they were sent.",
        ),
        Stop::new(
            "producers",
            Spot::End("producer 3"),
            "The last sender is gone: main is woken once more, and is done.",
        ),
    ],
    source: &sources::MULTIPLE_PRODUCERS,
};

async fn producers(knobs: Knobs) {
    let (tx, mut rx) = unbounded_channel();
    for number in 1..=knobs.count("producers") {
        drop(spawn(format!("producer {number}"), produce(number, tx.clone(), knobs)));
    }
    // Or main would wait for its own sender.
    drop(tx);

    while let Some(message) = rx.recv().await {
        println!("{message}");
    }
    println!("no sender is left");
}

/// Owns its sender: when this is over, so is the sender.
async fn produce(number: u32, tx: UnboundedSender<String>, knobs: Knobs) {
    for message in 1..=knobs.count("messages") {
        tx.send(format!("producer {number} sends {message}")).expect("main listens to the end");
        sleep(knobs.duration("pause") * number.min(8)).await;
    }
}
