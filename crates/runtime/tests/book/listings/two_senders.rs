//! 17.2: two senders at different paces, and the macro that joins any number of futures.

use std::time::Duration;

use taskscope_runtime::book as trpl;

pub(crate) fn main() {
    trpl::block_on(async {
        let (tx, mut rx) = trpl::channel();

        let express = tx.clone();
        let express = async move {
            for parcel in ["flowers", "cake", "letter"] {
                express.send(parcel).unwrap();
                trpl::sleep(Duration::from_millis(400)).await;
            }
        };
        let freight = async move {
            for parcel in ["piano", "wardrobe", "bricks"] {
                tx.send(parcel).unwrap();
                trpl::sleep(Duration::from_millis(900)).await;
            }
        };
        let receiving = async {
            while let Some(parcel) = rx.recv().await {
                println!("unpacked {parcel}");
            }
        };
        trpl::join!(express, freight, receiving);
    });
}
