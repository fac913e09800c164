//! `block_on` inside async: the thread waits for a task that needs this very thread.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use taskscope_runtime::sync::oneshot::{Sender, channel};
use taskscope_runtime::{Instant, named, println, sleep, spawn, work};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on waiting with the thread for what the thread should do.
pub(crate) static DEMO: Demo = Demo {
    slug: "block-on-inside-async",
    title: "block_on inside async",
    section: Section::Blocking,
    watch: "Watch server: in the bad run it is ready all the time that main looks for its answer, and never gets the \
            processor.",
    explanation: &[
        "Main needs an answer from server, a task on the same thread.",
        "The bad main calls block_on, as one does in a function that is not async. block_on polls a future, lets the thread \
         sleep, and polls it again. The executor does not know of that: for it, main is in the middle of a poll. \
         Server can run only after that poll, and the poll ends only when server has answered. A real block_on stands still for ever; \
         this one gives up, so that you see what comes after.",
        "With .await main gives the thread back, server answers, and its message wakes main.",
        "Tokio's block_on panics inside a runtime for this reason. In a browser the page itself \
         would stand still. A thread of its own, as in the Book's chapter 16, may wait like this.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.1: futures and the async syntax",
            url: "https://doc.rust-lang.org/book/ch17-01-futures-and-syntax.html",
        },
        Link {
            label: "tokio::runtime::Handle::block_on",
            url: "https://docs.rs/tokio/latest/tokio/runtime/struct.Handle.html#method.block_on",
        },
        Link {
            label: "Async vision: Alan creates a hanging alarm",
            url: "https://rust-lang.github.io/wg-async/vision/submitted_stories/status_quo/alan_creates_a_hanging_alarm.html",
        },
    ],
    knobs: &[
        Knob::milliseconds("server takes", 0..=2_000, 20, "how long server waits before it answers"),
        Knob::milliseconds(
            "patience",
            0..=2_000,
            100,
            "how long the bad main looks for the answer before it gives up",
        ),
    ],
    variants: &[
        Variant::new("bad", "Waits with the thread.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::LongPoll),
        Variant::new("fixed", "Waits with an await.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View::on("server"),
    question: Question::new(
        "bad",
        "Server needs less time for its answer than main is ready to wait: how long does the bad run take?",
        Answer::Takes,
    ),
    tour: &[
        Stop::new("bad", Spot::Spawned("server"), "Server is ready from its spawn on."),
        Stop::new(
            "bad",
            Spot::Work("main", 1),
            "Main has looked for an answer, and now the thread sleeps for 10 ms, with server in the queue.",
        ),
        Stop::new("bad", Spot::Line("no answer", 1), "Main has given up, and its poll can end."),
        Stop::new("bad", Spot::Poll("server", 1), "Only now is server polled, for nobody."),
        Stop::new(
            "fixed",
            Spot::Wait("main", 1),
            "Here main waits at an await, and the thread is free for server.",
        ),
        Stop::new("fixed", Spot::Line("main", 1), "The answer of server has woken main."),
    ],
    source: &sources::BLOCK_ON_INSIDE_ASYNC,
};

async fn bad(knobs: Knobs) {
    let (tx, rx) = channel();
    let server = spawn("server", answer(tx, knobs));
    match block_on_bad(rx, knobs.duration("patience")) {
        Some(answer) => println!("main has the answer: {}", answer.expect("server sends it")),
        None => println!("no answer for main"),
    }
    server.await.expect("the server does not panic");
}

async fn fixed(knobs: Knobs) {
    let (tx, rx) = channel();
    let server = spawn("server", answer(tx, knobs));
    let answer = rx.await.expect("server sends it");
    println!("main has the answer: {answer}");
    server.await.expect("the server does not panic");
}

/// A small `block_on`: looks, lets the thread sleep, looks again. Unlike others, it gives up.
fn block_on_bad<F: Future>(future: F, patience: Duration) -> Option<F::Output> {
    let mut future = pin!(named("block_on", future));
    let start = Instant::now();
    while start.elapsed() < patience {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return Some(output);
        }
        work(Duration::from_millis(10));
    }
    None
}

async fn answer(tx: Sender<u32>, knobs: Knobs) {
    sleep(knobs.duration("server takes")).await;
    match tx.send(42) {
        Ok(()) => println!("server has answered"),
        Err(_) => println!("server has an answer, and nobody wants it"),
    }
}
