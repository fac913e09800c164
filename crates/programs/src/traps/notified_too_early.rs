//! Notified too early: a notification for all reaches only the tasks that already wait.

use std::rc::Rc;

use taskscope_runtime::sync::Notify;
use taskscope_runtime::{println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

async fn bad(knobs: Knobs) {
    let ready = Rc::new(Notify::new());
    let reader = spawn("reader", read(Rc::clone(&ready), knobs));
    spawn("writer", write_bad(ready, knobs)).await.expect("writing does not panic");
    reader.await.expect("reading does not panic");
}

async fn fixed(knobs: Knobs) {
    let ready = Rc::new(Notify::new());
    let reader = spawn("reader", read(Rc::clone(&ready), knobs));
    spawn("writer", write_fixed(ready, knobs)).await.expect("writing does not panic");
    reader.await.expect("reading does not panic");
}

async fn write_bad(ready: Rc<Notify>, knobs: Knobs) {
    sleep(knobs.duration("writing takes")).await;
    println!("the data is ready");
    ready.notify_waiters();
}

async fn write_fixed(ready: Rc<Notify>, knobs: Knobs) {
    sleep(knobs.duration("writing takes")).await;
    println!("the data is ready");
    ready.notify_one();
}

async fn read(ready: Rc<Notify>, knobs: Knobs) {
    sleep(knobs.duration("opening takes")).await;
    ready.notified().await;
    println!("reader reads");
}
