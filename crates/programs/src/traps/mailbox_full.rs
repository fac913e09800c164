//! A full mailbox of one's own: whoever sends to themselves and has to wait for room waits for ever.

use std::collections::VecDeque;

use taskscope_runtime::mpsc::channel;
use taskscope_runtime::{println, sleep, spawn};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// A crawler that keeps its list of things to do in a channel.
pub(crate) static DEMO: Demo = Demo {
    slug: "mailbox-full",
    title: "Sending to yourself",
    section: Section::Load,
    watch: "Watch the last wait of crawler: it stands at a send, the channel is full, and the only one who could make \
            room is crawler.",
    explanation: &[
        "The crawler reads a page, finds two links and puts them on its list; then it takes the next page from the \
         list. The list is a channel with room for three, and the crawler is both its sender and its receiver.",
        "Each page takes one message out and puts two in, so the channel fills up. Then send waits for room. Only a \
         receive makes room, and the only task that receives is the one that waits. Nobody else is there to wake it, \
         and the run is stuck.",
        "A channel without a limit would hide this and grow instead. The fixed crawler keeps its list in a VecDeque: \
         what never leaves a task needs no channel. Two tasks whose channels lead in a circle can get stuck in the \
         same way, both waiting to send.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.2: sending data between two tasks",
            url: "https://doc.rust-lang.org/book/ch17-02-concurrency-with-async.html",
        },
        Link {
            label: "tokio::sync::mpsc::Sender::send",
            url: "https://docs.rs/tokio/latest/tokio/sync/mpsc/struct.Sender.html#method.send",
        },
    ],
    knobs: &[
        Knob::count("pages", 1..=50, 9, "how many pages there are"),
        Knob::count("room", 1..=50, 3, "how many pages the channel of the bad crawler holds"),
        Knob::milliseconds("reading", 1..=100, 10, "how long it takes to read a page"),
    ],
    variants: &[
        Variant::new("bad", "The list is a channel with limited room.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::NeverWoken),
        Variant::new("fixed", "The list is a plain queue.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View::on("crawler"),
    question: Question::new("bad", "What becomes of the bad run?", Answer::Ends),
    tour: &[
        Stop::new("bad", Spot::Line("page 1", 1), "Page 1 is read, and its two links go into the channel."),
        Stop::new(
            "bad",
            Spot::Line("page 3", 1),
            "Page 3 is read: the channel has room for one more, and two links want in.",
        ),
        Stop::new("bad", Spot::RunEnd, "The crawler waits for room that only the crawler could make."),
        Stop::new(
            "fixed",
            Spot::Line("page 4", 1),
            "The queue has room for every link, so the crawler goes on.",
        ),
        Stop::new("fixed", Spot::RunEnd, "Every page was read once, and the run ends."),
    ],
    source: &sources::MAILBOX_FULL,
};

async fn bad(knobs: Knobs) {
    let crawler = spawn("crawler", crawl_bad(knobs));
    crawler.await.expect("the crawler does not panic");
}

async fn fixed(knobs: Knobs) {
    let crawler = spawn("crawler", crawl_fixed(knobs));
    crawler.await.expect("the crawler does not panic");
}

async fn crawl_bad(knobs: Knobs) {
    let (tx, mut rx) = channel(knobs.count("room") as usize);
    tx.send(1).await.expect("the crawler is the receiver");
    while let Some(page) = rx.recv().await {
        for link in read(page, knobs).await {
            tx.send(link).await.expect("the crawler is the receiver");
        }
        if page == knobs.count("pages") {
            break;
        }
    }
}

async fn crawl_fixed(knobs: Knobs) {
    let mut pages = VecDeque::new();
    pages.push_back(1);
    while let Some(page) = pages.pop_front() {
        for link in read(page, knobs).await {
            pages.push_back(link);
        }
    }
}

/// Reads a page and finds the pages it leads to: 2 and 3 from 1, 4 and 5 from 2, and so on.
async fn read(page: u32, knobs: Knobs) -> impl Iterator<Item = u32> {
    sleep(knobs.duration("reading")).await;
    println!("page {page}");
    let last = knobs.count("pages");
    (2 * page..=2 * page + 1).filter(move |&link| link <= last)
}
