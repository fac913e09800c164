//! An await that never waits: a loop over a stream whose next item is always there.

use taskscope_runtime::{StreamExt, join, println, sleep, spawn, stream_from_iter, work, yield_now};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

async fn bad(knobs: Knobs) {
    let bell = spawn("bell", bell(knobs));
    let sorter = spawn("sorter", sort_bad(knobs));
    let (bell, sorter) = join!(bell, sorter);
    bell.and(sorter).expect("no task panics");
}

async fn fixed(knobs: Knobs) {
    let bell = spawn("bell", bell(knobs));
    let sorter = spawn("sorter", sort_fixed(knobs));
    let (bell, sorter) = join!(bell, sorter);
    bell.and(sorter).expect("no task panics");
}

async fn sort_bad(knobs: Knobs) {
    let mut letters = stream_from_iter(1..=knobs.count("letters"));
    while let Some(letter) = letters.next().await {
        work(knobs.duration("letter"));
        println!("letter {letter} sorted");
    }
}

async fn sort_fixed(knobs: Knobs) {
    let mut letters = stream_from_iter(1..=knobs.count("letters"));
    while let Some(letter) = letters.next().await {
        work(knobs.duration("letter"));
        println!("letter {letter} sorted");
        yield_now().await;
    }
}

async fn bell(knobs: Knobs) {
    for ring in 1..=knobs.count("rings") {
        sleep(knobs.duration("ring every")).await;
        println!("ring {ring}");
    }
}
