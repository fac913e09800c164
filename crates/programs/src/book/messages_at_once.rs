//! Messages arrive all at once: sending and receiving one after the other, and side by side.

use taskscope_runtime::mpsc::{Receiver, UnboundedSender, unbounded_channel};
use taskscope_runtime::{join, println, sleep};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

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
