//! Asking again and again: a task that only wakes itself keeps the processor busy and gets nowhere.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use taskscope_runtime::sync::watch;
use taskscope_runtime::{JoinSet, println, spawn, work, yield_now};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

async fn bad(knobs: Knobs) {
    let is_cooked = Rc::new(Cell::new(false));
    let mut guests = JoinSet::new();
    for guest in 1..=knobs.count("guests") {
        guests.spawn(format!("guest {guest}"), wait_bad(guest, Rc::clone(&is_cooked)));
    }
    spawn("cook", cook(knobs)).await.expect("cooking does not panic");
    is_cooked.set(true);
    while guests.join_next().await.is_some() {}
}

async fn wait_bad(guest: u32, is_cooked: Rc<Cell<bool>>) {
    while !is_cooked.get() {
        yield_now().await;
    }
    println!("guest {guest} eats");
}

async fn fixed(knobs: Knobs) {
    let (tx, is_cooked) = watch::channel(false);
    let mut guests = JoinSet::new();
    for guest in 1..=knobs.count("guests") {
        guests.spawn(format!("guest {guest}"), wait_fixed(guest, is_cooked.clone()));
    }
    spawn("cook", cook(knobs)).await.expect("cooking does not panic");
    tx.send_replace(true);
    while guests.join_next().await.is_some() {}
}

async fn wait_fixed(guest: u32, mut is_cooked: watch::Receiver<bool>) {
    is_cooked.wait_for(|&is_cooked| is_cooked).await.expect("main says when it is cooked");
    println!("guest {guest} eats");
}

/// Gives way after each step.
async fn cook(knobs: Knobs) {
    for _ in 0..knobs.count("steps") {
        work(Duration::from_micros(1));
        yield_now().await;
    }
    println!("the meal is cooked");
}
