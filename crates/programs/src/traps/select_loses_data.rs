//! A select that loses data: what the losing branch had taken already is dropped with it.

use taskscope_runtime::mpsc::{Receiver, UnboundedSender, unbounded_channel};
use taskscope_runtime::{interval, println, select, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

async fn bad(knobs: Knobs) {
    let mut orders = start_shop(knobs);
    let mut ticks = interval(knobs.duration("tick"));
    loop {
        let saving = receive_and_save_bad(&mut orders, knobs);
        select! {
            saved = saving => match saved {
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
