//! A task that outlives its component: the component is gone from the page, and its task goes on.

use std::time::Duration;

use taskscope_runtime::scope::Scope;
use taskscope_runtime::{println, sleep, spawn, work};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

async fn bad(knobs: Knobs) {
    let weather = Scope::new();
    // A framework runs a component's code, and does not see what it spawns there.
    weather.run(|| drop(spawn("refresh", refresh(knobs))));
    sleep(knobs.duration("shown for")).await;
    drop(weather);
    println!("the component is removed");
    sleep(knobs.duration("afterwards")).await;
    println!("the visitor leaves");
}

async fn fixed(knobs: Knobs) {
    let weather = Scope::new();
    drop(weather.spawn("refresh", refresh(knobs)));
    sleep(knobs.duration("shown for")).await;
    drop(weather);
    println!("the component is removed");
    sleep(knobs.duration("afterwards")).await;
    println!("the visitor leaves");
}

/// Keeps the component's text new, for ever.
async fn refresh(knobs: Knobs) {
    loop {
        work(Duration::from_millis(2));
        sleep(knobs.duration("refreshed every")).await;
    }
}
