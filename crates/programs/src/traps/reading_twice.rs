//! Reading twice: a reader asks for the lock it already has, and a writer stands in between.

use std::rc::Rc;

use taskscope_runtime::sync::RwLock;
use taskscope_runtime::{println, sleep, spawn};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on recursive reads.
pub(crate) static DEMO: Demo = Demo {
    slug: "reading-twice",
    title: "Reading twice",
    section: Section::Locks,
    watch: "Watch the line before the lock: as soon as writer stands in it, reader cannot have the lock a second time.",
    explanation: &[
        "Reader adds up a bill under a read lock, so that the tax rate stays the same. Writer wants to change the rate.",
        "For each item the bad reader calls a function that takes the read lock again. Many may read at a time, so \
         that works, until a writer has come. The lock is fair: who comes after a waiting writer waits too, or writers \
         might never have their turn. So the second read waits behind the writer, and the writer waits for the first \
         read to end, which never happens.",
        "The fixed reader locks once, and hands down what it has read.",
        "Whether the bad run gets stuck depends on when the writer comes. Tokio's lock behaves like this one; \
         that of std leaves open who goes first, and a second read might panic.",
    ],
    links: &[
        Link {
            label: "The Book, section 16.3: shared-state concurrency",
            url: "https://doc.rust-lang.org/book/ch16-03-shared-state.html",
        },
        Link {
            label: "tokio::sync::RwLock",
            url: "https://docs.rs/tokio/latest/tokio/sync/struct.RwLock.html",
        },
        Link { label: "std::sync::RwLock", url: "https://doc.rust-lang.org/std/sync/struct.RwLock.html" },
    ],
    knobs: &[
        Knob::milliseconds("item", 1..=500, 20, "how long reader waits for an item"),
        Knob::count("items", 1..=20, 4, "how many items are on the bill"),
        Knob::milliseconds("writer comes", 0..=5_000, 50, "when writer wants the lock"),
    ],
    variants: &[
        Variant::new("bad", "Locks again for each item.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::Deadlock),
        Variant::new("fixed", "Locks once.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View::on("reader"),
    question: Question::new(
        "bad",
        "Reader holds a read lock and asks for it again, with writer in between: how does that end?",
        Answer::Ends,
    ),
    tour: &[
        Stop::new(
            "bad",
            Spot::Line("item 1", 1),
            "The second read lock is given at once: nobody else is here.",
        ),
        Stop::new(
            "bad",
            Spot::Wait("writer", 2),
            "Writer waits until reader has given back its first lock, and is first in line.",
        ),
        Stop::new(
            "bad",
            Spot::Finding,
            "Reader asks again and has to wait behind writer, who waits for reader.",
        ),
        Stop::new(
            "fixed",
            Spot::Wait("writer", 2),
            "Writer waits here too; but reader needs no second lock and goes on.",
        ),
        Stop::new("fixed", Spot::Line("the rate is", 1), "The bill is complete, and writer has its turn."),
    ],
    source: &sources::READING_TWICE,
};

type Rate = Rc<RwLock<u32>>;

async fn bad(knobs: Knobs) {
    let rate = Rc::new(RwLock::new(20));
    let reader = spawn("reader", add_up_bad(Rc::clone(&rate), knobs));
    let writer = spawn("writer", change(rate, knobs));
    reader.await.and(writer.await).expect("no task panics");
}

async fn fixed(knobs: Knobs) {
    let rate = Rc::new(RwLock::new(20));
    let reader = spawn("reader", add_up_fixed(Rc::clone(&rate), knobs));
    let writer = spawn("writer", change(rate, knobs));
    reader.await.and(writer.await).expect("no task panics");
}

async fn add_up_bad(rate: Rate, knobs: Knobs) {
    let same_for_all = rate.read().await;
    for item in 1..=knobs.count("items") {
        sleep(knobs.duration("item")).await;
        println!("item {item} costs {}", with_tax_bad(100 * item, &rate).await);
    }
    drop(same_for_all);
}

async fn add_up_fixed(rate: Rate, knobs: Knobs) {
    let same_for_all = rate.read().await;
    for item in 1..=knobs.count("items") {
        sleep(knobs.duration("item")).await;
        println!("item {item} costs {}", with_tax_fixed(100 * item, *same_for_all));
    }
    drop(same_for_all);
}

/// Does not know that its caller has the lock.
async fn with_tax_bad(price: u32, rate: &Rate) -> u32 {
    price + price * *rate.read().await / 100
}

/// Is given what its caller has read.
fn with_tax_fixed(price: u32, rate: u32) -> u32 {
    price + price * rate / 100
}

async fn change(rate: Rate, knobs: Knobs) {
    sleep(knobs.duration("writer comes")).await;
    *rate.write().await = 25;
    println!("the rate is 25 % now");
}
