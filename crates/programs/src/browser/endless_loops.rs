//! Loops without end: what a page does about a program that never lets go.

use taskscope_runtime::{println, sleep, spawn, yield_now};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("loop", |knobs| Box::pin(endless_loop(knobs))),
    Main::new("microtasks", |knobs| Box::pin(microtasks(knobs))),
];

async fn endless_loop(knobs: Knobs) {
    drop(spawn("clock", clock(knobs)));
    sleep(knobs.duration("tick") * knobs.count("ticks before")).await;
    println!("the loop begins");
    loop {
        std::hint::spin_loop();
    }
}

async fn microtasks(knobs: Knobs) {
    drop(spawn("clock", clock(knobs)));
    sleep(knobs.duration("tick") * knobs.count("ticks before")).await;
    println!("the loop begins");
    loop {
        yield_now().await;
    }
}

/// Would go on forever too, but waits after each tick.
async fn clock(knobs: Knobs) {
    loop {
        println!("tick");
        sleep(knobs.duration("tick")).await;
    }
}
