//! Ticks that were missed: made up for in a burst, left out, or moved.

use std::time::Duration;

use taskscope_runtime::{Instant, Interval, MissedTickBehavior, interval, join, println, sleep, spawn, work};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("bad", |knobs| Box::pin(bad(knobs))),
    Main::new("fixed", |knobs| Box::pin(fixed(knobs))),
    Main::new("delay", |knobs| Box::pin(delay(knobs))),
];

async fn bad(knobs: Knobs) {
    let ticks = interval(knobs.duration("period"));
    read_and_show(ticks, knobs).await;
}

async fn fixed(knobs: Knobs) {
    let mut ticks = interval(knobs.duration("period"));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    read_and_show(ticks, knobs).await;
}

async fn delay(knobs: Knobs) {
    let mut ticks = interval(knobs.duration("period"));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    read_and_show(ticks, knobs).await;
}

async fn read_and_show(ticks: Interval, knobs: Knobs) {
    let screen = spawn("screen", refresh());
    let sensor = spawn("sensor", read(ticks, knobs));
    let (screen, sensor) = join!(screen, sensor);
    screen.and(sensor).expect("no task panics");
}

async fn read(mut ticks: Interval, knobs: Knobs) {
    let start = Instant::now();
    for number in 1..=knobs.count("readings") {
        ticks.tick().await;
        if number == 3 {
            println!("the link is down");
            sleep(knobs.duration("link down")).await;
        }
        println!("reading {number} at {} ms", start.elapsed().as_millis());
        work(knobs.duration("reading"));
    }
}

async fn refresh() {
    for _ in 0..6 {
        sleep(Duration::from_millis(50)).await;
        println!("screen refreshed");
    }
}
