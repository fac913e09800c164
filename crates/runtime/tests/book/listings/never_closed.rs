//! 17.2: sender and receiver in futures of their own; the sender is only borrowed, so the channel stays open for ever.

use std::time::Duration;

use taskscope_runtime::book as trpl;

pub(crate) fn main() {
    trpl::block_on(async {
        let (tx, mut rx) = trpl::channel();

        let sending = async {
            for parcel in ["books", "tea", "maps"] {
                println!("sending {parcel}");
                tx.send(parcel).unwrap();
                trpl::sleep(Duration::from_millis(500)).await;
            }
        };
        let receiving = async {
            while let Some(parcel) = rx.recv().await {
                println!("unpacked {parcel}");
            }
            println!("the sender is gone");
        };
        trpl::join(sending, receiving).await;
    });
}
