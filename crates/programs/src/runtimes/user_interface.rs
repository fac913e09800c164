//! A user interface under three sets of rules: frames come at fixed times, and work is done in between.

use std::time::Duration;

use taskscope_runtime::mpsc::{Receiver, unbounded_channel};
use taskscope_runtime::{Builder, Instant, println, sleep, sleep_until, spawn, work, yield_now};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("plain", |knobs| Box::pin(plain(knobs))),
    Main::new("budget", |knobs| Box::pin(budget(knobs))),
    Main::new("priority", |knobs| Box::pin(priority(knobs))),
];

/// Under the runtime's own rules.
async fn plain(knobs: Knobs) {
    show(knobs).await;
}

/// After four operations in a poll, a task goes to the back of the queue.
async fn budget(knobs: Knobs) {
    show(knobs).await;
}

/// The same, and frames go before everything else.
async fn priority(knobs: Knobs) {
    show(knobs).await;
}

const FRAME: Duration = Duration::from_micros(16_700);

async fn show(knobs: Knobs) {
    let (results, inbox) = unbounded_channel();
    let tasks = [
        Builder::new("frames").priority(1).spawn(draw(knobs.count("frames"))),
        spawn("list", list(inbox)),
        spawn("image 1", decode(knobs)),
        spawn("image 2", decode(knobs)),
    ];
    sleep(Duration::from_millis(10)).await;
    for result in 1..=knobs.count("results") {
        results.send(result).expect("the list is still shown");
    }
    drop(results);
    for task in tasks {
        task.await.expect("no task panics");
    }
}

async fn draw(frames: u32) {
    let start = Instant::now();
    for frame in 1..=frames {
        let due = start + FRAME * frame;
        sleep_until(due).await;
        work(Duration::from_millis(2));
        let verdict = if due.elapsed() < FRAME { "in time" } else { "missed" };
        println!("frame {frame}: {verdict}");
    }
}

/// Adds each result to the list.
async fn list(mut inbox: Receiver<u32>) {
    while inbox.recv().await.is_some() {
        work(Duration::from_millis(2));
    }
}

async fn decode(knobs: Knobs) {
    for _ in 0..knobs.count("pieces") {
        work(knobs.duration("piece"));
        yield_now().await;
    }
}
