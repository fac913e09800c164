//! A biased select: the first branch is always ready, so the second is never asked.

use taskscope_runtime::mpsc::{Receiver, Sender, channel};
use taskscope_runtime::{StreamExt, join, println, select, sleep, spawn, stream_from_iter};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

async fn bad(knobs: Knobs) {
    let (tx, closing) = channel(1);
    let cook = spawn("cook", cook_bad(closing, knobs));
    let owner = spawn("owner", close_later(tx, knobs));
    let (cook, owner) = join!(cook, owner);
    cook.and(owner).expect("no task panics");
}

async fn fixed(knobs: Knobs) {
    let (tx, closing) = channel(1);
    let cook = spawn("cook", cook_fixed(closing, knobs));
    let owner = spawn("owner", close_later(tx, knobs));
    let (cook, owner) = join!(cook, owner);
    cook.and(owner).expect("no task panics");
}

async fn cook_bad(mut closing: Receiver<()>, knobs: Knobs) {
    let mut orders = stream_from_iter(1..=knobs.count("orders"));
    loop {
        select! {
            biased;
            Some(order) = orders.next() => prepare(order, knobs).await,
            _ = closing.recv() => break,
        }
    }
    println!("the kitchen is closed");
}

async fn cook_fixed(mut closing: Receiver<()>, knobs: Knobs) {
    let mut orders = stream_from_iter(1..=knobs.count("orders"));
    loop {
        select! {
            biased;
            _ = closing.recv() => break,
            Some(order) = orders.next() => prepare(order, knobs).await,
        }
    }
    println!("the kitchen is closed");
}

async fn prepare(order: u32, knobs: Knobs) {
    sleep(knobs.duration("cooking")).await;
    println!("order {order} is ready");
}

async fn close_later(closing: Sender<()>, knobs: Knobs) {
    sleep(knobs.duration("closing time")).await;
    println!("owner: we are closing");
    closing.send(()).await.expect("the cook listens to the end");
}
