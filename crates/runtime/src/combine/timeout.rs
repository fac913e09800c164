//! Awaiting a future for a limited time.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::io;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use super::followed::{polled_after_end, Followed};
use crate::time::Sleep;
use crate::Instant;

/// Awaits `future` until `duration` has passed, counted from this call; then drops it.
///
/// The future is polled before the time is looked at: one that is finished at once gives its output even if the
/// duration is zero.
///
/// ```
/// # use std::time::Duration;
/// # use taskscope_runtime::{simulate, sleep, timeout};
/// simulate("main", async {
///     let slow = sleep(Duration::from_secs(10));
///     assert!(timeout(Duration::from_secs(1), slow).await.is_err());
/// });
/// ```
///
/// # Errors
/// If the time is over first.
///
/// # Panics
/// When called outside a task.
#[track_caller]
pub fn timeout<F: IntoFuture>(duration: Duration, future: F) -> Timeout<F::IntoFuture> {
    let location = Location::caller();
    let sleep = Sleep::for_duration("timeout", duration, location);
    Timeout { inside: Some((Followed::new(future.into_future(), location), sleep)) }
}

/// Awaits `future` until `deadline`; then drops it. Like [`timeout`].
///
/// # Errors
/// If the time is over first.
///
/// # Panics
/// When called outside a task.
#[track_caller]
pub fn timeout_at<F: IntoFuture>(deadline: Instant, future: F) -> Timeout<F::IntoFuture> {
    let location = Location::caller();
    let sleep = Sleep::until("timeout_at", deadline, location);
    Timeout { inside: Some((Followed::new(future.into_future(), location), sleep)) }
}

/// The time was over before what was waited for had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elapsed(());

impl Elapsed {
    pub(crate) fn new() -> Self {
        Self(())
    }
}

impl fmt::Display for Elapsed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the time is over")
    }
}

impl std::error::Error for Elapsed {}

impl From<Elapsed> for io::Error {
    fn from(elapsed: Elapsed) -> Self {
        Self::new(io::ErrorKind::TimedOut, elapsed)
    }
}

/// The future of [`timeout`] and [`timeout_at`].
///
/// # Panics
/// When polled after it was done.
#[must_use = "futures do nothing unless awaited"]
pub struct Timeout<F: Future> {
    /// `None` once it is done.
    inside: Option<(Followed<F>, Sleep)>,
}

opaque!([<F: Future>] Timeout<F>);

/// The future is in a box and its output is never pinned.
impl<F: Future> Unpin for Timeout<F> {}

impl<F: Future> Future for Timeout<F> {
    type Output = Result<F::Output, Elapsed>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Some((followed, sleep)) = &mut self.inside else { polled_after_end("timeout") };
        followed.observe(&"timeout");
        let mut outcome = followed.poll(cx).map(Ok);
        if outcome.is_pending() {
            // Freely: a future that used up the task's operations must not outlive its time by that.
            outcome = sleep.poll_freely(cx).map(|()| Err(Elapsed::new()));
        }
        if outcome.is_ready() {
            self.inside = None;
        }
        outcome
    }
}
