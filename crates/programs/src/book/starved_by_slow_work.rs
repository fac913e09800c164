//! Starved by slow work: two futures that compute between awaits, with and without giving way.

use std::time::Duration;

use taskscope_runtime::{join, println, sleep, spawn, work, yield_now};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

const LOADING: Duration = Duration::from_millis(10);

async fn bad(knobs: Knobs) {
    let clock = spawn("clock", tick(knobs));
    let (sales, stock) = (report_bad("sales", knobs), report_bad("stock", knobs));
    join!(sales, stock);
    clock.await.expect("a tick does not panic");
}

async fn fixed(knobs: Knobs) {
    let clock = spawn("clock", tick(knobs));
    let (sales, stock) = (report_fixed("sales", knobs), report_fixed("stock", knobs));
    join!(sales, stock);
    clock.await.expect("a tick does not panic");
}

/// Loads what the report needs, then computes it.
async fn report_bad(name: &str, knobs: Knobs) {
    sleep(LOADING).await;
    for part in 1..=knobs.count("parts") {
        work(knobs.duration("part"));
        println!("{name}: part {part}");
    }
}

/// After each part, every other ready task goes first.
async fn report_fixed(name: &str, knobs: Knobs) {
    sleep(LOADING).await;
    for part in 1..=knobs.count("parts") {
        work(knobs.duration("part"));
        println!("{name}: part {part}");
        yield_now().await;
    }
}

async fn tick(knobs: Knobs) {
    for number in 1..=knobs.count("ticks") {
        sleep(knobs.duration("tick")).await;
        println!("tick {number}");
    }
}
