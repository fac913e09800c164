//! Runs a small program on the virtual clock and prints what it did: its output, its length, and the transcript of its
//! trace.
#![allow(clippy::print_stdout)] // An example shows what it does.

use std::time::Duration;

use taskscope_format::transcript;
use taskscope_runtime::sync::mpsc::channel;
use taskscope_runtime::{simulate, sleep, spawn};

fn main() {
    let run = simulate("main", async {
        let (orders, mut kitchen) = channel(1);
        let waiter = spawn("waiter", async move {
            for order in ["soup", "cake"] {
                orders.send(order).await.expect("the kitchen is open");
            }
        });
        while let Some(order) = kitchen.recv().await {
            sleep(Duration::from_secs(60)).await;
            taskscope_runtime::println!("{order} is ready");
        }
        waiter.await.expect("the waiter does not panic");
    });
    assert_eq!(run.output(), ["soup is ready", "cake is ready"]);
    println!("{:?} passed, without waiting", run.elapsed());
    println!("{}", transcript(run.words()).expect("a recorder writes what its decoder reads"));
}
