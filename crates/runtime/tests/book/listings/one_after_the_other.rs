//! 17.2: inside one future everything comes one after the other: all messages arrive when all were sent, and as the
//! sender is still there, the wait for one more never ends.

use std::time::Duration;

use taskscope_runtime::book as trpl;

pub(crate) fn main() {
    trpl::block_on(async {
        let (tx, mut rx) = trpl::channel();

        for parcel in ["books", "tea", "maps"] {
            println!("sending {parcel}");
            tx.send(parcel).unwrap();
            trpl::sleep(Duration::from_millis(500)).await;
        }

        while let Some(parcel) = rx.recv().await {
            println!("unpacked {parcel}");
        }
        println!("the sender is gone");
    });
}
