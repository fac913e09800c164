//! A microcontroller under two orders: an interrupt wakes a task that has to be in time.

use taskscope_runtime::{Builder, Instant, println, sleep_until, spawn, work, yield_now};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("fifo", |knobs| Box::pin(fifo(knobs))),
    Main::new("priority", |knobs| Box::pin(priority(knobs))),
];

/// Tasks run in the order in which they became ready.
async fn fifo(knobs: Knobs) {
    control(knobs).await;
}

/// Of the tasks that are ready, the one with the highest priority runs.
async fn priority(knobs: Knobs) {
    control(knobs).await;
}

async fn control(knobs: Knobs) {
    let motor = Builder::new("motor").priority(9).spawn(stop(knobs));
    for name in ["filter", "display", "radio"] {
        drop(spawn(name, compute(knobs)));
    }
    motor.await.expect("stopping does not panic");
}

/// Waits for each interrupt, and stops the motor.
async fn stop(knobs: Knobs) {
    let start = Instant::now();
    for number in 1..=knobs.count("interrupts") {
        let interrupt = start + knobs.duration("every") * number;
        sleep_until(interrupt).await;
        let late = interrupt.elapsed();
        let verdict = if late < knobs.duration("limit") { "in time" } else { "too late" };
        println!("stop {number} after {} ms: {verdict}", late.as_millis());
    }
}

/// One piece after the other, as long as there is power.
async fn compute(knobs: Knobs) {
    loop {
        work(knobs.duration("piece"));
        yield_now().await;
    }
}
