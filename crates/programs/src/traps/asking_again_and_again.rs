//! Asking again and again: a task that only wakes itself keeps the processor busy and gets nowhere.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use taskscope_runtime::sync::watch;
use taskscope_runtime::{JoinSet, println, spawn, work, yield_now};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on busy waiting.
pub(crate) static DEMO: Demo = Demo {
    slug: "asking-again-and-again",
    title: "Asking again and again",
    section: Section::Wakes,
    watch: "Watch how often guest is polled before the meal is there: in the bad run as often as cook, in the fixed one twice.",
    explanation: &[
        "Guest waits until a meal is cooked. In the bad program it looks, yields, and looks again. yield_now() wakes the task \
         that calls it at once, so guest is always ready, and the executor has no rest.",
        "The program works, because the others get their turns in between. But a processor that only asks never sleeps: on a \
         laptop that is heat, on a microcontroller an empty battery, and with nobody else to run it would go on for ever, \
         because no timer fires while somebody is ready.",
        "The fixed program waits for a change. Main sends one word through a watch channel, and guest is polled when there \
         is something to see; a guest who comes late finds the word there. Whatever a task waits for, something has to \
         call its waker.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.5: a closer look at the traits",
            url: "https://doc.rust-lang.org/book/ch17-05-traits-for-async.html",
        },
        Link {
            label: "tokio-console#512: tasks that wake themselves",
            url: "https://github.com/tokio-rs/console/issues/512",
        },
    ],
    knobs: &[
        Knob::count(
            "steps",
            1..=4_000,
            1_500,
            "in how many steps the meal is cooked, each of them a microsecond",
        ),
        Knob::count("guests", 1..=4, 1, "how many wait for it"),
    ],
    variants: &[
        Variant::new("bad", "Looks again and again.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::SelfWakeStorm),
        Variant::new("fixed", "Waits to be told.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View::on("guest 1"),
    question: Question::new("bad", "How often is the first guest polled?", Answer::Polls("guest 1")),
    tour: &[
        Stop::new(
            "bad",
            Spot::Poll("guest 1", 2),
            "Guest has looked once, and is polled again: it woke itself.",
        ),
        Stop::new("bad", Spot::Finding, "A thousand polls later nothing has changed."),
        Stop::new("fixed", Spot::Wait("guest 1", 1), "Here guest waits, and nobody polls it."),
        Stop::new("fixed", Spot::Line("guest 1", 1), "One wake, one poll, and the meal is there."),
    ],
    source: &sources::ASKING_AGAIN_AND_AGAIN,
};

async fn bad(knobs: Knobs) {
    let is_cooked = Rc::new(Cell::new(false));
    let mut guests = JoinSet::new();
    for guest in 1..=knobs.count("guests") {
        guests.spawn(format!("guest {guest}"), wait_bad(guest, Rc::clone(&is_cooked)));
    }
    spawn("cook", cook(knobs)).await.expect("cooking does not panic");
    is_cooked.set(true);
    while guests.join_next().await.is_some() {}
}

async fn wait_bad(guest: u32, is_cooked: Rc<Cell<bool>>) {
    while !is_cooked.get() {
        yield_now().await;
    }
    println!("guest {guest} eats");
}

async fn fixed(knobs: Knobs) {
    let (tx, is_cooked) = watch::channel(false);
    let mut guests = JoinSet::new();
    for guest in 1..=knobs.count("guests") {
        guests.spawn(format!("guest {guest}"), wait_fixed(guest, is_cooked.clone()));
    }
    spawn("cook", cook(knobs)).await.expect("cooking does not panic");
    tx.send_replace(true);
    while guests.join_next().await.is_some() {}
}

async fn wait_fixed(guest: u32, mut is_cooked: watch::Receiver<bool>) {
    is_cooked.wait_for(|&is_cooked| is_cooked).await.expect("main says when it is cooked");
    println!("guest {guest} eats");
}

/// Gives way after each step.
async fn cook(knobs: Knobs) {
    for _ in 0..knobs.count("steps") {
        work(Duration::from_micros(1));
        yield_now().await;
    }
    println!("the meal is cooked");
}
