//! A biased select: the first branch is always ready, so the second is never asked.

use taskscope_runtime::mpsc::{Receiver, Sender, channel};
use taskscope_runtime::{StreamExt, join, println, select, sleep, spawn, stream_from_iter};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// Closing time is announced, and nobody listens.
pub(crate) static DEMO: Demo = Demo {
    slug: "biased-select",
    title: "A branch that is never asked",
    section: Section::Fairness,
    watch: "Watch the two branches of cook: in the bad run closing.recv() gets a future in every round, and no poll \
            until the orders run out.",
    explanation: &[
        "The cook takes the next order, or hears that the kitchen closes, whichever comes first. With biased, select! \
         asks the branches from top to bottom and stops at the first that is ready.",
        "There is always another order. So the upper branch wins every round, and the lower one is not even polled: \
         its future is made, and dropped. The owner's message lies in its channel until the last order is cooked.",
        "The fix is the order of two lines: what is rare and urgent stands on top, where it costs one look in each \
         round. Without biased, select! begins at a branch drawn by chance, which hears of closing time sooner or \
         later.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.3: working with any number of futures",
            url: "https://doc.rust-lang.org/book/ch17-03-more-futures.html",
        },
        Link {
            label: "tokio::select!, on fairness",
            url: "https://docs.rs/tokio/latest/tokio/macro.select.html#fairness",
        },
    ],
    knobs: &[
        Knob::count("orders", 1..=200, 20, "how many orders there are"),
        Knob::milliseconds("cooking", 1..=50, 5, "how long an order takes"),
        Knob::milliseconds("closing time", 1..=500, 22, "when the owner wants to close"),
    ],
    variants: &[
        Variant::new("bad", "Orders stand above closing time.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::BranchLeftOut),
        Variant::new("fixed", "Closing time stands above orders.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View { folded: &["main"], ..View::on("cook") },
    question: Question::new("bad", "How many lines are printed?", Answer::Lines),
    tour: &[
        Stop::new(
            "bad",
            Spot::NodeDropped("closing.recv()", 1),
            "An order was there at once, so this future is dropped without a poll.",
        ),
        Stop::new("bad", Spot::Line("owner", 1), "The owner wants to close, and the message is sent."),
        Stop::new("bad", Spot::Line("order 20 ", 1), "The cook has gone on to the last order there was."),
        Stop::new(
            "bad",
            Spot::NodePoll("closing.recv()", 1),
            "No order is left: the first poll of this branch.",
        ),
        Stop::new("fixed", Spot::NodePoll("closing.recv()", 1), "Here it is asked first, in every round."),
        Stop::new(
            "fixed",
            Spot::Line("the kitchen", 1),
            "The order in hand is finished, and the kitchen closes.",
        ),
    ],
    source: &sources::BIASED_SELECT,
};

async fn bad(knobs: Knobs) {
    let (tx, closing) = channel(1);
    let cook = spawn("cook", cook_bad(closing, knobs));
    let owner = spawn("owner", close_later(tx, knobs));
    let (cook, owner) = join!(cook, owner);
    cook.and(owner).expect("no task panics");
}

async fn fixed(knobs: Knobs) {
    let (tx, closing) = channel(1);
    let cook = spawn("cook", cook_fixed(closing, knobs));
    let owner = spawn("owner", close_later(tx, knobs));
    let (cook, owner) = join!(cook, owner);
    cook.and(owner).expect("no task panics");
}

async fn cook_bad(mut closing: Receiver<()>, knobs: Knobs) {
    let mut orders = stream_from_iter(1..=knobs.count("orders"));
    loop {
        select! {
            biased;
            Some(order) = orders.next() => prepare(order, knobs).await,
            _ = closing.recv() => break,
        }
    }
    println!("the kitchen is closed");
}

async fn cook_fixed(mut closing: Receiver<()>, knobs: Knobs) {
    let mut orders = stream_from_iter(1..=knobs.count("orders"));
    loop {
        select! {
            biased;
            _ = closing.recv() => break,
            Some(order) = orders.next() => prepare(order, knobs).await,
        }
    }
    println!("the kitchen is closed");
}

async fn prepare(order: u32, knobs: Knobs) {
    sleep(knobs.duration("cooking")).await;
    println!("order {order} is ready");
}

async fn close_later(closing: Sender<()>, knobs: Knobs) {
    sleep(knobs.duration("closing time")).await;
    println!("owner: we are closing");
    closing.send(()).await.expect("the cook listens to the end");
}
