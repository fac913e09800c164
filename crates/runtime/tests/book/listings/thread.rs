//! 17.6: a thread computes and sends, a future receives.

use std::thread;

use taskscope_runtime::book as trpl;

pub(crate) fn main() {
    let (tx, mut rx) = trpl::channel();

    thread::spawn(move || {
        let mut product = 1u64;
        for factor in 1..=10 {
            product *= factor;
            tx.send((factor, product)).unwrap();
        }
    });

    trpl::block_on(async {
        while let Some((factor, product)) = rx.recv().await {
            println!("{factor}! = {product}");
        }
    });
}
