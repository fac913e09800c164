//! 17.1: two questions, and the answer that comes first.

use std::time::Duration;

use taskscope_runtime::book as trpl;
use trpl::Either;

async fn ask(library: &str, seconds: u64) -> (String, u64) {
    trpl::sleep(Duration::from_secs(seconds)).await;
    (format!("found in the {library}"), seconds)
}

pub(crate) fn main() {
    trpl::block_on(async {
        let near = ask("town library", 2);
        let far = ask("national library", 1);
        let (answer, seconds) = match trpl::select(near, far).await {
            Either::Left(left) => left,
            Either::Right(right) => right,
        };
        println!("{answer} after {seconds} s");
    });
}
