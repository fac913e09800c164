//! Counting with spawn and join: two counters, as two tasks or as two futures in one task.

use std::time::Duration;

use taskscope_runtime::{join, println, sleep, spawn};

use super::{Demo, Knob, Knobs, Link, Section, Variant, sources};

/// The first demo of the Book's section on concurrency.
pub(super) static DEMO: Demo = Demo {
    slug: "counting",
    title: "Counting with spawn and join",
    section: Section::Concurrency,
    watch: "Watch how many lanes there are: spawn gives the first counter a task of its own, join! polls both inside \
            main.",
    explanation: &[
        "Two counters print a number and pause, again and again, and neither keeps the other waiting.",
        "With spawn, the first is a task that the executor knows: it has its own place in the queue and is woken by \
         its own timer. Main counts to the end and then awaits the handle. Turn off “wait for the task” and the \
         run is over when main is: the first counter is cut off in the middle of its pause.",
        "With join!, nothing is spawned. There is one task with two futures inside; a timer of either wakes main, and \
         main polls both, in the order in which they are written, until both are done. Two futures cost less than \
         two tasks and can borrow from the function around them, but they always share one turn, where a runtime \
         with more threads could run two tasks at the same time.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.2: applying concurrency with async",
            url: "https://doc.rust-lang.org/book/ch17-02-concurrency-with-async.html",
        },
        Link { label: "tokio::join!", url: "https://docs.rs/tokio/latest/tokio/macro.join.html" },
    ],
    knobs: &[
        Knob::count("first counts to", 1..=50, 9, "how far the first counter goes"),
        Knob::count("second counts to", 1..=50, 4, "how far the second counter goes"),
        Knob::milliseconds("pause", 1..=60_000, 500, "how long each waits after a number"),
        Knob::switch("wait for the task", true, "whether main awaits the spawned task; join! always waits"),
    ],
    variants: &[
        Variant::new("spawn", "The first counter is a task of its own.", |knobs| {
            Box::pin(count_with_spawn(knobs))
        }),
        Variant::new("join", "Both counters are futures in one task.", |knobs| {
            Box::pin(count_with_join(knobs))
        }),
    ],
    source: &sources::COUNTING,
};

async fn count_with_spawn(knobs: Knobs) {
    let pause = knobs.duration("pause");
    let task = spawn("first", count("first", knobs.count("first counts to"), pause));
    count("second", knobs.count("second counts to"), pause).await;

    if knobs.is_on("wait for the task") {
        task.await.expect("counting does not panic");
    }
}

async fn count_with_join(knobs: Knobs) {
    let pause = knobs.duration("pause");
    let first = count("first", knobs.count("first counts to"), pause);
    let second = count("second", knobs.count("second counts to"), pause);
    join!(first, second);
}

async fn count(name: &str, last: u32, pause: Duration) {
    for number in 1..=last {
        println!("{name} says {number}");
        sleep(pause).await;
    }
}
