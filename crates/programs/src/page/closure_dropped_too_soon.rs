//! A closure dropped too soon: the browser has its answer, and nothing is left to call.

use taskscope_runtime::promise::{Callback, Promise};
use taskscope_runtime::sync::oneshot::{Sender, channel};
use taskscope_runtime::{println, sleep};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

async fn bad(knobs: Knobs) {
    println!("main asks where the page is");
    let (tell, position) = channel();
    ask_bad(tell, knobs);
    match position.await {
        Ok(position) => println!("the page is at {position} degrees north"),
        Err(_) => println!("the callback is gone"),
    }
    sleep(knobs.duration("page stays open")).await;
    println!("the visitor leaves");
}

async fn fixed(knobs: Knobs) {
    println!("main asks where the page is");
    let (tell, position) = channel();
    let callback = ask_fixed(tell, knobs);
    match position.await {
        Ok(position) => println!("the page is at {position} degrees north"),
        Err(_) => println!("the callback is gone"),
    }
    drop(callback);
    sleep(knobs.duration("page stays open")).await;
    println!("the visitor leaves");
}

/// Asks and returns. The callback is a local variable: it is dropped here.
fn ask_bad(tell: Sender<u32>, knobs: Knobs) {
    let callback = on_position(tell);
    locate(knobs).then(&callback);
}

/// Gives the callback to its caller, who keeps it until the answer is there.
fn ask_fixed(tell: Sender<u32>, knobs: Knobs) -> Callback<u32> {
    let callback = on_position(tell);
    locate(knobs).then(&callback);
    callback
}

/// A function that JavaScript may call, such as a `Closure` of wasm-bindgen.
fn on_position(tell: Sender<u32>) -> Callback<u32> {
    let mut tell = Some(tell);
    Callback::new("on position", move |position| {
        if let Some(tell) = tell.take() {
            tell.send(position).expect("main waits for it");
        }
    })
}

/// A promise of the browser, settled after a while.
fn locate(knobs: Knobs) -> Promise<u32, &'static str> {
    Promise::settled_after(knobs.duration("browser takes"), Ok(52))
}
