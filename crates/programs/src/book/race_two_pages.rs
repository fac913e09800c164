//! A race of two pages: the first answer wins, and the other future is dropped where it waits.

use taskscope_runtime::{Either, named, println, select, sleep};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The demo on races.
pub(crate) static DEMO: Demo = Demo {
    slug: "race-two-pages",
    title: "Race two pages",
    section: Section::Futures,
    watch: "Watch the loser: it ends with a cross in the middle of its wait, and its last line is never printed.",
    explanation: &[
        "Two pages are fetched at the same time, and only the faster one counts. A race polls both futures in one task; \
         when the first is ready, it gives that output and drops the other.",
        "Dropping is all there is to cancelling a future. The loser stops at the await where it stands; its timer is \
         taken back, and the lines behind that await never run. In a program that holds data, that matters.",
        "The futures may have different outputs, so a race of two gives an Either: Left if the first argument won, Right \
         if the second did. If both are ready in the same poll, the order of the arguments decides: set both times to the \
         same and see.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.1: futures and the async syntax",
            url: "https://doc.rust-lang.org/book/ch17-01-futures-and-syntax.html",
        },
        Link {
            label: "futures::future::select",
            url: "https://docs.rs/futures/latest/futures/future/fn.select.html",
        },
    ],
    knobs: &[
        Knob::milliseconds("first takes", 0..=2_000, 250, "how long the first page takes"),
        Knob::milliseconds("second takes", 0..=2_000, 150, "how long the second page takes"),
    ],
    variants: &[Variant::new("race", "The faster of two pages wins.", |knobs| Box::pin(race(knobs)))],
    view: View::on("main"),
    question: Question::new("race", "How many lines are printed altogether?", Answer::Lines),
    tour: &[
        Stop::new(
            "race",
            Spot::NodePoll("first", 1),
            "The first page is polled first, and waits for its answer.",
        ),
        Stop::new(
            "race",
            Spot::NodePoll("second", 1),
            "The second is polled in the same turn: both wait side by side.",
        ),
        Stop::new("race", Spot::NodeWoken("second", 1), "The second page has its answer, and wakes main."),
        Stop::new(
            "race",
            Spot::NodeDropped("first", 1),
            "The first is dropped at its await: it will never print its end.",
        ),
    ],
    source: &sources::RACE_TWO_PAGES,
};

async fn race(knobs: Knobs) {
    let first = named("first", page("first", "first takes", knobs));
    let second = named("second", page("second", "second takes", knobs));
    match select(first, second).await {
        Either::Left(title) => println!("{title} won, and it was asked first"),
        Either::Right(title) => println!("{title} won, and it was asked second"),
    }
}

/// Stands in for the network: it only takes time.
async fn page(name: &'static str, takes: &'static str, knobs: Knobs) -> &'static str {
    println!("{name} is asked for");
    sleep(knobs.duration(takes)).await;
    println!("{name} has arrived");
    name
}
