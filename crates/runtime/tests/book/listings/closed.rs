//! 17.2: the sender is moved into its future and dropped with it, so the receiver's loop ends.

use std::time::Duration;

use taskscope_runtime::book as trpl;

pub(crate) fn main() {
    trpl::block_on(async {
        let (tx, mut rx) = trpl::channel();

        let sending = async move {
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
