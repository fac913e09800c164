//! Counting with spawn and join: two counters, as two tasks or as two futures in one task.

use std::time::Duration;

use taskscope_runtime::{join, println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("spawn", |knobs| Box::pin(count_with_spawn(knobs))),
    Main::new("join", |knobs| Box::pin(count_with_join(knobs))),
];

async fn count_with_spawn(knobs: Knobs) {
    let pause = knobs.duration("pause");
    let task = spawn("first", count("first", knobs.count("first counts to"), pause));
    count("second", knobs.count("second counts to"), pause).await;

    if knobs.is_on("wait for the task") {
        task.await.expect("counting does not panic");
    }
}

async fn count_with_join(knobs: Knobs) {
    let pause = knobs.duration("pause");
    let first = count("first", knobs.count("first counts to"), pause);
    let second = count("second", knobs.count("second counts to"), pause);
    join!(first, second);
}

async fn count(name: &str, last: u32, pause: Duration) {
    for number in 1..=last {
        println!("{name} says {number}");
        sleep(pause).await;
    }
}
