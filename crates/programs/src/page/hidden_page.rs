//! A hidden page: clean-up that begins when the visitor leaves, and has to wait, may never be finished.

use std::rc::Rc;

use taskscope_runtime::sync::Notify;
use taskscope_runtime::{page_hidden, println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

async fn bad(knobs: Knobs) {
    let hiding = Rc::new(Notify::new());
    drop(spawn("editor", edit_bad(Rc::clone(&hiding), knobs)));
    leave(&hiding, knobs).await;
}

async fn fixed(knobs: Knobs) {
    let hiding = Rc::new(Notify::new());
    drop(spawn("editor", edit_fixed(Rc::clone(&hiding))));
    leave(&hiding, knobs).await;
}

/// Saves the draft when the page is hidden, and waits until the server has it.
async fn edit_bad(hiding: Rc<Notify>, knobs: Knobs) {
    hiding.notified().await;
    println!("saving begins");
    sleep(knobs.duration("saving takes")).await;
    println!("the draft is saved");
}

/// Hands the draft to the browser at once, as `navigator.sendBeacon` does: no await is left to be cut off at.
async fn edit_fixed(hiding: Rc<Notify>) {
    hiding.notified().await;
    println!("the browser has the draft and will send it");
}

/// The visitor closes the tab. Main's end stands in for that of the page.
async fn leave(hiding: &Notify, knobs: Knobs) {
    sleep(knobs.duration("open for")).await;
    println!("the visitor leaves");
    page_hidden();
    hiding.notify_waiters();
    sleep(knobs.duration("time left")).await;
}
