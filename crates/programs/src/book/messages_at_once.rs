//! Messages arrive all at once: sending and receiving one after the other, and side by side.

use taskscope_runtime::mpsc::{Receiver, UnboundedSender, unbounded_channel};
use taskscope_runtime::{join, println, sleep};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on what one async function can't do at once.
pub(crate) static DEMO: Demo = Demo {
    slug: "messages-at-once",
    title: "Messages arrive all at once",
    section: Section::Concurrency,
    watch: "Watch the moment at which each word is received: in the bad run all of them wait in the channel until \
            the last has been sent.",
    explanation: &[
        "Words are sent with a pause after each, and should be printed as they come.",
        "Inside one async function things happen in the order in which they are written. An await lets other tasks and \
         other futures run; it does not let the lines below it start. So the bad program sends everything, pauses \
         included, and only then asks for the first message. By then all are there.",
        "The fixed program makes two futures and hands both to join!. While the sender sleeps, the receiver waits for \
         a message, and each word is printed the moment it is sent.",
        "Both end because the sender owns its end of the channel: when sending is over, that end is dropped, and \
         the receiver learns that nothing more will come.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.2: applying concurrency with async",
            url: "https://doc.rust-lang.org/book/ch17-02-concurrency-with-async.html",
        },
        Link {
            label: "RFC 2394, async and await: what an await does",
            url: "https://rust-lang.github.io/rfcs/2394-async_await.html",
        },
    ],
    knobs: &[
        Knob::count("messages", 1..=20, 4, "how many words are sent"),
        Knob::milliseconds("pause", 1..=60_000, 500, "how long the sender rests after each"),
    ],
    variants: &[
        Variant::new("bad", "Sends everything, then receives.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::SentBeforeAsked),
        Variant::new("fixed", "Sends and receives side by side.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View::on("main"),
    question: Question::new("bad", "When everything is over: how much time has passed?", Answer::Takes),
    tour: &[
        Stop::new(
            "bad",
            Spot::Wait("main", 1),
            "The first word is sent, and its future sleeps; nobody listens yet.",
        ),
        Stop::new("bad", Spot::Line("received", 1), "After the last pause the first word is received."),
        Stop::new(
            "bad",
            Spot::Line("received", 4),
            "All the others follow at the same instant: they lay in the channel.",
        ),
        Stop::new(
            "fixed",
            Spot::Line("received", 1),
            "Side by side, the first word is received as soon as it is sent.",
        ),
    ],
    source: &sources::MESSAGES_AT_ONCE,
};

const WORDS: [&str; 6] = ["we", "take", "turns", "and", "nobody", "waits"];

async fn bad(knobs: Knobs) {
    let (tx, rx) = unbounded_channel();
    send_words(tx, knobs).await;
    print_words(rx).await;
}

async fn fixed(knobs: Knobs) {
    let (tx, rx) = unbounded_channel();
    let sending = send_words(tx, knobs);
    let receiving = print_words(rx);
    join!(sending, receiving);
}

/// Owns the sender: when this is over the channel is closed, and the receiver knows.
async fn send_words(tx: UnboundedSender<&str>, knobs: Knobs) {
    let count = knobs.count("messages");
    for (_, word) in (0..count).zip(WORDS.into_iter().cycle()) {
        tx.send(word).expect("the receiver is still there");
        sleep(knobs.duration("pause")).await;
    }
}

async fn print_words(mut rx: Receiver<&str>) {
    while let Some(word) = rx.recv().await {
        println!("received {word:?}");
    }
}
