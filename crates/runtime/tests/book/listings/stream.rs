//! 17.4: a stream from an iterator, value by value.

use taskscope_runtime::book as trpl;
use trpl::StreamExt;

pub(crate) fn main() {
    trpl::block_on(async {
        let squares = (1..=5).map(|n| n * n);
        let mut stream = trpl::stream_from_iter(squares);

        while let Some(square) = stream.next().await {
            println!("{square}");
        }
    });
}
