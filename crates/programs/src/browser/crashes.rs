//! Crashes: panics, a stack that is used up, memory that is used up.

use std::hint::black_box;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Wake, Waker};

use taskscope_runtime::sync::oneshot;
use taskscope_runtime::{println, sleep, spawn, yield_now};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("panic", |knobs| Box::pin(panic(knobs))),
    Main::new("drop", |knobs| Box::pin(panic_in_drop(knobs))),
    Main::new("waker", |knobs| Box::pin(panic_in_waker(knobs))),
    Main::new("stack", |knobs| Box::pin(use_up_stack(knobs))),
    Main::new("memory", |knobs| Box::pin(use_up_memory(knobs))),
];

/// Tasks that do nothing wrong.
fn spawn_others(knobs: Knobs) {
    for number in 1..=knobs.count("others") {
        drop(spawn(format!("other {number}"), async move {
            loop {
                sleep(knobs.duration("rest")).await;
            }
        }));
    }
}

async fn panic(knobs: Knobs) {
    spawn_others(knobs);
    sleep(knobs.duration("rest")).await;
    panic!("something that can't be");
}

async fn panic_in_drop(knobs: Knobs) {
    spawn_others(knobs);
    let held = Held;
    sleep(knobs.duration("rest")).await;
    drop(held);
}

/// A value that makes trouble when it goes.
struct Held;

impl Drop for Held {
    fn drop(&mut self) {
        panic!("a destructor that fails");
    }
}

async fn panic_in_waker(knobs: Knobs) {
    spawn_others(knobs);
    let (sender, receiver) = oneshot::channel();
    let waker = Waker::from(Arc::new(Loud));
    let mut receiver = pin!(receiver);
    let is_pending = receiver.as_mut().poll(&mut Context::from_waker(&waker)).is_pending();
    println!("a reply is awaited: {is_pending}");
    sleep(knobs.duration("rest")).await;
    sender.send(1).expect("the receiver is still there");
}

/// A waker that makes trouble when it is called.
struct Loud;

impl Wake for Loud {
    fn wake(self: Arc<Self>) {
        panic!("a waker that fails");
    }
}

async fn use_up_stack(knobs: Knobs) {
    spawn_others(knobs);
    sleep(knobs.duration("rest")).await;
    println!("a sum without end: {}", sum_up_to(u64::MAX));
}

/// Needs a frame of the stack for each number.
fn sum_up_to(number: u64) -> u64 {
    if number == 0 { 0 } else { black_box(number) + sum_up_to(black_box(number - 1)) }
}

async fn use_up_memory(knobs: Knobs) {
    spawn_others(knobs);
    sleep(knobs.duration("rest")).await;
    let mut all = Vec::new();
    loop {
        all.push(black_box(Vec::<u8>::with_capacity(64 << 20)));
        println!("{} MiB are taken", 64 * all.len());
        yield_now().await;
    }
}
