//! A timeout built from a race with a sleep, and a retry built on top of it.

use std::time::Duration;

use taskscope_runtime::{println, select, sleep};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("once", |knobs| Box::pin(ask_once(knobs))),
    Main::new("retry", |knobs| Box::pin(ask_retry(knobs))),
];

async fn ask_once(knobs: Knobs) {
    match within(knobs.duration("limit"), request(1, knobs)).await {
        Ok(answer) => println!("{answer}"),
        Err(limit) => println!("gave up after {limit:?}"),
    }
}

async fn ask_retry(knobs: Knobs) {
    for attempt in 1..=knobs.count("attempts") {
        match within(knobs.duration("limit"), request(attempt, knobs)).await {
            Ok(answer) => return println!("{answer}"),
            Err(limit) => println!("gave up after {limit:?}"),
        }
    }
    println!("no attempt is left");
}

/// The output of the future, or the limit if that is over first.
async fn within<F: Future>(limit: Duration, future: F) -> Result<F::Output, Duration> {
    select! {
        biased;
        output = future => Ok(output),
        () = sleep(limit) => Err(limit),
    }
}

/// The server warms up: each attempt is answered sooner than the one before.
async fn request(attempt: u32, knobs: Knobs) -> String {
    println!("attempt {attempt}");
    sleep(knobs.duration("answer takes") / attempt).await;
    format!("answer to attempt {attempt}")
}
