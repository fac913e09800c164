//! A web server under three orders: a chat that keeps itself busy, and requests that come in between.

use std::time::Duration;

use taskscope_runtime::mpsc::{Receiver, UnboundedSender, unbounded_channel};
use taskscope_runtime::{Instant, println, sleep, sleep_until, spawn, work};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("fifo", |knobs| Box::pin(fifo(knobs))),
    Main::new("lifo", |knobs| Box::pin(lifo(knobs))),
    Main::new("capped", |knobs| Box::pin(capped(knobs))),
];

/// Tasks run in the order in which they became ready.
async fn fifo(knobs: Knobs) {
    serve(knobs).await;
}

/// A task that is woken by a running one goes before all others.
async fn lifo(knobs: Knobs) {
    serve(knobs).await;
}

/// A task that is woken by a running one goes before all others, but only three times in a row.
async fn capped(knobs: Knobs) {
    serve(knobs).await;
}

async fn serve(knobs: Knobs) {
    let (to_ann, ann) = unbounded_channel();
    let (to_bob, bob) = unbounded_channel();
    let mut tasks = vec![
        spawn("ann", chat(ann, to_bob, knobs.count("messages"))),
        spawn("bob", chat(bob, to_ann.clone(), knobs.count("messages"))),
    ];
    for number in 1..=knobs.count("requests") {
        let comes = Instant::now() + knobs.duration("every") * number;
        tasks.push(spawn(format!("request {number}"), answer(number, comes)));
    }
    // All are waiting when the chat begins.
    sleep(Duration::from_millis(1)).await;
    to_ann.send(1).expect("ann waits for a message");
    drop(to_ann);
    for task in tasks {
        task.await.expect("serving does not panic");
    }
}

/// Reads each message, and writes the next one.
async fn chat(mut inbox: Receiver<u32>, outbox: UnboundedSender<u32>, last: u32) {
    while let Some(number) = inbox.recv().await {
        work(Duration::from_millis(2));
        if number == last {
            break;
        }
        outbox.send(number + 1).expect("the other one still reads");
    }
}

async fn answer(number: u32, comes: Instant) {
    sleep_until(comes).await;
    work(Duration::from_millis(1));
    println!("request {number} took {} ms", comes.elapsed().as_millis());
}
