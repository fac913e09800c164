//! Buffered futures stand still: while the task handles an item, nothing polls the others.

use taskscope_runtime::{JoinSet, Unordered, println, sleep};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

async fn bad(knobs: Knobs) {
    let mut requests = Unordered::new();
    for number in 1..=knobs.count("requests") {
        requests.push(request(number, knobs));
    }
    while let Some(answer) = requests.next().await {
        store(answer, knobs).await;
    }
}

async fn fixed(knobs: Knobs) {
    let mut requests = JoinSet::new();
    for number in 1..=knobs.count("requests") {
        requests.spawn(format!("request {number}"), request(number, knobs));
    }
    while let Some(answer) = requests.join_next().await {
        store(answer.expect("no request panics"), knobs).await;
    }
}

/// Asks and hears in two steps, as a connection does.
async fn request(number: u32, knobs: Knobs) -> u32 {
    let step = knobs.duration("answer takes") * number / 2;
    sleep(step).await;
    sleep(step).await;
    println!("request {number} has its answer");
    number
}

async fn store(answer: u32, knobs: Knobs) {
    sleep(knobs.duration("storing takes")).await;
    println!("answer {answer} is stored");
}
