//! A stream that ends where a function says so.

use std::pin::Pin;
use std::task::{ready, Context, Poll};

use crate::stream::fuse::Fuse;
use crate::stream::Stream;

/// The stream of [`StreamExt::map_while`](crate::StreamExt::map_while).
#[must_use = "streams do nothing unless polled"]
pub struct MapWhile<S, F> {
    pub(in crate::stream) stream: Fuse<S>,
    change: F,
}

opaque!([<S, F>] MapWhile<S, F>);

/// The stream is in a box and the function is never pinned.
impl<S, F> Unpin for MapWhile<S, F> {}

impl<S: Stream, F> MapWhile<S, F> {
    pub(in crate::stream) fn new(stream: S, change: F) -> Self {
        Self { stream: Fuse::new(stream), change }
    }
}

impl<S: Stream, F: FnMut(S::Item) -> Option<T>, T> Stream for MapWhile<S, F> {
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let this = self.get_mut();
        let changed = ready!(this.stream.poll_next(cx)).and_then(&mut this.change);
        if changed.is_none() {
            this.stream.end();
        }
        Poll::Ready(changed)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.stream.size_hint().1)
    }
}
