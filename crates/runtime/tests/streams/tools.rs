//! What the tests of this folder share.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use taskscope_format::RunEnd;
use taskscope_runtime::record::Recording;
use taskscope_runtime::{simulate, sleep, stream, Instant, Stream, StreamExt};

pub(crate) const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// Runs a program and gives what it returns.
#[track_caller]
pub(crate) fn value_of<T: 'static>(program: impl Future<Output = T> + 'static) -> T {
    let value = Rc::new(Cell::new(None));
    let slot = Rc::clone(&value);
    simulate("main", async move { slot.set(Some(program.await)) });
    value.take().expect("the program has ended")
}

/// All values of a stream that is made in a task.
#[track_caller]
pub(crate) fn all<S>(make: impl FnOnce() -> S + 'static) -> Vec<S::Item>
where
    S: Stream + 'static,
    S::Item: 'static,
{
    value_of(async { make().collect().await })
}

/// The numbers from 1, each so many milliseconds after the one before.
pub(crate) fn paced(pauses: &'static [u64]) -> impl Stream<Item = usize> {
    stream::unfold(0, move |at| async move {
        sleep(ms(*pauses.get(at)?)).await;
        Some((at + 1, at + 1))
    })
}

/// All values of a stream, each with the milliseconds after which it came.
pub(crate) async fn timed<S: Stream>(stream: S) -> Vec<(S::Item, u128)> {
    let start = Instant::now();
    stream.map(|item| (item, start.elapsed().as_millis())).collect().await
}

/// Runs a program that must not panic.
#[track_caller]
pub(crate) fn run(program: impl Future<Output = ()> + 'static) -> Recording {
    let run = simulate("main", program);
    assert_ne!(run.end(), Some(RunEnd::Panicked));
    run
}
