//! Shared state: what is read before an await may be old after it, on one thread too.

use std::cell::Cell;
use std::rc::Rc;

use taskscope_runtime::sync::Mutex;
use taskscope_runtime::{named, println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("cell", |knobs| Box::pin(cell(knobs))), Main::new("mutex", |knobs| Box::pin(mutex(knobs)))];

const CLERKS: [&str; 3] = ["ann", "bob", "cleo"];

async fn cell(knobs: Knobs) {
    let total = Rc::new(Cell::new(0));
    let clerks = CLERKS.map(|name| spawn(name, count_cell(name, Rc::clone(&total), knobs)));
    for clerk in clerks {
        clerk.await.expect("counting does not panic");
    }
    println!("the total is {}", total.get());
}

async fn mutex(knobs: Knobs) {
    let total = Rc::new(Mutex::new(0));
    let clerks = CLERKS.map(|name| spawn(name, count_mutex(name, Rc::clone(&total), knobs)));
    for clerk in clerks {
        clerk.await.expect("counting does not panic");
    }
    println!("the total is {}", total.lock().await);
}

async fn count_cell(name: &'static str, total: Rc<Cell<u32>>, knobs: Knobs) {
    for _ in 0..knobs.count("entries") {
        let read = total.get();
        println!("{name} reads {read}");
        named("entry", sleep(knobs.duration("entry takes"))).await;
        total.set(read + 1);
        println!("{name} writes {}", read + 1);
    }
}

async fn count_mutex(name: &'static str, total: Rc<Mutex<u32>>, knobs: Knobs) {
    for _ in 0..knobs.count("entries") {
        let mut total = total.lock().await;
        println!("{name} reads {total}");
        named("entry", sleep(knobs.duration("entry takes"))).await;
        *total += 1;
        println!("{name} writes {total}");
    }
}
