//! A select that loses data: what the losing branch had taken already is dropped with it.

use taskscope_runtime::mpsc::{Receiver, UnboundedSender, unbounded_channel};
use taskscope_runtime::{interval, println, select, sleep, spawn};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on branches that are not safe to cancel.
pub(crate) static DEMO: Demo = Demo {
    slug: "select-loses-data",
    title: "A select that loses data",
    section: Section::Cancellation,
    watch: "Watch main at the tick that comes while an order is being saved: in the bad run the order is gone.",
    explanation: &[
        "Main saves orders as they come, and a tick shows now and then that it is alive. Each round of the loop races the \
         next order against the next tick.",
        "In the bad program the branch is a future that receives an order and saves it. If the tick wins while it is \
         saving, select! drops the future where it stands. The order was taken from the channel and is nowhere else: it is \
         lost, without an error.",
        "The fixed program races recv() alone. That is safe to cancel: it has either given an order or taken none. Saving \
         stands in the handler, which runs after the race is over and which nothing can drop. The tick comes a little later.",
        "Ask of every branch: what has it done when it loses?",
    ],
    links: &[
        Link {
            label: "The Book, section 17.3: working with any number of futures",
            url: "https://doc.rust-lang.org/book/ch17-03-more-futures.html",
        },
        Link {
            label: "tokio::select!: cancellation safety",
            url: "https://docs.rs/tokio/latest/tokio/macro.select.html#cancellation-safety",
        },
    ],
    knobs: &[
        Knob::count("orders", 1..=20, 5, "how many orders come"),
        Knob::milliseconds("gap", 1..=1_000, 65, "how long it is between two orders"),
        Knob::milliseconds("saving takes", 1..=1_000, 30, "how long an order is being saved"),
        Knob::milliseconds("tick", 1..=1_000, 100, "how often main shows that it is alive"),
    ],
    variants: &[
        Variant::new("bad", "Races a future that receives and saves.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::DroppedHalfDone),
        Variant::new("fixed", "Races the receiving only.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View::on("main"),
    question: Question::new(
        "bad",
        "How many lines are printed, ticks and saved orders together?",
        Answer::Lines,
    ),
    tour: &[
        Stop::new("bad", Spot::Line("order 2 is saved", 1), "Two orders came between ticks, and are safe."),
        Stop::new("bad", Spot::Finding, "Here a future is dropped that had taken order 3 and was saving it."),
        Stop::new(
            "bad",
            Spot::Line("order 4 is saved", 1),
            "On it goes with order 4, as if nothing had been lost.",
        ),
        Stop::new(
            "fixed",
            Spot::Line("order 3 is saved", 1),
            "The same tick is due, but saving is not part of the race.",
        ),
        Stop::new("fixed", Spot::RunEnd, "Every order that came was saved."),
    ],
    source: &sources::SELECT_LOSES_DATA,
};

async fn bad(knobs: Knobs) {
    let mut orders = start_shop(knobs);
    let mut ticks = interval(knobs.duration("tick"));
    loop {
        select! {
            saved = receive_and_save_bad(&mut orders, knobs) => match saved {
                Some(order) => println!("order {order} is saved"),
                None => break,
            },
            _ = ticks.tick() => println!("tick"),
        }
    }
}

/// Holds the order while it is being saved.
async fn receive_and_save_bad(orders: &mut Receiver<u32>, knobs: Knobs) -> Option<u32> {
    let order = orders.recv().await?;
    sleep(knobs.duration("saving takes")).await;
    Some(order)
}

async fn fixed(knobs: Knobs) {
    let mut orders = start_shop(knobs);
    let mut ticks = interval(knobs.duration("tick"));
    loop {
        select! {
            order = orders.recv() => match order {
                Some(order) => {
                    sleep(knobs.duration("saving takes")).await;
                    println!("order {order} is saved");
                }
                None => break,
            },
            _ = ticks.tick() => println!("tick"),
        }
    }
}

fn start_shop(knobs: Knobs) -> Receiver<u32> {
    let (tx, rx) = unbounded_channel();
    drop(spawn("shop", sell(tx, knobs)));
    rx
}

async fn sell(tx: UnboundedSender<u32>, knobs: Knobs) {
    for order in 1..=knobs.count("orders") {
        sleep(knobs.duration("gap")).await;
        tx.send(order).expect("main listens to the end");
    }
}
