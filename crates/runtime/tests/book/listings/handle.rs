//! 17.2: the handle of a task is awaited, so all of it is done.

use std::time::Duration;

use taskscope_runtime::book as trpl;

pub(crate) fn main() {
    trpl::block_on(async {
        let runner = trpl::spawn_task(async {
            for lap in 1..5 {
                println!("runner: lap {lap}");
                trpl::sleep(Duration::from_millis(500)).await;
            }
            "tired"
        });

        for lap in 1..3 {
            println!("walker: lap {lap}");
            trpl::sleep(Duration::from_millis(500)).await;
        }

        println!("runner: {}", runner.await.unwrap());
    });
}
