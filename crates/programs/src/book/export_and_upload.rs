//! Export and upload: one task keeps the processor busy, the other mostly waits.
#![expect(clippy::unused_async, reason = "the bad export is async and never awaits: that is its flaw")]

use std::time::Duration;

use taskscope_runtime::mpsc::{Receiver, UnboundedSender, unbounded_channel};
use taskscope_runtime::{FetchError, SiteFile, fetch, join, println, spawn, work, yield_now};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

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

/// Computes one chunk after the other.
async fn export_bad(knobs: Knobs, tx: UnboundedSender<u32>) {
    for chunk in 1..=knobs.count("chunks") {
        work(knobs.duration("chunk"));
        tx.send(chunk).expect("progress listens to the end");
    }
}

/// After each chunk, every other ready task goes first.
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

/// This site can't take uploads, so each part asks for this file instead: in real time the round trip is real.
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
