//! Counting with spawn and join: two counters, as two tasks or as two futures in one task.

use std::time::Duration;

use taskscope_runtime::{join, println, sleep, spawn};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The first demo of the Book's section on concurrency.
pub(crate) static DEMO: Demo = Demo {
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
    view: View::on("first"),
    question: Question::new("spawn", "Which line is printed second?", Answer::Line(2)),
    tour: &[
        Stop::new(
            "spawn",
            Spot::Spawned("first"),
            "The first counter becomes a task, with a lane of its own.",
        ),
        Stop::new(
            "spawn",
            Spot::Wait("main", 1),
            "Main counts on its own and pauses; its timer wakes nobody else.",
        ),
        Stop::new(
            "spawn",
            Spot::Line("first says 5", 1),
            "Main has finished counting and waits for the task.",
        ),
        Stop::new(
            "join",
            Spot::Poll("main", 2),
            "With join! there is one task: whichever timer fires wakes main.",
        ),
        Stop::new("join", Spot::Line("first says 5", 1), "One future is done; main goes on until both are."),
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
