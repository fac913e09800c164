//! Notified too early: a notification for all reaches only those who wait already.

use std::rc::Rc;

use taskscope_runtime::sync::Notify;
use taskscope_runtime::{println, sleep, spawn};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on notifications that nobody waits for.
pub(crate) static DEMO: Demo = Demo {
    slug: "notified-too-early",
    title: "Notified too early",
    section: Section::Wakes,
    watch: "Watch the moment of the notification: in the bad run reader is still opening its file, and nobody hears it.",
    explanation: &[
        "Writer tells the others that the data is ready. Reader opens a file first, and then waits to be told.",
        "notify_waiters() wakes whoever waits at that moment, and keeps nothing for those who come later. In the bad program \
         reader comes too late: it looks, sees nothing, and waits for a notification that has been and gone. Which of the \
         two is faster decides, so the mistake shows on some machines, on some days.",
        "notify_one() keeps one permit if nobody waits, and the next who comes takes it at once. That is the fix for one \
         reader. For many, take the Notified future before looking whether there is something to wait for, or use a watch \
         channel, which keeps the value.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.5: a closer look at the traits",
            url: "https://doc.rust-lang.org/book/ch17-05-traits-for-async.html",
        },
        Link {
            label: "tokio::sync::Notify::notify_waiters",
            url: "https://docs.rs/tokio/latest/tokio/sync/struct.Notify.html#method.notify_waiters",
        },
    ],
    knobs: &[
        Knob::milliseconds("opening takes", 0..=1_000, 50, "how long reader needs before it waits"),
        Knob::milliseconds("writing takes", 0..=1_000, 20, "how long writer needs before it notifies"),
    ],
    variants: &[
        Variant::new("bad", "Notifies those who wait already.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::LostMessage),
        Variant::new("fixed", "Leaves a permit for the one who comes later.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View::on("reader"),
    question: Question::new("bad", "How does the bad run end?", Answer::Ends),
    tour: &[
        Stop::new(
            "bad",
            Spot::Line("the data is ready", 1),
            "Writer notifies, and reader is still opening its file.",
        ),
        Stop::new(
            "bad",
            Spot::Wait("reader", 2),
            "Now reader waits for a notification that has been and gone.",
        ),
        Stop::new("bad", Spot::RunEnd, "Nobody is left who could notify again."),
        Stop::new("fixed", Spot::Line("the data is ready", 1), "The same moment, but a permit is kept."),
        Stop::new("fixed", Spot::Line("reader reads", 1), "Reader finds the permit and does not even wait."),
    ],
    source: &sources::NOTIFIED_TOO_EARLY,
};

async fn bad(knobs: Knobs) {
    let ready = Rc::new(Notify::new());
    let reader = spawn("reader", read(Rc::clone(&ready), knobs));
    spawn("writer", write_bad(ready, knobs)).await.expect("writing does not panic");
    reader.await.expect("reading does not panic");
}

async fn fixed(knobs: Knobs) {
    let ready = Rc::new(Notify::new());
    let reader = spawn("reader", read(Rc::clone(&ready), knobs));
    spawn("writer", write_fixed(ready, knobs)).await.expect("writing does not panic");
    reader.await.expect("reading does not panic");
}

async fn write_bad(ready: Rc<Notify>, knobs: Knobs) {
    sleep(knobs.duration("writing takes")).await;
    println!("the data is ready");
    ready.notify_waiters();
}

async fn write_fixed(ready: Rc<Notify>, knobs: Knobs) {
    sleep(knobs.duration("writing takes")).await;
    println!("the data is ready");
    ready.notify_one();
}

async fn read(ready: Rc<Notify>, knobs: Knobs) {
    sleep(knobs.duration("opening takes")).await;
    ready.notified().await;
    println!("reader reads");
}
