//! 17.4: the messages of a channel as a stream.

use taskscope_runtime::book as trpl;
use trpl::{ReceiverStream, Stream, StreamExt};

fn arrivals() -> impl Stream<Item = String> {
    let (tx, rx) = trpl::channel();
    for (number, train) in ["night train", "mail train", "slow train"].into_iter().enumerate() {
        tx.send(format!("platform {number}: {train}")).unwrap();
    }
    ReceiverStream::new(rx)
}

pub(crate) fn main() {
    trpl::block_on(async {
        let mut arrivals = arrivals();
        while let Some(arrival) = arrivals.next().await {
            println!("{arrival}");
        }
    });
}
