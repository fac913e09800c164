//! A lock held across an await: who has its answer at hand waits for somebody else's network.

use std::collections::BTreeMap;
use std::rc::Rc;

use taskscope_runtime::sync::Mutex;
use taskscope_runtime::{println, sleep, spawn};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on guards that live too long.
pub(crate) static DEMO: Demo = Demo {
    slug: "lock-held-across-await",
    title: "A lock held across an await",
    section: Section::Locks,
    watch: "Watch tea and milk, whose prices are known: in the bad run they wait for the lock while coffee and cocoa \
            ask the shop.",
    explanation: &[
        "Four tasks look for prices in one cache. Tea and milk are in it; for coffee and cocoa the shop has to be \
         asked.",
        "A guard lives until the end of its block, awaits included. The bad program keeps it while it waits for the shop, \
         so nobody can even read, and two questions that could have been asked together are asked in turn.",
        "The fixed program locks twice, briefly. The first guard is gone at the semicolon, before the await. (In \
         the head of a match it would live to the end of the match.)",
        "With std::sync::Mutex the bad program could stand still for ever: lock() would stop the thread on which the \
         holder has to go on. Clippy warns of it: await_holding_lock. Threads, in the Book's chapter 16, \
         only wait.",
    ],
    links: &[
        Link {
            label: "The Book, section 16.3: shared-state concurrency",
            url: "https://doc.rust-lang.org/book/ch16-03-shared-state.html",
        },
        Link {
            label: "tokio::sync::Mutex: which kind of mutex to use",
            url: "https://docs.rs/tokio/latest/tokio/sync/struct.Mutex.html",
        },
        Link {
            label: "Clippy: await_holding_lock",
            url: "https://rust-lang.github.io/rust-clippy/master/index.html#await_holding_lock",
        },
    ],
    knobs: &[
        Knob::milliseconds("shop takes", 1..=60_000, 200, "how long the shop takes to answer"),
        Knob::count("known prices", 0..=4, 2, "how many prices are in the cache at first"),
    ],
    variants: &[
        Variant::new("bad", "The guard lives while the shop is asked.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::LockAcrossAwait),
        Variant::new("fixed", "The guard is gone before the await.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View::on("tea"),
    question: Question::new(
        "bad",
        "The price of tea is in the cache, that of coffee is not: which task is over first?",
        Answer::FirstOver,
    ),
    tour: &[
        Stop::new(
            "bad",
            Spot::Wait("coffee", 1),
            "Coffee has the lock, does not find its price, and waits for the shop, guard in hand.",
        ),
        Stop::new(
            "bad",
            Spot::Wait("tea", 1),
            "Tea only wants to read what is there, and has to wait for the lock.",
        ),
        Stop::new(
            "bad",
            Spot::Line("tea", 1),
            "The shop has answered coffee, and with the lock tea has its price at last.",
        ),
        Stop::new(
            "fixed",
            Spot::Line("tea", 1),
            "Here coffee has given the lock back before it waits, and tea is done at once.",
        ),
        Stop::new("fixed", Spot::Wait("cocoa", 1), "Cocoa asks the shop while coffee still waits for it."),
        Stop::new("fixed", Spot::Line("coffee", 1), "Coffee locks again, only to write down the answer."),
    ],
    source: &sources::LOCK_HELD_ACROSS_AWAIT,
};

type Cache = Rc<Mutex<BTreeMap<&'static str, u32>>>;

const GUESTS: [&str; 4] = ["coffee", "tea", "cocoa", "milk"];

async fn bad(knobs: Knobs) {
    let cache = first_prices(knobs);
    let guests = GUESTS.map(|name| spawn(name, price_bad(name, Rc::clone(&cache), knobs)));
    for guest in guests {
        guest.await.expect("looking for a price does not panic");
    }
}

async fn fixed(knobs: Knobs) {
    let cache = first_prices(knobs);
    let guests = GUESTS.map(|name| spawn(name, price_fixed(name, Rc::clone(&cache), knobs)));
    for guest in guests {
        guest.await.expect("looking for a price does not panic");
    }
}

/// Holds the lock from the first look to the end.
async fn price_bad(name: &'static str, cache: Cache, knobs: Knobs) {
    let mut prices = cache.lock().await;
    let known = prices.get(name).copied();
    let price = if let Some(price) = known {
        price
    } else {
        let price = ask_shop(knobs).await;
        prices.insert(name, price);
        price
    };
    println!("{name} costs {price}");
}

/// Holds the lock for a look, and again for a note.
async fn price_fixed(name: &'static str, cache: Cache, knobs: Knobs) {
    let known = cache.lock().await.get(name).copied();
    let price = if let Some(price) = known {
        price
    } else {
        let price = ask_shop(knobs).await;
        cache.lock().await.insert(name, price);
        price
    };
    println!("{name} costs {price}");
}

async fn ask_shop(knobs: Knobs) -> u32 {
    sleep(knobs.duration("shop takes")).await;
    5
}

fn first_prices(knobs: Knobs) -> Cache {
    let known = [("tea", 3), ("milk", 4), ("coffee", 6), ("cocoa", 5)];
    Rc::new(Mutex::new(known.into_iter().take(knobs.count("known prices") as usize).collect()))
}
