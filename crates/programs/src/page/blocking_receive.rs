//! A blocking receive: the page waits for an answer, and keeps the thread that would have to give it.

use std::time::Duration;

use taskscope_runtime::mpsc::{Receiver, Sender, channel};
use taskscope_runtime::{Instant, println, sleep, spawn, work};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

async fn bad(knobs: Knobs) {
    let (answers, mut inbox) = channel(1);
    let server = spawn("server", answer(answers, knobs));
    match receive_blocking(&mut inbox, knobs.duration("patience")) {
        Some(answer) => println!("main has the answer: {answer}"),
        None => println!("main gives up"),
    }
    drop(inbox);
    server.await.expect("the server does not panic");
}

async fn fixed(knobs: Knobs) {
    let (answers, mut inbox) = channel(1);
    let server = spawn("server", answer(answers, knobs));
    match inbox.recv().await {
        Some(answer) => println!("main has the answer: {answer}"),
        None => println!("main gives up"),
    }
    drop(inbox);
    server.await.expect("the server does not panic");
}

/// Stands in for `std::sync::mpsc::Receiver::recv_timeout`: looks again and again, and keeps the thread.
fn receive_blocking(inbox: &mut Receiver<u32>, patience: Duration) -> Option<u32> {
    let start = Instant::now();
    while start.elapsed() < patience {
        if let Ok(answer) = inbox.try_recv() {
            return Some(answer);
        }
        work(Duration::from_millis(1));
    }
    None
}

async fn answer(answers: Sender<u32>, knobs: Knobs) {
    sleep(knobs.duration("answer takes")).await;
    if answers.send(42).await.is_err() {
        println!("the answer comes too late");
    }
}
