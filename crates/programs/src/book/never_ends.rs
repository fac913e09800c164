//! The program never ends: a sender that lives too long keeps the receiver waiting.

use taskscope_runtime::mpsc::{Receiver, UnboundedSender, unbounded_channel};
use taskscope_runtime::{join, println, sleep};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on who owns a sender.
pub(crate) static DEMO: Demo = Demo {
    slug: "never-ends",
    title: "The program never ends",
    section: Section::Concurrency,
    watch: "Watch the channel in the State pane after the last message: in the bad run one sender is still there.",
    explanation: &[
        "Words are sent and printed side by side. A receiver ends when the channel is empty and every sender is gone; \
         as long as one is alive, there could be more.",
        "In the bad program the sending future only borrows the sender. When it is over, the sender is still there: \
         it belongs to main, and main waits for the join of both. The receiver waits for a message that cannot come, main \
         waits for the receiver, and nothing will ever happen again.",
        "In the fixed program the future owns the sender, as it would in an async move block. With the future's end the \
         sender is dropped, the channel closes, and the receiver gives None. Threads in chapter 16 need move for the \
         same reason.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.2: applying concurrency with async",
            url: "https://doc.rust-lang.org/book/ch17-02-concurrency-with-async.html",
        },
        Link {
            label: "tokio::sync::mpsc: disconnection",
            url: "https://docs.rs/tokio/latest/tokio/sync/mpsc/index.html#disconnection",
        },
    ],
    knobs: &[
        Knob::count("messages", 1..=20, 4, "how many words are sent"),
        Knob::milliseconds("pause", 0..=5_000, 200, "how long the sender rests after each"),
    ],
    variants: &[
        Variant::new("bad", "The sending future borrows the sender.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::NeverWoken),
        Variant::new("fixed", "The sending future owns the sender.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View::on("main"),
    question: Question::new("bad", "How does this run end?", Answer::Ends),
    tour: &[
        Stop::new(
            "bad",
            Spot::Line("received", 1),
            "Words are received as they are sent: all is well so far.",
        ),
        Stop::new(
            "bad",
            Spot::Line("all is sent", 1),
            "The sending is over, and its sender is still alive in main.",
        ),
        Stop::new("bad", Spot::RunEnd, "No timer is set and nobody is ready: main waits for ever."),
        Stop::new(
            "fixed",
            Spot::Line("all is sent", 1),
            "Here the sender goes with the future that owned it.",
        ),
        Stop::new(
            "fixed",
            Spot::Line("no more words", 1),
            "The receiver was told that the channel is closed.",
        ),
    ],
    source: &sources::NEVER_ENDS,
};

async fn bad(knobs: Knobs) {
    let (tx, rx) = unbounded_channel();
    let sending = send_words_bad(&tx, knobs);
    join!(sending, print_words(rx));
}

async fn fixed(knobs: Knobs) {
    let (tx, rx) = unbounded_channel();
    let sending = send_words_fixed(tx, knobs);
    join!(sending, print_words(rx));
}

/// Borrows the sender, which outlives this.
async fn send_words_bad(tx: &UnboundedSender<u32>, knobs: Knobs) {
    for word in 1..=knobs.count("messages") {
        tx.send(word).expect("the receiver is still there");
        sleep(knobs.duration("pause")).await;
    }
    println!("all is sent");
}

/// Owns the sender, which is dropped at the end of this.
async fn send_words_fixed(tx: UnboundedSender<u32>, knobs: Knobs) {
    for word in 1..=knobs.count("messages") {
        tx.send(word).expect("the receiver is still there");
        sleep(knobs.duration("pause")).await;
    }
    println!("all is sent");
}

async fn print_words(mut rx: Receiver<u32>) {
    while let Some(word) = rx.recv().await {
        println!("received word {word}");
    }
    println!("no more words");
}
