//! Parallel or concurrent: one worker on two tasks, which wait side by side and compute in turn.

use taskscope_runtime::{JoinHandle, join, println, sleep, spawn, work};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The demo on what one worker can do at the same time.
pub(crate) static DEMO: Demo = Demo {
    slug: "parallel-or-concurrent",
    title: "Parallel or concurrent",
    section: Section::Introduction,
    watch: "Watch the two rooms: they dry side by side, but are never painted at the same time.",
    explanation: &[
        "One painter has two rooms. A coat is work, and nobody can paint two walls at once; drying only takes time, \
         and that passes in both rooms together.",
        "This is concurrent: both rooms are under way, and the painter changes between them. It would be parallel with a \
         second painter. This runtime has one worker, so you will never see two tasks run at the same time here; another \
         order in the queue changes who goes first, not how many run.",
        "In the second run the hall's furniture has to go into the finished kitchen. Now one room depends on the other, \
         and the painter has nothing to do while the kitchen dries. A second painter would not help. Threads are no \
         different: they too gain only where the work doesn't depend on other work.",
    ],
    links: &[
        Link {
            label: "The Book, chapter 17: parallelism and concurrency",
            url: "https://doc.rust-lang.org/book/ch17-00-async-await.html",
        },
        Link {
            label: "tokio::runtime: one thread or several",
            url: "https://docs.rs/tokio/latest/tokio/runtime/index.html",
        },
    ],
    knobs: &[
        Knob::milliseconds("coat", 1..=200, 20, "how long the painter works on a coat"),
        Knob::milliseconds("drying", 1..=1_000, 60, "how long a coat dries"),
        Knob::count("coats", 1..=20, 3, "how many coats a room needs"),
    ],
    variants: &[
        Variant::new("independent", "The rooms have nothing to do with each other.", |knobs| {
            Box::pin(independent(knobs))
        }),
        Variant::new("dependent", "The hall can be begun when the kitchen is finished.", |knobs| {
            Box::pin(dependent(knobs))
        }),
    ],
    view: View { folded: &["main"], ..View::on("hall") },
    question: Question::new(
        "independent",
        "One painter, two rooms that can be painted in any order: how long does it take until both are finished?",
        Answer::Takes,
    ),
    tour: &[
        Stop::new(
            "independent",
            Spot::Work("kitchen", 1),
            "The painter begins in the kitchen; the hall is ready and has to wait.",
        ),
        Stop::new(
            "independent",
            Spot::Work("hall", 1),
            "While the kitchen dries, the painter is free, and the hall gets its first coat.",
        ),
        Stop::new("independent", Spot::Wait("hall", 1), "Now both dry: waiting goes on side by side."),
        Stop::new("dependent", Spot::Wait("hall", 1), "Here the hall waits for the kitchen to be finished."),
        Stop::new(
            "dependent",
            Spot::Work("kitchen", 2),
            "The second coat: while the first one dried, the painter had nothing to do.",
        ),
        Stop::new(
            "dependent",
            Spot::Work("hall", 1),
            "The hall gets its first coat when the last one of the kitchen is dry.",
        ),
    ],
    source: &sources::PARALLEL_OR_CONCURRENT,
};

async fn independent(knobs: Knobs) {
    let kitchen = spawn("kitchen", paint("kitchen", knobs));
    let hall = spawn("hall", paint("hall", knobs));
    let (kitchen, hall) = join!(kitchen, hall);
    kitchen.and(hall).expect("painting does not panic");
}

async fn dependent(knobs: Knobs) {
    let kitchen = spawn("kitchen", paint("kitchen", knobs));
    let hall = spawn("hall", paint_hall_dependent(kitchen, knobs));
    hall.await.expect("painting does not panic");
}

/// The furniture of the hall goes into the kitchen, once that is finished.
async fn paint_hall_dependent(kitchen: JoinHandle<()>, knobs: Knobs) {
    kitchen.await.expect("painting does not panic");
    paint("hall", knobs).await;
}

async fn paint(room: &str, knobs: Knobs) {
    for coat in 1..=knobs.count("coats") {
        work(knobs.duration("coat"));
        println!("{room} has coat {coat}");
        sleep(knobs.duration("drying")).await;
    }
    println!("{room} is finished");
}
