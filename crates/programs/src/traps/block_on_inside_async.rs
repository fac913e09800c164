//! `block_on` inside async: the thread waits for a task that needs this very thread.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use taskscope_runtime::sync::oneshot::{Sender, channel};
use taskscope_runtime::{Instant, named, println, sleep, spawn, work};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

async fn bad(knobs: Knobs) {
    let (tx, rx) = channel();
    let server = spawn("server", answer(tx, knobs));
    match block_on_bad(rx, knobs.duration("patience")) {
        Some(answer) => println!("main has the answer: {}", answer.expect("server sends it")),
        None => println!("no answer for main"),
    }
    server.await.expect("the server does not panic");
}

async fn fixed(knobs: Knobs) {
    let (tx, rx) = channel();
    let server = spawn("server", answer(tx, knobs));
    let answer = rx.await.expect("server sends it");
    println!("main has the answer: {answer}");
    server.await.expect("the server does not panic");
}

/// A small `block_on`: looks, lets the thread sleep, looks again. Unlike others, it gives up.
fn block_on_bad<F: Future>(future: F, patience: Duration) -> Option<F::Output> {
    let mut future = pin!(named("block_on", future));
    let start = Instant::now();
    while start.elapsed() < patience {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return Some(output);
        }
        work(Duration::from_millis(10));
    }
    None
}

async fn answer(tx: Sender<u32>, knobs: Knobs) {
    sleep(knobs.duration("server takes")).await;
    match tx.send(42) {
        Ok(()) => println!("server has answered"),
        Err(_) => println!("server has an answer, and nobody wants it"),
    }
}
