//! Microtask starvation: a turn without a limit keeps everything away that is not a microtask.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use taskscope_runtime::{SiteFile, fetch, println, sleep, spawn, work, yield_now};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("unlimited", |knobs| Box::pin(unlimited(knobs))),
    Main::new("limited", |knobs| Box::pin(limited(knobs))),
];

static PAGE: SiteFile = SiteFile::new("pages/rust.html", include_bytes!("../../../../www/pages/rust.html"));

async fn unlimited(knobs: Knobs) {
    yield_until_both_have_come(knobs).await;
}

/// The same program: only the budget of its turns differs.
async fn limited(knobs: Knobs) {
    yield_until_both_have_come(knobs).await;
}

async fn yield_until_both_have_come(knobs: Knobs) {
    let come = Rc::new(Cell::new(0));
    drop(spawn("timer", timer(knobs, Rc::clone(&come))));
    drop(spawn("page", page(Rc::clone(&come))));
    while come.get() < 2 {
        work(Duration::from_micros(100));
        yield_now().await;
    }
    println!("both have come");
}

async fn timer(knobs: Knobs, come: Rc<Cell<u32>>) {
    sleep(knobs.duration("timer")).await;
    println!("the timer has fired");
    come.set(come.get() + 1);
}

async fn page(come: Rc<Cell<u32>>) {
    match fetch(PAGE).await {
        Ok(response) => println!("the site answers with status {}", response.status()),
        Err(error) => println!("{error}"),
    }
    come.set(come.get() + 1);
}
