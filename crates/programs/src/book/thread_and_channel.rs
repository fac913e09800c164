//! A thread and a channel: the one computes, the other is awaited by a task.

use std::time::Duration;

use taskscope_runtime::mpsc::unbounded_channel;
use taskscope_runtime::thread::{self, Function, Outbox};
use taskscope_runtime::{println, spawn, work};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("bad", |knobs| Box::pin(bad(knobs))),
    Main::new("fixed", |knobs| Box::pin(fixed(knobs))).runs(&[&COUNT]),
];

static COUNT: Function<(u32, Duration), u32> = Function::new("count", count_fixed);

/// Runs in the thread, once for each message that is sent to it.
fn count_fixed((numbers, computing): (u32, Duration), out: &Outbox<u32>) {
    for number in 1..=numbers {
        work(computing);
        out.send(number);
    }
}

async fn bad(knobs: Knobs) {
    let (tx, mut rx) = unbounded_channel();
    let counter = spawn("count", async move {
        for number in 1..=knobs.count("numbers") {
            work(knobs.duration("computing"));
            tx.send(number).expect("main receives to the end");
        }
    });
    while let Some(number) = rx.recv().await {
        println!("{number} received");
    }
    counter.await.expect("counting does not panic");
}

async fn fixed(knobs: Knobs) {
    let counter = thread::spawn(&COUNT);
    counter.send((knobs.count("numbers"), knobs.duration("computing"))).expect("it is open");
    counter.close();
    while let Some(number) = counter.receive().await {
        println!("{number} received");
    }
}
