//! A lock held across an await: a task with its answer at hand waits for another task's network.

use std::collections::BTreeMap;
use std::rc::Rc;

use taskscope_runtime::sync::Mutex;
use taskscope_runtime::{println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

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
