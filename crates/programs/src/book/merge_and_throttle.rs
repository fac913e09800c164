//! Two streams merged into one: a fast one that floods the other, and the same slowed down.

use taskscope_runtime::mpsc::unbounded_channel;
use taskscope_runtime::stream::{IntervalStream, ReceiverStream};
use taskscope_runtime::{Stream, StreamExt, interval, println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("flood", |knobs| Box::pin(listen_flood(knobs))),
    Main::new("throttle", |knobs| Box::pin(listen_throttle(knobs))),
];

async fn listen_flood(knobs: Knobs) {
    let ticks = ticks(knobs);
    print_some(messages(knobs).merge(ticks), knobs).await;
}

async fn listen_throttle(knobs: Knobs) {
    let ticks = ticks(knobs).throttle(knobs.duration("throttle"));
    print_some(messages(knobs).merge(ticks), knobs).await;
}

async fn print_some(values: impl Stream<Item = String>, knobs: Knobs) {
    let mut values = values.take(knobs.count("take") as usize);
    while let Some(value) = values.next().await {
        println!("{value}");
    }
}

fn messages(knobs: Knobs) -> impl Stream<Item = String> {
    let (tx, rx) = unbounded_channel();
    let sender = async move {
        for number in 1.. {
            sleep(knobs.duration("gap")).await;
            tx.send(format!("message {number}")).expect("main listens to the end");
        }
    };
    drop(spawn("messages", sender));
    ReceiverStream::new(rx)
}

/// Each tick says how long ago it was due.
fn ticks(knobs: Knobs) -> impl Stream<Item = String> {
    let ticks = IntervalStream::new(interval(knobs.duration("period"))).enumerate();
    ticks.map(|(number, due)| format!("tick {number}, {:?} late", due.elapsed()))
}
