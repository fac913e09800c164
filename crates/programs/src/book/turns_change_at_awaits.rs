//! Turns change at awaits: what is read before an await can be out of date after it, and nowhere else.
#![expect(
    clippy::unused_async,
    reason = "a clerk between awaits is async and never awaits: that is the point"
)]

use std::cell::Cell;
use std::rc::Rc;

use taskscope_runtime::{println, sleep, spawn, work};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("across", |knobs| Box::pin(across(knobs))),
    Main::new("between", |knobs| Box::pin(between(knobs))),
];

async fn across(knobs: Knobs) {
    let till = Rc::new(Cell::new(0));
    let clerks = ["ann", "bob", "cleo"].map(|name| spawn(name, sell_across(name, Rc::clone(&till), knobs)));
    for clerk in clerks {
        clerk.await.expect("selling does not panic");
    }
    println!("in the till: {}", till.get());
}

async fn between(knobs: Knobs) {
    let till = Rc::new(Cell::new(0));
    let clerks = ["ann", "bob", "cleo"].map(|name| spawn(name, sell_between(name, Rc::clone(&till), knobs)));
    for clerk in clerks {
        clerk.await.expect("selling does not panic");
    }
    println!("in the till: {}", till.get());
}

async fn sell_across(clerk: &str, till: Rc<Cell<u32>>, knobs: Knobs) {
    for _ in 0..knobs.count("sales") {
        let sum = till.get();
        println!("{clerk} sees {sum}");
        sleep(knobs.duration("receipt")).await;
        till.set(sum + 1);
        println!("{clerk} puts down {}", sum + 1);
    }
}

async fn sell_between(clerk: &str, till: Rc<Cell<u32>>, knobs: Knobs) {
    for _ in 0..knobs.count("sales") {
        let sum = till.get();
        println!("{clerk} sees {sum}");
        work(knobs.duration("receipt"));
        till.set(sum + 1);
        println!("{clerk} puts down {}", sum + 1);
    }
}
