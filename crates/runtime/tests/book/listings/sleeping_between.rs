//! 17.3: short sleeps between the parts of a computation let the others in.

use std::time::Duration;

use taskscope_runtime::book as trpl;

fn compute(who: &str, part: u32) {
    println!("{who} computes part {part}");
}

pub(crate) fn main() {
    trpl::block_on(async {
        let pause = Duration::from_millis(1);
        let first = async {
            for part in 1..4 {
                compute("first", part);
                trpl::sleep(pause).await;
            }
            println!("first ends");
        };
        let second = async {
            for part in 1..5 {
                compute("second", part);
                trpl::sleep(pause).await;
            }
            println!("second ends");
        };
        trpl::select(first, second).await;
    });
}
