//! 17.2: a task that nobody waits for ends with the main future, wherever it is.

use std::time::Duration;

use taskscope_runtime::book as trpl;

pub(crate) fn main() {
    trpl::block_on(async {
        trpl::spawn_task(async {
            for lap in 1..10 {
                println!("runner: lap {lap}");
                trpl::sleep(Duration::from_millis(500)).await;
            }
        });

        for lap in 1..4 {
            println!("walker: lap {lap}");
            trpl::sleep(Duration::from_millis(500)).await;
        }
    });
}
