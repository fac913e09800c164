//! Awaits in a row: tasks that are spawned one by one never run side by side.

use std::time::Duration;

use taskscope_runtime::{println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

const PAGES: [(&str, &str); 3] = [("home", "home takes"), ("news", "news takes"), ("help", "help takes")];

async fn bad(knobs: Knobs) {
    for (name, takes) in PAGES {
        let page = spawn(name, fetch(knobs.duration(takes)));
        let length = page.await.expect("fetching does not panic");
        println!("{name} has {length} characters");
    }
}

async fn fixed(knobs: Knobs) {
    let pages = PAGES.map(|(name, takes)| (name, spawn(name, fetch(knobs.duration(takes)))));
    for (name, page) in pages {
        let length = page.await.expect("fetching does not panic");
        println!("{name} has {length} characters");
    }
}

/// Stands in for the network: a longer wait brings a longer page.
async fn fetch(takes: Duration) -> u128 {
    sleep(takes).await;
    takes.as_millis()
}
