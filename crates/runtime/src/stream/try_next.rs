//! Taking values from a stream of `Result`s.

use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::{Next, Stream};

/// The future of [`StreamExt::try_next`](super::StreamExt::try_next).
///
/// It can be dropped at any time; then no value was taken.
#[must_use = "futures do nothing unless awaited"]
pub struct TryNext<'a, S: ?Sized>(Next<'a, S>);

opaque!([<S: ?Sized>] TryNext<'_, S>);

impl<'a, S: ?Sized> TryNext<'a, S> {
    pub(super) fn new(stream: &'a mut S, location: &'static Location<'static>) -> Self {
        Self(Next::new(stream, location))
    }
}

impl<T, E, S: Stream<Item = Result<T, E>> + Unpin + ?Sized> Future for TryNext<'_, S> {
    type Output = Result<Option<T>, E>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx).map(Option::transpose)
    }
}
