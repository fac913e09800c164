//! Broadcast lag: a slow receiver misses what was overwritten before it looked.

use taskscope_runtime::sync::broadcast::{Receiver, RecvError, Sender, channel};
use taskscope_runtime::{join, println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

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
        tx.send(message).expect("there are receivers");
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
