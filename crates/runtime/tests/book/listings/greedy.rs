//! 17.3: without an await point there is no turn for anybody else.

use std::time::Duration;

use taskscope_runtime::book as trpl;

fn compute(who: &str, part: u32) {
    println!("{who} computes part {part}");
}

pub(crate) fn main() {
    trpl::block_on(async {
        let first = async {
            println!("first starts");
            compute("first", 1);
            compute("first", 2);
            compute("first", 3);
            trpl::sleep(Duration::from_millis(50)).await;
            println!("first ends");
        };
        let second = async {
            println!("second starts");
            compute("second", 1);
            compute("second", 2);
            trpl::sleep(Duration::from_millis(50)).await;
            println!("second ends");
        };
        trpl::select(first, second).await;
    });
}
