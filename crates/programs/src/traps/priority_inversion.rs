//! Priority inversion: the most important task waits for the least important one, and another runs.

use std::rc::Rc;
use std::time::Duration;

use taskscope_runtime::sync::Mutex;
use taskscope_runtime::{Builder, println, sleep, work, yield_now};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

async fn bad(knobs: Knobs) {
    let log = Rc::new(Mutex::new(0));
    let low = Builder::new("low").priority(1).spawn(low_bad(Rc::clone(&log), knobs));
    let medium = Builder::new("medium").priority(2).spawn(medium(knobs));
    let high = Builder::new("high").priority(3).spawn(high(log));
    for task in [low, medium, high] {
        task.await.expect("no task panics");
    }
}

async fn fixed(knobs: Knobs) {
    let log = Rc::new(Mutex::new(0));
    let low = Builder::new("low").priority(1).spawn(low_fixed(Rc::clone(&log), knobs));
    let medium = Builder::new("medium").priority(2).spawn(medium(knobs));
    let high = Builder::new("high").priority(3).spawn(high(log));
    for task in [low, medium, high] {
        task.await.expect("no task panics");
    }
}

async fn low_bad(log: Rc<Mutex<u32>>, knobs: Knobs) {
    let mut entries = log.lock().await;
    for _ in 0..knobs.count("entries") {
        work(knobs.duration("entry"));
        *entries += 1;
        yield_now().await;
    }
    println!("low has written");
}

async fn low_fixed(log: Rc<Mutex<u32>>, knobs: Knobs) {
    for _ in 0..knobs.count("entries") {
        let mut entries = log.lock().await;
        work(knobs.duration("entry"));
        *entries += 1;
        drop(entries);
        yield_now().await;
    }
    println!("low has written");
}

async fn medium(knobs: Knobs) {
    sleep(Duration::from_millis(8)).await;
    for _ in 0..knobs.count("parts") {
        work(knobs.duration("part"));
        yield_now().await;
    }
    println!("medium is done");
}

async fn high(log: Rc<Mutex<u32>>) {
    sleep(Duration::from_millis(8)).await;
    let entries = log.lock().await;
    println!("high reads {entries} entries");
}
