//! Handing back control: a short sleep and a yield, and what a thousand of them cost.

use taskscope_runtime::{Instant, println, sleep, spawn, work, yield_now};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("sleep", |knobs| Box::pin(run_sleep(knobs))),
    Main::new("yield", |knobs| Box::pin(run_yield(knobs))),
];

async fn run_sleep(knobs: Knobs) {
    let worker = spawn("worker", take_turns_sleep(knobs));
    spawn("guest", visit()).await.expect("a visit does not panic");
    worker.await.expect("a turn does not panic");
}

async fn run_yield(knobs: Knobs) {
    let worker = spawn("worker", take_turns_yield(knobs));
    spawn("guest", visit()).await.expect("a visit does not panic");
    worker.await.expect("a turn does not panic");
}

async fn take_turns_sleep(knobs: Knobs) {
    let (start, turns) = (Instant::now(), knobs.count("turns"));
    for _ in 0..turns {
        work(knobs.duration("work"));
        sleep(knobs.duration("pause")).await;
    }
    println!("{turns} turns took {:?}", start.elapsed());
}

async fn take_turns_yield(knobs: Knobs) {
    let (start, turns) = (Instant::now(), knobs.count("turns"));
    for _ in 0..turns {
        work(knobs.duration("work"));
        yield_now().await;
    }
    println!("{turns} turns took {:?}", start.elapsed());
}

async fn visit() {
    for number in 1..=3 {
        println!("guest: turn {number}");
        yield_now().await;
    }
}
