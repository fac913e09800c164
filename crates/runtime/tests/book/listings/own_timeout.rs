//! 17.3: a timeout of one's own, from `select` and `sleep`.

use std::future::Future;
use std::time::Duration;

use taskscope_runtime::book as trpl;
use trpl::Either;

async fn within<F: Future>(limit: Duration, future: F) -> Result<F::Output, Duration> {
    match trpl::select(future, trpl::sleep(limit)).await {
        Either::Left(output) => Ok(output),
        Either::Right(()) => Err(limit),
    }
}

async fn boil(minutes: u64) -> &'static str {
    trpl::sleep(Duration::from_secs(60 * minutes)).await;
    "done"
}

pub(crate) fn main() {
    trpl::block_on(async {
        for minutes in [4, 9] {
            match within(Duration::from_secs(300), boil(minutes)).await {
                Ok(egg) => println!("an egg of {minutes} minutes is {egg}"),
                Err(limit) => println!("no egg of {minutes} minutes in {} seconds", limit.as_secs()),
            }
        }
    });
}
