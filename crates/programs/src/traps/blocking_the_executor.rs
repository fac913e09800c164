//! Blocking the executor: a call that stops the thread, where only the task should wait.
#![expect(clippy::unused_async, reason = "the bad reading is async and never awaits: that is its flaw")]

use std::time::Duration;

use taskscope_runtime::{interval, println, sleep, spawn, work};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

const SENSORS: [&str; 6] = ["cellar", "garden", "roof", "garage", "attic", "gate"];

async fn bad(knobs: Knobs) {
    let heartbeat = spawn("heartbeat", beat(knobs));
    let names = SENSORS.iter().take(knobs.count("sensors") as usize);
    let sensors: Vec<_> = names.map(|name| spawn(*name, read_bad(name, knobs))).collect();
    for sensor in sensors {
        sensor.await.expect("reading does not panic");
    }
    heartbeat.await.expect("a beat does not panic");
}

async fn fixed(knobs: Knobs) {
    let heartbeat = spawn("heartbeat", beat(knobs));
    let names = SENSORS.iter().take(knobs.count("sensors") as usize);
    let sensors: Vec<_> = names.map(|name| spawn(*name, read_fixed(name, knobs))).collect();
    for sensor in sensors {
        sensor.await.expect("reading does not panic");
    }
    heartbeat.await.expect("a beat does not panic");
}

/// Stops the thread until the sensor has answered.
async fn read_bad(name: &str, knobs: Knobs) {
    thread_sleep(knobs.duration("answer"));
    println!("{name} has answered");
}

/// Stops this task only.
async fn read_fixed(name: &str, knobs: Knobs) {
    sleep(knobs.duration("answer")).await;
    println!("{name} has answered");
}

/// Stands in for `std::thread::sleep`: nothing else happens on the thread meanwhile.
fn thread_sleep(duration: Duration) {
    work(duration);
}

async fn beat(knobs: Knobs) {
    let mut beats = interval(knobs.duration("beat"));
    for number in 1..=knobs.count("beats") {
        let due = beats.tick().await;
        println!("beat {number}, {} ms late", due.elapsed().as_millis());
    }
}
