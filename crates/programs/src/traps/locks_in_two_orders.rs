//! Locks in two orders: each task holds what the other one needs.

use std::rc::Rc;

use taskscope_runtime::sync::Mutex;
use taskscope_runtime::{println, sleep, spawn};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on the order of locks.
pub(crate) static DEMO: Demo = Demo {
    slug: "locks-in-two-orders",
    title: "Locks in two orders",
    section: Section::Locks,
    watch: "Watch the second lock of each transfer: in the bad run rent and wages both wait for what the other one holds.",
    explanation: &[
        "Rent goes from Ann to Bob, wages from Bob to Ann. A transfer locks both accounts, so that nobody sees \
         money that is in neither.",
        "The bad transfer locks first the account that pays. Rent has Ann's and wants Bob's; wages has Bob's and wants \
         Ann's. Neither gives back what it has before it gets the other, so both wait for ever. No task is woken any \
         more, and main waits with them.",
        "Wages start while rent looks at its account, so the bad run gets stuck in every order here. Let them start at \
         20 ms, and luck decides; one millisecond later, and all ends well. Tests seldom find that.",
        "The fixed transfer locks the account with the lower number first, whichever way the money goes. Whoever \
         has the first lock can then always get the second. It is the same with threads, in the \
         Book's chapter 16.",
    ],
    links: &[
        Link {
            label: "The Book, section 16.3: shared-state concurrency",
            url: "https://doc.rust-lang.org/book/ch16-03-shared-state.html",
        },
        Link {
            label: "tokio::sync::Mutex",
            url: "https://docs.rs/tokio/latest/tokio/sync/struct.Mutex.html",
        },
    ],
    knobs: &[
        Knob::milliseconds("check", 1..=1_000, 20, "how long a transfer looks at the first account"),
        Knob::milliseconds("wages start", 0..=5_000, 10, "how long after rent the wages are paid"),
    ],
    variants: &[
        Variant::new("bad", "Locks the account that pays first.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::Deadlock),
        Variant::new("fixed", "Locks the lower number first.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View::on("rent"),
    question: Question::new(
        "bad",
        "Each transfer locks the account that pays, then the other one: how does that end?",
        Answer::Ends,
    ),
    tour: &[
        Stop::new(
            "bad",
            Spot::Wait("rent", 1),
            "Rent holds the lock of account 1 and looks at it for a while.",
        ),
        Stop::new(
            "bad",
            Spot::Wait("wages", 2),
            "Wages has the lock of account 2 meanwhile, and looks at that one.",
        ),
        Stop::new("bad", Spot::Wait("rent", 2), "Rent wants account 2, which wages holds, and waits."),
        Stop::new(
            "bad",
            Spot::Finding,
            "Wages wants account 1, which rent holds: the circle is closed, and nothing can happen any more.",
        ),
        Stop::new(
            "fixed",
            Spot::Wait("wages", 2),
            "Wages also begins with account 1 here, and waits with empty hands.",
        ),
        Stop::new("fixed", Spot::Line("wages", 1), "Rent gave back both locks, and wages took them in turn."),
    ],
    source: &sources::LOCKS_IN_TWO_ORDERS,
};

struct Account {
    number: u32,
    balance: Mutex<i32>,
}

async fn bad(knobs: Knobs) {
    let ann = Rc::new(Account { number: 1, balance: Mutex::new(500) });
    let bob = Rc::new(Account { number: 2, balance: Mutex::new(500) });
    let rent = spawn("rent", pay_bad("rent", [Rc::clone(&ann), Rc::clone(&bob)], knobs));
    let wages = spawn("wages", async move {
        sleep(knobs.duration("wages start")).await;
        pay_bad("wages", [bob, ann], knobs).await;
    });
    rent.await.and(wages.await).expect("paying does not panic");
}

async fn fixed(knobs: Knobs) {
    let ann = Rc::new(Account { number: 1, balance: Mutex::new(500) });
    let bob = Rc::new(Account { number: 2, balance: Mutex::new(500) });
    let rent = spawn("rent", pay_fixed("rent", [Rc::clone(&ann), Rc::clone(&bob)], knobs));
    let wages = spawn("wages", async move {
        sleep(knobs.duration("wages start")).await;
        pay_fixed("wages", [bob, ann], knobs).await;
    });
    rent.await.and(wages.await).expect("paying does not panic");
}

/// Locks the account that pays, then the other one.
async fn pay_bad(what: &str, [from, to]: [Rc<Account>; 2], knobs: Knobs) {
    let mut giver = from.balance.lock().await;
    sleep(knobs.duration("check")).await;
    let mut taker = to.balance.lock().await;
    (*giver, *taker) = (*giver - 100, *taker + 100);
    println!("{what} paid: account {} has {}", to.number, *taker);
}

/// Locks the account with the lower number, then the other one.
async fn pay_fixed(what: &str, [from, to]: [Rc<Account>; 2], knobs: Knobs) {
    let is_upwards = from.number < to.number;
    let [low, high] = if is_upwards { [&from, &to] } else { [&to, &from] };
    let low = low.balance.lock().await;
    sleep(knobs.duration("check")).await;
    let high = high.balance.lock().await;
    let [mut giver, mut taker] = if is_upwards { [low, high] } else { [high, low] };
    (*giver, *taker) = (*giver - 100, *taker + 100);
    println!("{what} paid: account {} has {}", to.number, *taker);
}
