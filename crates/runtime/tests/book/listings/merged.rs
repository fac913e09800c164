//! 17.4: two streams, one of them throttled, merged and cut off after some values.

use std::pin::pin;
use std::time::Duration;

use taskscope_runtime::book as trpl;
use trpl::{IntervalStream, ReceiverStream, Stream, StreamExt};

fn arrivals() -> impl Stream<Item = String> {
    let (tx, rx) = trpl::channel();
    trpl::spawn_task(async move {
        for (number, train) in ["night train", "mail train", "slow train"].into_iter().enumerate() {
            let delay = if number % 2 == 0 { 100 } else { 300 };
            trpl::sleep(Duration::from_millis(delay)).await;
            if let Err(unsent) = tx.send(train.to_owned()) {
                println!("nobody waits for {}", unsent.0);
                return;
            }
        }
    });
    ReceiverStream::new(rx)
}

fn seconds() -> impl Stream<Item = u32> {
    let (tx, rx) = trpl::channel();
    trpl::spawn_task(async move {
        let mut count = 0;
        loop {
            trpl::sleep(Duration::from_millis(1)).await;
            count += 1;
            if tx.send(count).is_err() {
                return;
            }
        }
    });
    ReceiverStream::new(rx)
}

pub(crate) fn main() {
    trpl::block_on(async {
        let arrivals = arrivals().timeout(Duration::from_millis(200));
        let clock = seconds()
            .map(|count| format!("tick {count}"))
            .throttle(Duration::from_millis(100))
            .timeout(Duration::from_secs(10));
        let mut board = pin!(arrivals.merge(clock).take(8));
        while let Some(result) = board.next().await {
            match result {
                Ok(line) => println!("{line}"),
                Err(reason) => println!("delayed: {reason:?}"),
            }
        }

        let mut ticks = IntervalStream::new(trpl::interval(Duration::from_millis(10))).take(2);
        while ticks.next().await.is_some() {
            println!("regular tick");
        }
    });
}
