//! The cooperative budget: a full channel read without end, and with a limit for each poll.

use taskscope_runtime::mpsc::{UnboundedReceiver, unbounded_channel};
use taskscope_runtime::{join, println, sleep, spawn, work};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

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
