//! 17.3: a race ends with the first to arrive; the other one stays where it is.

use std::time::Duration;

use taskscope_runtime::book as trpl;

pub(crate) fn main() {
    trpl::run(async {
        let tortoise = async {
            println!("the tortoise starts");
            trpl::sleep(Duration::from_millis(100)).await;
            println!("the tortoise arrives");
        };
        let hare = async {
            println!("the hare starts");
            trpl::sleep(Duration::from_millis(50)).await;
            println!("the hare arrives");
        };
        trpl::race(tortoise, hare).await;
    });
}
