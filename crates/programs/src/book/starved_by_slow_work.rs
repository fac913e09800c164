//! Starved by slow work: two futures that compute between awaits, with and without giving way.

use std::time::Duration;

use taskscope_runtime::{join, println, sleep, spawn, work, yield_now};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on work that leaves nobody else a turn.
pub(crate) static DEMO: Demo = Demo {
    slug: "starved-by-slow-work",
    title: "Starved by slow work",
    section: Section::AnyNumber,
    watch: "Watch clock: its timer fires in the middle of the reports, and in the bad run it stays ready until both are \
            complete.",
    explanation: &[
        "Two reports load their data and then compute, part by part. join! polls both inside main; clock is another \
         task, which only wants to tick.",
        "Between two awaits nothing else runs. So the bad sales report computes all its parts before stock computes \
         its first, although both are in one join!, and clock, ready for long, ticks far too late. With threads, as \
         in the Book's chapter 16, the operating system would share the processor out.",
        "Awaiting yield_now() after each part makes a place where the executor can do so. The parts of the reports \
         alternate, and clock ticks between them. A turn of main still costs two parts, one of each future: to give \
         way sooner, make the parts smaller, or the reports tasks.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.3: working with any number of futures",
            url: "https://doc.rust-lang.org/book/ch17-03-more-futures.html",
        },
        Link {
            label: "Alice Ryhl: Async, what is blocking?",
            url: "https://ryhl.io/blog/async-what-is-blocking/",
        },
    ],
    knobs: &[
        Knob::milliseconds("part", 1..=24, 20, "how long a part of a report computes"),
        Knob::count("parts", 1..=20, 4, "how many parts a report has"),
        Knob::milliseconds("tick", 1..=200, 25, "how long clock sleeps between ticks"),
        Knob::count("ticks", 1..=20, 5, "how often clock ticks"),
    ],
    variants: &[
        Variant::new("bad", "The reports compute without giving way.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::LongPoll),
        Variant::new("fixed", "The reports yield after each part.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View::on("clock"),
    question: Question::new("fixed", "Which line is printed second?", Answer::Line(2)),
    tour: &[
        Stop::new("bad", Spot::Work("main", 1), "Sales has its data and begins to compute."),
        Stop::new(
            "bad",
            Spot::Ready("clock", 2),
            "The timer of clock fires in the middle of a part: clock is ready, and nobody polls it.",
        ),
        Stop::new(
            "bad",
            Spot::Line("stock: part 1", 1),
            "Only after the last part of sales comes the first of stock; clock still waits.",
        ),
        Stop::new("bad", Spot::Line("tick 1", 1), "The first tick comes when both reports are complete."),
        Stop::new(
            "fixed",
            Spot::Line("stock: part 1", 1),
            "Sales yielded after its first part, so stock is next.",
        ),
        Stop::new("fixed", Spot::Line("tick 1", 1), "Clock ticks between two turns of main."),
    ],
    source: &sources::STARVED_BY_SLOW_WORK,
};

const LOADING: Duration = Duration::from_millis(10);

async fn bad(knobs: Knobs) {
    let clock = spawn("clock", tick(knobs));
    let (sales, stock) = (report_bad("sales", knobs), report_bad("stock", knobs));
    join!(sales, stock);
    clock.await.expect("a tick does not panic");
}

async fn fixed(knobs: Knobs) {
    let clock = spawn("clock", tick(knobs));
    let (sales, stock) = (report_fixed("sales", knobs), report_fixed("stock", knobs));
    join!(sales, stock);
    clock.await.expect("a tick does not panic");
}

/// Its only await is in front of all the work.
async fn report_bad(name: &str, knobs: Knobs) {
    sleep(LOADING).await;
    for part in 1..=knobs.count("parts") {
        work(knobs.duration("part"));
        println!("{name}: part {part}");
    }
}

/// After each part, whoever else is ready goes first.
async fn report_fixed(name: &str, knobs: Knobs) {
    sleep(LOADING).await;
    for part in 1..=knobs.count("parts") {
        work(knobs.duration("part"));
        println!("{name}: part {part}");
        yield_now().await;
    }
}

async fn tick(knobs: Knobs) {
    for number in 1..=knobs.count("ticks") {
        sleep(knobs.duration("tick")).await;
        println!("tick {number}");
    }
}
