//! Futures are lazy: calling an async function does nothing until a task awaits its future.

use taskscope_runtime::{named, println, sleep};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("dropped", |knobs| Box::pin(dropped(knobs))),
    Main::new("awaited", |knobs| Box::pin(awaited(knobs))),
];

async fn dropped(knobs: Knobs) {
    let fetching = named("fetch", fetch(knobs));
    println!("the future is made");
    sleep(knobs.duration("rest")).await;
    drop(fetching);
}

async fn awaited(knobs: Knobs) {
    let fetching = named("fetch", fetch(knobs));
    println!("the future is made");
    sleep(knobs.duration("rest")).await;
    println!("fetched {}", fetching.await);
}

/// Stands in for the network: it only takes time.
async fn fetch(knobs: Knobs) -> &'static str {
    println!("fetch begins");
    sleep(knobs.duration("fetch takes")).await;
    "a page"
}
