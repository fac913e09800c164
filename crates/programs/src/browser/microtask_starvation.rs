//! Microtask starvation: a turn without a limit keeps everything away that is not a microtask.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use taskscope_runtime::{SiteFile, fetch, println, sleep, spawn, work, yield_now};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Scheduling, Section, Variant, View, sources};

/// The demo on turns that never end.
pub(crate) static DEMO: Demo = Demo {
    slug: "microtask-starvation",
    title: "Microtask starvation",
    section: Section::Browser,
    watch: "Watch the two that wait: without a limit neither the timer nor the page ever comes.",
    explanation: &[
        "The main task works a little and yields, round by round, until a timer has fired and a page has been fetched. Each yield gives the \
         others their turn, but who are they? Nobody is ready: the timer and the network have to be heard of first.",
        "The browser tells of them by macrotasks, and a turn of the executor is a microtask: all of it goes before the \
         next macrotask. A turn without a limit goes on as long as a task is ready, and here one always is. So nothing \
         comes until you press Stop.",
        "With a limit the turn ends after so many polls, and the next one is asked for as a macrotask, behind what the \
         browser has to tell. Move the slider in the menu of the policy to see it at work.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.3: yielding control to the runtime",
            url: "https://doc.rust-lang.org/book/ch17-03-more-futures.html",
        },
        Link {
            label: "MDN: using microtasks",
            url: "https://developer.mozilla.org/en-US/docs/Web/API/HTML_DOM_API/Microtask_guide",
        },
        Link {
            label: "HTML: the event loop's processing model",
            url: "https://html.spec.whatwg.org/multipage/webappapis.html#event-loop-processing-model",
        },
    ],
    knobs: &[Knob::milliseconds("timer", 1..=1_000, 20, "when the timer is due")],
    variants: &[
        Variant::new("unlimited", "A turn goes on as long as a task is ready.", |knobs| {
            Box::pin(unlimited(knobs))
        })
        .under(Scheduling { polls: 0, ..Scheduling::DEFAULT }),
        Variant::new("limited", "A turn ends after a number of polls.", |knobs| Box::pin(limited(knobs)))
            .under(Scheduling { polls: 10, ..Scheduling::DEFAULT }),
    ],
    view: View::BROWSER,
    question: Question::new("unlimited", "What becomes of this program?", Answer::Ends),
    tour: &[],
    source: &sources::MICROTASK_STARVATION,
};

static PAGE: SiteFile = SiteFile::new("pages/rust.html", include_bytes!("../../../../www/pages/rust.html"));

async fn unlimited(knobs: Knobs) {
    yield_until_both_have_come(knobs).await;
}

/// The same program: only the budget of its turns differs.
async fn limited(knobs: Knobs) {
    yield_until_both_have_come(knobs).await;
}

async fn yield_until_both_have_come(knobs: Knobs) {
    let come = Rc::new(Cell::new(0));
    drop(spawn("timer", timer(knobs, Rc::clone(&come))));
    drop(spawn("page", page(Rc::clone(&come))));
    while come.get() < 2 {
        work(Duration::from_micros(100));
        yield_now().await;
    }
    println!("both have come");
}

async fn timer(knobs: Knobs, come: Rc<Cell<u32>>) {
    sleep(knobs.duration("timer")).await;
    println!("the timer has fired");
    come.set(come.get() + 1);
}

async fn page(come: Rc<Cell<u32>>) {
    match fetch(PAGE).await {
        Ok(response) => println!("the site answers with status {}", response.status()),
        Err(error) => println!("{error}"),
    }
    come.set(come.get() + 1);
}
