//! Awaits in a row: tasks that are spawned one by one never run side by side.

use std::time::Duration;

use taskscope_runtime::{println, sleep, spawn};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on awaits mistaken for concurrency.
pub(crate) static DEMO: Demo = Demo {
    slug: "awaits-in-a-row",
    title: "Awaits in a row",
    section: Section::Blocking,
    watch: "Watch where the lanes of the pages begin: in the bad run each begins when the one before is over, like steps \
            of a stair.",
    explanation: &[
        "Three pages are fetched, and none needs another. Fetching is only waiting, so all could be waited for at once.",
        "The bad program spawns a task for each page, and still takes the sum of all waits. An await means: go on here \
         when this is over. The loop stands at the first await until the first page is there, and the second \
         task does not exist before. Leaving out spawn and awaiting fetch() itself changes nothing, for a future \
         does nothing until it is polled.",
        "The fixed program has the same awaits in a row, in a loop of their own. Now all tasks have been spawned before \
         the first await, so the run takes as long as the slowest page. With join_all they need not even be \
         tasks.",
        "It is the same with threads in the Book's chapter 16: join() right after spawn() gains nothing.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.2: applying concurrency with async",
            url: "https://doc.rust-lang.org/book/ch17-02-concurrency-with-async.html",
        },
        Link { label: "tokio::spawn", url: "https://docs.rs/tokio/latest/tokio/task/fn.spawn.html" },
        Link {
            label: "futures::future::join_all",
            url: "https://docs.rs/futures/latest/futures/future/fn.join_all.html",
        },
    ],
    knobs: &[
        Knob::milliseconds("home takes", 1..=1_000, 100, "how long the network takes for the first page"),
        Knob::milliseconds("news takes", 1..=1_000, 160, "how long it takes for the second"),
        Knob::milliseconds("help takes", 1..=1_000, 60, "how long it takes for the third"),
    ],
    variants: &[
        Variant::new("bad", "Awaits each page before it asks for the next.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::OneByOne),
        Variant::new("fixed", "Asks for all pages, then awaits them.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View::on("main"),
    question: Question::new(
        "fixed",
        "All three pages are asked for before the first await: how long does the fixed run take?",
        Answer::Takes,
    ),
    tour: &[
        Stop::new("bad", Spot::Spawned("home"), "The first page gets a task of its own."),
        Stop::new("bad", Spot::Wait("main", 1), "Main awaits it at once: the loop stands still here."),
        Stop::new(
            "bad",
            Spot::Spawned("help"),
            "Two pages are over before the third task exists: the waits add up.",
        ),
        Stop::new("fixed", Spot::Wait("main", 1), "Here all three tasks exist before the first await."),
        Stop::new(
            "fixed",
            Spot::Line("help", 1),
            "Help was over long ago, its lane says; main asks for it last and need not wait.",
        ),
    ],
    source: &sources::AWAITS_IN_A_ROW,
};

const PAGES: [(&str, &str); 3] = [("home", "home takes"), ("news", "news takes"), ("help", "help takes")];

async fn bad(knobs: Knobs) {
    for (name, takes) in PAGES {
        let page = spawn(name, fetch(knobs.duration(takes)));
        let length = page.await.expect("fetching does not panic");
        println!("{name} has {length} characters");
    }
}

async fn fixed(knobs: Knobs) {
    let pages = PAGES.map(|(name, takes)| (name, spawn(name, fetch(knobs.duration(takes)))));
    for (name, page) in pages {
        let length = page.await.expect("fetching does not panic");
        println!("{name} has {length} characters");
    }
}

/// Stands in for the network: a longer wait brings a longer page.
async fn fetch(takes: Duration) -> u128 {
    sleep(takes).await;
    takes.as_millis()
}
