//! Giving a future a name of its own in the trace.

use std::borrow::Cow;
use std::future::{Future, IntoFuture};
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::followed::{polled_after_end, Followed};

/// Lets the trace follow `future` as a node called `label`. Changes nothing else.
///
/// ```
/// # use taskscope_runtime::{named, simulate};
/// simulate("main", async {
///     assert_eq!(named("the answer", async { 42 }).await, 42);
/// });
/// ```
#[track_caller]
pub fn named<F: IntoFuture>(label: impl Into<Cow<'static, str>>, future: F) -> Named<F::IntoFuture> {
    let followed = Followed::new(future.into_future(), Location::caller());
    Named { label: label.into(), followed: Some(followed) }
}

/// The future of [`named`].
///
/// # Panics
/// When polled after it was done.
#[must_use = "futures do nothing unless awaited"]
pub struct Named<F: Future> {
    label: Cow<'static, str>,
    followed: Option<Followed<F>>,
}

opaque!([<F: Future>] Named<F>);

/// The future is in a box and its output is never pinned.
impl<F: Future> Unpin for Named<F> {}

impl<F: Future> Future for Named<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.get_mut();
        let Some(followed) = &mut this.followed else { polled_after_end("named") };
        followed.observe(&this.label);
        let outcome = followed.poll(cx);
        if outcome.is_ready() {
            this.followed = None;
        }
        outcome
    }
}
