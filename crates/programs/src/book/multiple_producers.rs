//! Several producers, one receiver: messages come as they are sent, and the end comes with the last sender.

use taskscope_runtime::mpsc::{UnboundedSender, unbounded_channel};
use taskscope_runtime::{println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[Main::new("producers", |knobs| Box::pin(producers(knobs)))];

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
