//! A race of two pages: the first answer wins, and the other future is dropped where it waits.

use taskscope_runtime::{Either, named, println, select, sleep};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[Main::new("race", |knobs| Box::pin(race(knobs)))];

async fn race(knobs: Knobs) {
    let first = named("first", page("first", "first takes", knobs));
    let second = named("second", page("second", "second takes", knobs));
    match select(first, second).await {
        Either::Left(title) => println!("{title} won, and it was asked first"),
        Either::Right(title) => println!("{title} won, and it was asked second"),
    }
}

/// Stands in for the network: it only takes time.
async fn page(name: &'static str, takes: &'static str, knobs: Knobs) -> &'static str {
    println!("{name} is asked for");
    sleep(knobs.duration(takes)).await;
    println!("{name} has arrived");
    name
}
