//! Any number of futures: awaited in a loop, with `join!`, and with `join_all`.

use taskscope_runtime::{join, join_all, println, sleep};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("loop", |knobs| Box::pin(pages_loop(knobs))),
    Main::new("join", |knobs| Box::pin(pages_join(knobs))),
    Main::new("join_all", |knobs| Box::pin(pages_join_all(knobs))),
];

async fn pages_loop(knobs: Knobs) {
    let pages: Vec<_> = (1..=knobs.count("pages")).map(|page| fetch(page, knobs)).collect();
    for page in pages {
        page.await;
    }
    println!("all pages are here");
}

/// How many there are is written here, whatever the knob says.
async fn pages_join(knobs: Knobs) {
    let (first, second, third) = (fetch(1, knobs), fetch(2, knobs), fetch(3, knobs));
    join!(first, second, third);
    println!("all pages are here");
}

async fn pages_join_all(knobs: Knobs) {
    let pages: Vec<_> = (1..=knobs.count("pages")).map(|page| fetch(page, knobs)).collect();
    join_all(pages).await;
    println!("all pages are here");
}

async fn fetch(page: u32, knobs: Knobs) {
    println!("page {page} is asked for");
    sleep(knobs.duration("delay") * page).await;
    println!("page {page} is here");
}
