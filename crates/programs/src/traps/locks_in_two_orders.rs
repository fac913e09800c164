//! Locks in two orders: each task holds what the other one needs.

use std::rc::Rc;

use taskscope_runtime::sync::Mutex;
use taskscope_runtime::{println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

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
