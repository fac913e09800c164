//! A stream whose end is a value.

use std::pin::Pin;
use std::task::{ready, Context, Poll};

use super::fuse::{sum, Fuse};
use super::Stream;

/// Gives each value of a stream as `Some`, and a `None` before it ends: for `merge`, which otherwise hides the end of one
/// of its streams. With the feature `tokio-like`.
///
/// ```
/// # use taskscope_runtime::{simulate, stream, StreamExt};
/// simulate("main", async {
///     let values = stream::StreamNotifyClose::new(stream::once(1));
///     assert_eq!(values.collect::<Vec<_>>().await, [Some(1), None]);
/// });
/// ```
#[must_use = "streams do nothing unless polled"]
pub struct StreamNotifyClose<S> {
    stream: Fuse<S>,
    is_told: bool,
}

opaque!([<S>] StreamNotifyClose<S>);

impl<S: Stream> StreamNotifyClose<S> {
    /// Wraps a stream.
    pub fn new(stream: S) -> Self {
        Self { stream: Fuse::new(stream), is_told: false }
    }
}

impl<S: Stream> Stream for StreamNotifyClose<S> {
    type Item = Option<S::Item>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.is_told {
            return Poll::Ready(None);
        }
        let next = ready!(self.stream.poll_next(cx));
        self.is_told = next.is_none();
        Poll::Ready(Some(next))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let end = usize::from(!self.is_told);
        sum(self.stream.size_hint(), (end, Some(end)))
    }
}
