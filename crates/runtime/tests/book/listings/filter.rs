//! 17.4: a stream is filtered as an iterator would be.

use taskscope_runtime::book as trpl;
use trpl::StreamExt;

pub(crate) fn main() {
    trpl::run(async {
        let numbers = trpl::stream_from_iter(1..=20);
        let mut thirds = numbers.filter(|n| n % 3 == 0).map(|n| n * 10);

        while let Some(n) = thirds.next().await {
            println!("{n}");
        }
    });
}
