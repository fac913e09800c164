//! The program never ends: a sender that lives too long keeps the receiver waiting.

use taskscope_runtime::mpsc::{Receiver, UnboundedSender, unbounded_channel};
use taskscope_runtime::{join, println, sleep};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

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
