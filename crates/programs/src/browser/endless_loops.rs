//! Loops without end: what a page does about a program that never lets go.

use taskscope_runtime::{println, sleep, spawn, yield_now};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Scheduling, Section, Variant, View, sources};

/// Programs that would hang a page that runs them on its own thread.
pub(crate) static DEMO: Demo = Demo {
    slug: "endless-loops",
    title: "Endless loops",
    section: Section::Browser,
    watch: "Watch the page stay alive: scroll, open the gallery, press Stop whenever you like.",
    explanation: &[
        "A task that never returns from its poll keeps its thread for good. No executor can take it away: there is no \
         preemption in async Rust. On the thread of a page that means no clicks, no scrolling, and in the end a dialog \
         that offers to kill the tab.",
        "Here programs run in a worker. The page asks it for a sign twice a second and says for how long there was none. \
         Stop ends the worker, and the trace up to its last event stays.",
        "The second program yields in every round, and still nobody else gets a turn: a turn without a limit goes on as \
         long as a task is ready, and a microtask goes before every timer and every message. It ends when the trace is \
         full.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.3: yielding control to the runtime",
            url: "https://doc.rust-lang.org/book/ch17-03-more-futures.html",
        },
        Link {
            label: "MDN: the microtask queue",
            url: "https://developer.mozilla.org/en-US/docs/Web/API/HTML_DOM_API/Microtask_guide",
        },
    ],
    knobs: &[
        Knob::milliseconds("tick", 1..=1_000, 20, "how often the clock task would like to run"),
        Knob::count("ticks before", 0..=20, 3, "how many rounds go well before the loop begins"),
    ],
    variants: &[
        Variant::new("loop", "Never returns from its poll.", |knobs| Box::pin(endless_loop(knobs))).endless(),
        Variant::new("microtasks", "Yields for ever, in a turn without a limit.", |knobs| {
            Box::pin(microtasks(knobs))
        })
        .under(Scheduling { polls: 0, ..Scheduling::DEFAULT }),
    ],
    view: View::BROWSER,
    question: Question::new("loop", "What becomes of the clock task?", Answer::Ends),
    tour: &[],
    source: &sources::ENDLESS_LOOPS,
};

async fn endless_loop(knobs: Knobs) {
    drop(spawn("clock", clock(knobs)));
    sleep(knobs.duration("tick") * knobs.count("ticks before")).await;
    println!("the loop begins");
    loop {
        std::hint::spin_loop();
    }
}

async fn microtasks(knobs: Knobs) {
    drop(spawn("clock", clock(knobs)));
    sleep(knobs.duration("tick") * knobs.count("ticks before")).await;
    println!("the loop begins");
    loop {
        yield_now().await;
    }
}

/// Would go on for ever, too, but lets go after each tick.
async fn clock(knobs: Knobs) {
    loop {
        println!("tick");
        sleep(knobs.duration("tick")).await;
    }
}
