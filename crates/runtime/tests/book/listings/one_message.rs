//! 17.2: a channel, with one message from the same future.

use taskscope_runtime::book as trpl;

pub(crate) fn main() {
    trpl::block_on(async {
        let (tx, mut rx) = trpl::channel();

        let parcel = String::from("books");
        tx.send(parcel).unwrap();

        let parcel = rx.recv().await.unwrap();
        println!("unpacked {parcel}");
    });
}
