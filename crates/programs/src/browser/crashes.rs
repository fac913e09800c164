//! Crashes: panics, a stack that is used up, memory that is used up.

use std::hint::black_box;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Wake, Waker};

use taskscope_runtime::sync::oneshot;
use taskscope_runtime::{println, sleep, spawn, yield_now};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Variant, View, sources};

/// Programs that come to a bad end.
pub(crate) static DEMO: Demo = Demo {
    slug: "crashes",
    title: "Crashes",
    section: Section::Browser,
    watch: "Watch the last event of the run say what happened, while the page and the trace live on.",
    explanation: &[
        "Natively a panic unwinds: the task ends with an error, and its runtime goes on with the others. In WebAssembly \
         as it is compiled here a panic aborts: the whole instance is lost, with every task in it.",
        "So each run gets an instance of its own. A panic is written into the trace by the panic hook, as the last thing \
         that the instance does. A stack or a memory that is used up leaves no time for that: the browser cuts the code \
         off, and the page writes what the browser said.",
        "It makes no difference where the panic is raised: in a poll, in the destructor of a value that a task holds, or in \
         a waker that somebody calls.",
    ],
    links: &[
        Link {
            label: "The Book, section 9.1: unrecoverable errors with panic!",
            url: "https://doc.rust-lang.org/book/ch09-01-unrecoverable-errors-with-panic.html",
        },
        Link { label: "std::panic::set_hook", url: "https://doc.rust-lang.org/std/panic/fn.set_hook.html" },
    ],
    knobs: &[
        Knob::milliseconds("rest", 0..=1_000, 20, "how long all goes well"),
        Knob::count("others", 0..=20, 2, "how many other tasks there are, which are lost with it"),
    ],
    variants: &[
        Variant::new("panic", "Panics in a poll.", |knobs| Box::pin(panic(knobs))),
        Variant::new("drop", "Panics in a destructor.", |knobs| Box::pin(panic_in_drop(knobs))),
        Variant::new("waker", "Panics in a waker.", |knobs| Box::pin(panic_in_waker(knobs))),
        Variant::new("stack", "Calls itself until the stack is used up.", |knobs| {
            Box::pin(use_up_stack(knobs))
        }),
        Variant::new("memory", "Allocates until the memory is used up.", |knobs| {
            Box::pin(use_up_memory(knobs))
        }),
    ],
    view: View::BROWSER,
    question: Question::new("panic", "What becomes of the other tasks?", Answer::Ends),
    tour: &[],
    source: &sources::CRASHES,
};

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
