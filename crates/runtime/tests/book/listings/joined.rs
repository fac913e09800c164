//! 17.2: two futures without a task of their own, joined: they take turns in a fixed order.

use std::time::Duration;

use taskscope_runtime::book as trpl;

pub(crate) fn main() {
    trpl::block_on(async {
        let runner = async {
            for lap in 1..5 {
                println!("runner: lap {lap}");
                trpl::sleep(Duration::from_millis(500)).await;
            }
        };
        let walker = async {
            for lap in 1..3 {
                println!("walker: lap {lap}");
                trpl::sleep(Duration::from_millis(500)).await;
            }
        };
        trpl::join(runner, walker).await;
    });
}
