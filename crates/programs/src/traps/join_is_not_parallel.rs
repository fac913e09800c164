//! join! is not parallel: computing futures in one task, in several tasks, and on other threads.
#![expect(clippy::unused_async, reason = "what only computes has nothing to await: that is its flaw")]

use std::time::Duration;

use taskscope_runtime::{join, println, sleep, spawn, work};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("bad", |knobs| Box::pin(bad(knobs))),
    Main::new("fixed", |knobs| Box::pin(fixed(knobs))),
    Main::new("spawn", |knobs| Box::pin(compute_with_spawn(knobs))),
];

async fn bad(knobs: Knobs) {
    let spinner = spawn("spinner", spin(knobs));
    let picture = knobs.duration("picture");
    let cat = shrink_bad("cat", picture);
    let dog = shrink_bad("dog", picture);
    let owl = shrink_bad("owl", picture);
    join!(cat, dog, owl);
    spinner.await.expect("a turn does not panic");
}

async fn fixed(knobs: Knobs) {
    let spinner = spawn("spinner", spin(knobs));
    let picture = knobs.duration("picture");
    let cat = shrink_fixed("cat", picture);
    let dog = shrink_fixed("dog", picture);
    let owl = shrink_fixed("owl", picture);
    join!(cat, dog, owl);
    spinner.await.expect("a turn does not panic");
}

async fn compute_with_spawn(knobs: Knobs) {
    let spinner = spawn("spinner", spin(knobs));
    let picture = knobs.duration("picture");
    let cat = spawn("cat", shrink_spawn("cat", picture));
    let dog = spawn("dog", shrink_spawn("dog", picture));
    let owl = spawn("owl", shrink_spawn("owl", picture));
    let (cat, dog, owl) = join!(cat, dog, owl);
    cat.and(dog).and(owl).expect("shrinking does not panic");
    spinner.await.expect("a turn does not panic");
}

/// Computes, and never waits.
async fn shrink_bad(name: &str, picture: Duration) {
    work(picture);
    println!("{name} is ready");
}

/// A task of its own, which computes just as long.
async fn shrink_spawn(name: &str, picture: Duration) {
    work(picture);
    println!("{name} is ready");
}

/// Another thread computes; the timer stands in for its answer.
async fn shrink_fixed(name: &str, picture: Duration) {
    sleep(picture).await;
    println!("{name} is ready");
}

async fn spin(knobs: Knobs) {
    for number in 1..=knobs.count("turns") {
        println!("turn {number}");
        sleep(knobs.duration("turn")).await;
    }
}
