//! The stream that a combinator is made from, in a box: dropped at its end, and never polled after it.

use std::pin::Pin;
use std::task::{Context, Poll};

use super::Stream;

/// A stream that is dropped at its end and stays ended: the stream of `StreamExt::fuse`.
#[must_use = "streams do nothing unless polled"]
pub struct Fuse<S>(
    /// `None` once it has ended.
    Option<Pin<Box<S>>>,
);

opaque!([<S>] Fuse<S>);

impl<S: Stream> Fuse<S> {
    pub(super) fn new(stream: S) -> Self {
        Self(Some(Box::pin(stream)))
    }

    pub(super) fn is_ended(&self) -> bool {
        self.0.is_none()
    }

    /// Drops the stream: whatever it still has is not wanted.
    pub(super) fn end(&mut self) {
        self.0 = None;
    }

    pub(super) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let Some(stream) = &mut self.0 else { return Poll::Ready(None) };
        let next = stream.as_mut().poll_next(cx);
        if matches!(next, Poll::Ready(None)) {
            self.0 = None;
        }
        next
    }

    pub(super) fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.as_ref().map_or((0, Some(0)), Stream::size_hint)
    }
}

impl<S: Stream> Stream for Fuse<S> {
    type Item = S::Item;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        Fuse::poll_next(self.get_mut(), cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        Fuse::size_hint(self)
    }
}

/// The size of two things one after the other.
pub(super) fn sum(
    (low, high): (usize, Option<usize>),
    (more_low, more_high): (usize, Option<usize>),
) -> (usize, Option<usize>) {
    let high = high.zip(more_high).and_then(|(high, more)| high.checked_add(more));
    (low.saturating_add(more_low), high)
}
