//! The LIFO slot: two tasks that wake each other, and a third that waits for its turn.
#![expect(clippy::similar_names, reason = "ping and pong are what such a pair is called")]

use taskscope_runtime::mpsc::{Receiver, Sender, channel};
use taskscope_runtime::{join, println, sleep, spawn, work};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("bad", |knobs| Box::pin(bad(knobs))),
    Main::new("fixed", |knobs| Box::pin(fixed(knobs))),
    Main::new("fifo", |knobs| Box::pin(fifo(knobs))),
];

/// With a slot that has no limit.
async fn bad(knobs: Knobs) {
    play_and_tick(knobs).await;
}

/// With a slot that counts to three.
async fn fixed(knobs: Knobs) {
    play_and_tick(knobs).await;
}

/// With a queue and no slot.
async fn fifo(knobs: Knobs) {
    play_and_tick(knobs).await;
}

async fn play_and_tick(knobs: Knobs) {
    let (to_pong, from_ping) = channel(1);
    let (to_ping, from_pong) = channel(1);
    let ping = spawn("ping", ping(to_pong, from_pong, knobs));
    let pong = spawn("pong", pong(to_ping, from_ping, knobs));
    let clock = spawn("clock", clock(knobs));
    let (ping, pong, clock) = join!(ping, pong, clock);
    ping.and(pong).and(clock).expect("no task panics");
}

async fn ping(to_pong: Sender<u32>, mut from_pong: Receiver<u32>, knobs: Knobs) {
    for ball in 1..=knobs.count("rounds") {
        work(knobs.duration("hit"));
        to_pong.send(ball).await.expect("pong plays to the end");
        from_pong.recv().await;
    }
    println!("the match is over");
}

async fn pong(to_ping: Sender<u32>, mut from_ping: Receiver<u32>, knobs: Knobs) {
    while let Some(ball) = from_ping.recv().await {
        work(knobs.duration("hit"));
        to_ping.send(ball).await.expect("ping plays to the end");
    }
}

async fn clock(knobs: Knobs) {
    for tick in 1..=knobs.count("ticks") {
        sleep(knobs.duration("second")).await;
        println!("tick {tick}");
    }
}
