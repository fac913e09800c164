//! 17.3: `yield_now` does the same without a pause.

use taskscope_runtime::book as trpl;

fn compute(who: &str, part: u32) {
    println!("{who} computes part {part}");
}

pub(crate) fn main() {
    trpl::block_on(async {
        let first = async {
            for part in 1..4 {
                compute("first", part);
                trpl::yield_now().await;
            }
            println!("first ends");
        };
        let second = async {
            for part in 1..5 {
                compute("second", part);
                trpl::yield_now().await;
            }
            println!("second ends");
        };
        trpl::select(first, second).await;
    });
}
