//! 17.4: a time limit for each value of a stream whose values come from a task.

use std::pin::pin;
use std::time::Duration;

use taskscope_runtime::book as trpl;
use trpl::{ReceiverStream, Stream, StreamExt};

fn arrivals() -> impl Stream<Item = String> {
    let (tx, rx) = trpl::channel();
    trpl::spawn_task(async move {
        for (number, train) in
            ["night train", "mail train", "slow train", "last train"].into_iter().enumerate()
        {
            let delay = if number % 2 == 0 { 100 } else { 300 };
            trpl::sleep(Duration::from_millis(delay)).await;
            tx.send(format!("platform {number}: {train}")).unwrap();
        }
    });
    ReceiverStream::new(rx)
}

pub(crate) fn main() {
    trpl::block_on(async {
        let mut arrivals = pin!(arrivals().timeout(Duration::from_millis(200)));
        while let Some(result) = arrivals.next().await {
            match result {
                Ok(arrival) => println!("{arrival}"),
                Err(reason) => println!("delayed: {reason:?}"),
            }
        }
    });
}
