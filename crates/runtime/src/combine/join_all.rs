//! Awaiting any number of futures of one kind at once.

use std::future::{Future, IntoFuture};
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::followed::polled_after_end;
use super::members::{Finished, Members};

/// Awaits all the futures at once and gives their outputs in the order of the futures.
///
/// At first all of them are polled, in order; after that only those that were woken, in the order of their wakes. So
/// it costs as much as there are wakes, however many futures there are; `join!` polls every arm each time.
///
/// ```
/// # use std::time::Duration;
/// # use taskscope_runtime::{join_all, simulate, sleep};
/// simulate("main", async {
///     let outputs = join_all([3, 1, 2].map(|seconds| async move {
///         sleep(Duration::from_secs(seconds)).await;
///         seconds
///     }));
///     assert_eq!(outputs.await, [3, 1, 2]);
/// });
/// ```
#[track_caller]
pub fn join_all<I>(futures: I) -> JoinAll<<I::Item as IntoFuture>::IntoFuture>
where
    I: IntoIterator,
    I::Item: IntoFuture,
{
    let location = Location::caller();
    let mut members = Members::default();
    // A loop and not `for_each`: a closure would hide the place of this call from `into_future`.
    for future in futures {
        members.push(future.into_future(), location);
    }
    let finished = (0..members.len()).map(|_| None).collect();
    JoinAll { members, finished, is_done: false }
}

/// The future of [`join_all`].
///
/// # Panics
/// When polled after it was done.
#[must_use = "futures do nothing unless awaited"]
pub struct JoinAll<F: Future> {
    // One rule for every number of futures: the trace of ten should look like that of a thousand. Polling all of them
    // each time, as `join!` does, would take as many polls as the square of their number.
    members: Members<F>,
    finished: Vec<Option<Finished<F::Output>>>,
    is_done: bool,
}

opaque!([<F: Future>] JoinAll<F>);

/// The futures are in boxes and the outputs are never pinned.
impl<F: Future> Unpin for JoinAll<F> {}

impl<F: Future> Future for JoinAll<F> {
    type Output = Vec<F::Output>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        if this.is_done {
            polled_after_end("join_all");
        }
        let mut round = this.members.start_round(cx);
        while let Some(finished) = this.members.poll_next(&mut round) {
            let place = usize::try_from(finished.number).ok().and_then(|at| this.finished.get_mut(at));
            *place.expect("there is a place for every future") = Some(finished);
        }
        if this.members.len() > 0 {
            return Poll::Pending;
        }
        this.is_done = true;
        let finished = std::mem::take(&mut this.finished);
        Poll::Ready(finished.into_iter().flatten().map(|finished| finished.output).collect())
    }
}
