//! Export and upload: one task keeps the processor busy, the other mostly waits.
#![expect(clippy::unused_async, reason = "the bad export is async and never awaits: that is its flaw")]

use std::time::Duration;

use taskscope_runtime::mpsc::{Receiver, UnboundedSender, unbounded_channel};
use taskscope_runtime::{FetchError, SiteFile, fetch, join, println, spawn, work, yield_now};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo of the chapter's introduction.
pub(crate) static DEMO: Demo = Demo {
    slug: "export-and-upload",
    title: "Export and upload",
    section: Section::Introduction,
    watch: "Watch upload: it is ready all the time that export refuses to yield, and gets its turn between chunks \
            once export yields.",
    explanation: &[
        "Exporting a video is computing: it wants the processor and nothing else. Uploading one is mostly waiting \
         for the network, with a little packing in between.",
        "Both run on one thread, and nobody takes the processor away from a task: it goes on until an await has to \
         wait. The bad export has no such await. Upload stays ready, the hatched bar, until the last chunk is done.",
        "The fixed export yields after each chunk, which sends it to the back of the queue. Now the network works \
         while the processor does, and the whole takes less time. Upload still waits for its turn when an answer \
         comes in the middle of a chunk.",
        "A site of files takes no uploads: on the browser\u{2019}s clock each part fetches a small file of it, and waits \
         for the real network. On the virtual clock a stand-in answers, after the link delay.",
    ],
    links: &[
        Link {
            label: "The Book, chapter 17: asynchronous programming",
            url: "https://doc.rust-lang.org/book/ch17-00-async-await.html",
        },
        Link {
            label: "tokio::task::yield_now",
            url: "https://docs.rs/tokio/latest/tokio/task/fn.yield_now.html",
        },
    ],
    knobs: &[
        Knob::milliseconds("chunk", 1..=40, 20, "how long export computes at a stretch"),
        Knob::count("chunks", 1..=100, 5, "how many chunks the video has"),
        Knob::milliseconds("link delay", 1..=500, 12, "how long the stand-in takes for a part"),
        Knob::count("parts", 1..=20, 4, "how many parts are uploaded"),
    ],
    variants: &[
        Variant::new("bad", "Export never yields.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::LongPoll),
        Variant::new("fixed", "Export yields after each chunk.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View::on("upload"),
    question: Question::new("bad", "Which line is printed first?", Answer::Line(1)),
    tour: &[
        Stop::new(
            "bad",
            Spot::Ready("upload", 1),
            "Upload is ready from its spawn on, and waits for its first turn.",
        ),
        Stop::new(
            "bad",
            Spot::Work("export", 1),
            "Export begins to compute, and nothing can take the processor away from it.",
        ),
        Stop::new("bad", Spot::End("export"), "Only now does export give way, because it is over."),
        Stop::new(
            "fixed",
            Spot::Work("export", 2),
            "Here export yielded after its first chunk, and the others ran.",
        ),
        Stop::new("fixed", Spot::Line("part 1", 1), "Upload gets its turn between two chunks."),
    ],
    source: &sources::EXPORT_AND_UPLOAD,
};

async fn bad(knobs: Knobs) {
    let (tx, rx) = unbounded_channel();
    let export = spawn("export", export_bad(knobs, tx));
    let upload = spawn("upload", upload(knobs));
    let progress = spawn("progress", progress(rx));
    let (export, upload, progress) = join!(export, upload, progress);
    export.and(upload).and(progress).expect("no task panics");
}

async fn fixed(knobs: Knobs) {
    let (tx, rx) = unbounded_channel();
    let export = spawn("export", export_fixed(knobs, tx));
    let upload = spawn("upload", upload(knobs));
    let progress = spawn("progress", progress(rx));
    let (export, upload, progress) = join!(export, upload, progress);
    export.and(upload).and(progress).expect("no task panics");
}

/// One chunk after the other, never giving way.
async fn export_bad(knobs: Knobs, tx: UnboundedSender<u32>) {
    for chunk in 1..=knobs.count("chunks") {
        work(knobs.duration("chunk"));
        tx.send(chunk).expect("progress listens to the end");
    }
}

/// After each chunk, whoever else is ready goes first.
async fn export_fixed(knobs: Knobs, tx: UnboundedSender<u32>) {
    for chunk in 1..=knobs.count("chunks") {
        work(knobs.duration("chunk"));
        tx.send(chunk).expect("progress listens to the end");
        yield_now().await;
    }
}

/// Waits for the network, then packs the next part.
async fn upload(knobs: Knobs) {
    let receipt = RECEIPT.answering_after(knobs.duration("link delay"));
    for part in 1..=knobs.count("parts") {
        if let Err(error) = received(receipt).await {
            println!("part {part} is lost: {error}");
            return;
        }
        work(Duration::from_millis(2));
        println!("part {part} uploaded");
    }
}

/// A site of files takes no uploads, so asking for this one stands for sending a part: the way there and back is real.
static RECEIPT: SiteFile =
    SiteFile::new("pages/received.txt", include_bytes!("../../../../www/pages/received.txt"));

async fn received(receipt: SiteFile) -> Result<String, FetchError> {
    fetch(receipt).await?.text().await
}

async fn progress(mut rx: Receiver<u32>) {
    while let Some(chunk) = rx.recv().await {
        println!("chunk {chunk} exported");
    }
}
