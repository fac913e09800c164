//! join! is not parallel: computing futures in one task, in several tasks, and on other threads.
#![expect(clippy::unused_async, reason = "what only computes has nothing to await: that is its flaw")]

use std::time::Duration;

use taskscope_runtime::{join, println, sleep, spawn, work};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on computing with several futures.
pub(crate) static DEMO: Demo = Demo {
    slug: "join-is-not-parallel",
    title: "join! is not parallel",
    section: Section::Blocking,
    watch: "Watch the three pictures: inside join! they are computed one after the other in a single poll, and side by \
            side only where other threads compute.",
    explanation: &[
        "Three pictures are to be made smaller, and spinner shows that something is going on.",
        "join! waits for several futures at the same time. It does not compute at the same time: it is one task, \
         polled by one thread, and polls its futures in turn. A future that only computes is over when its first poll \
         is. So the bad run takes the sum, in one poll.",
        "As tasks of their own the pictures have three lanes, but there is still one thread: the sum is the same. A runtime \
         with more threads could run them side by side.",
        "The fixed run leaves this thread. It has no others to show, so a timer stands in for a pool of threads: here, \
         somebody else's computing is only waiting. Chapter 16 of the Book has the threads; \
         Tokio's spawn_blocking lends them.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.6: futures, tasks, and threads",
            url: "https://doc.rust-lang.org/book/ch17-06-futures-tasks-threads.html",
        },
        Link { label: "tokio::join!", url: "https://docs.rs/tokio/latest/tokio/macro.join.html" },
        Link {
            label: "tokio::task::spawn_blocking",
            url: "https://docs.rs/tokio/latest/tokio/task/fn.spawn_blocking.html",
        },
    ],
    knobs: &[
        Knob::milliseconds("picture", 1..=500, 40, "how long a picture is computed"),
        Knob::milliseconds("turn", 5..=500, 20, "how long the spinner rests after a turn"),
        Knob::count("turns", 1..=30, 6, "how often the spinner turns"),
    ],
    variants: &[
        Variant::new("bad", "Three computing futures in one task.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::LongPoll),
        Variant::new("fixed", "Other threads compute, this one waits.", |knobs| Box::pin(fixed(knobs))),
        Variant::new("spawn", "Three computing tasks on one thread.", |knobs| {
            Box::pin(compute_with_spawn(knobs))
        }),
    ],
    view: View::on("spinner"),
    question: Question::new(
        "spawn",
        "With a task for each picture, the timer of spinner fires while the cat is computed: which task is polled next?",
        Answer::NextPolled(Spot::Ready("spinner", 2)),
    ),
    tour: &[
        Stop::new("bad", Spot::Work("main", 1), "The first poll of main begins to compute the cat."),
        Stop::new(
            "bad",
            Spot::Work("main", 3),
            "Still the same poll of main: cat and dog are done, the owl is next, and spinner is ready.",
        ),
        Stop::new(
            "fixed",
            Spot::Poll("spinner", 1),
            "All three pictures are somebody else's work now: main waits for them, and spinner turns.",
        ),
        Stop::new("fixed", Spot::Line("owl", 1), "The pictures are ready at the same moment."),
        Stop::new(
            "spawn",
            Spot::Work("dog", 1),
            "Three lanes, and still one thread: the dog begins when the cat is done.",
        ),
        Stop::new("spawn", Spot::Line("owl", 1), "As late as with join!: the sum of all three."),
    ],
    source: &sources::JOIN_IS_NOT_PARALLEL,
};

async fn bad(knobs: Knobs) {
    let spinner = spawn("spinner", spin(knobs));
    let picture = knobs.duration("picture");
    let cat = shrink_bad("cat", picture);
    let dog = shrink_bad("dog", picture);
    let owl = shrink_bad("owl", picture);
    join!(cat, dog, owl);
    spinner.await.expect("a turn does not panic");
}

async fn fixed(knobs: Knobs) {
    let spinner = spawn("spinner", spin(knobs));
    let picture = knobs.duration("picture");
    let cat = shrink_fixed("cat", picture);
    let dog = shrink_fixed("dog", picture);
    let owl = shrink_fixed("owl", picture);
    join!(cat, dog, owl);
    spinner.await.expect("a turn does not panic");
}

async fn compute_with_spawn(knobs: Knobs) {
    let spinner = spawn("spinner", spin(knobs));
    let picture = knobs.duration("picture");
    let cat = spawn("cat", shrink_spawn("cat", picture));
    let dog = spawn("dog", shrink_spawn("dog", picture));
    let owl = spawn("owl", shrink_spawn("owl", picture));
    let (cat, dog, owl) = join!(cat, dog, owl);
    cat.and(dog).and(owl).expect("shrinking does not panic");
    spinner.await.expect("a turn does not panic");
}

/// Computes, and never waits.
async fn shrink_bad(name: &str, picture: Duration) {
    work(picture);
    println!("{name} is ready");
}

/// A task of its own, which computes just as long.
async fn shrink_spawn(name: &str, picture: Duration) {
    work(picture);
    println!("{name} is ready");
}

/// Another thread computes; the timer stands in for its answer.
async fn shrink_fixed(name: &str, picture: Duration) {
    sleep(picture).await;
    println!("{name} is ready");
}

async fn spin(knobs: Knobs) {
    for number in 1..=knobs.count("turns") {
        println!("turn {number}");
        sleep(knobs.duration("turn")).await;
    }
}
