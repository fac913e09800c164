//! 17.3: a list of futures of different types: pinned where they are, or in boxes.

use std::future::Future;
use std::pin::{pin, Pin};
use std::time::Duration;

use taskscope_runtime::book as trpl;

pub(crate) fn main() {
    trpl::run(async {
        let (tx, mut rx) = trpl::channel();

        let early = tx.clone();
        let early = pin!(async move {
            early.send("early").unwrap();
        });
        let receiving = pin!(async {
            while let Some(bird) = rx.recv().await {
                println!("{bird} bird");
            }
        });
        let late = pin!(async move {
            trpl::sleep(Duration::from_secs(1)).await;
            tx.send("late").unwrap();
        });
        let futures: Vec<Pin<&mut dyn Future<Output = ()>>> = vec![early, receiving, late];
        trpl::join_all(futures).await;

        let boxes: Vec<Pin<Box<dyn Future<Output = u32>>>> =
            vec![Box::pin(async { 1 }), Box::pin(std::future::ready(2))];
        println!("{:?}", trpl::join_all(boxes).await);
    });
}
