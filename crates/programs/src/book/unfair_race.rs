//! An unfair race: the future that is polled first starts first, and wins when both are ready.

use std::time::Duration;

use taskscope_runtime::{println, select, sleep};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("biased", |knobs| Box::pin(race_biased(knobs))),
    Main::new("fair", |knobs| Box::pin(race_fair(knobs))),
];

async fn race_biased(knobs: Knobs) {
    for round in 1..=knobs.count("rounds") {
        let left = run("left", knobs.duration("left takes"));
        let right = run("right", knobs.duration("right takes"));
        select! {
            biased;
            () = left => println!("left wins round {round}"),
            () = right => println!("right wins round {round}"),
        }
    }
}

async fn race_fair(knobs: Knobs) {
    for round in 1..=knobs.count("rounds") {
        let left = run("left", knobs.duration("left takes"));
        let right = run("right", knobs.duration("right takes"));
        select! {
            () = left => println!("left wins round {round}"),
            () = right => println!("right wins round {round}"),
        }
    }
}

async fn run(name: &str, takes: Duration) {
    println!("{name} starts");
    sleep(takes).await;
}
