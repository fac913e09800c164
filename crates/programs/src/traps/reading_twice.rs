//! Reading twice: a reader asks for the lock it already has, and a writer is in between.

use std::rc::Rc;

use taskscope_runtime::sync::RwLock;
use taskscope_runtime::{println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

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
