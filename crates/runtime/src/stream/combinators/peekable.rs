//! A stream whose next value can be looked at before it is taken.

use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::task::{ready, Context, Poll};

use crate::stream::fuse::{sum, Fuse};
use crate::stream::{place, Stream};

/// The stream of [`StreamExt::peekable`](crate::StreamExt::peekable).
#[must_use = "streams do nothing unless polled"]
pub struct Peekable<S: Stream> {
    pub(in crate::stream) stream: Fuse<S>,
    /// Looked at, but not taken.
    pub(in crate::stream) peeked: Option<S::Item>,
}

opaque!([<S: Stream>] Peekable<S>);

/// The stream is in a box and the value is never pinned.
impl<S: Stream> Unpin for Peekable<S> {}

impl<S: Stream> Peekable<S> {
    pub(in crate::stream) fn new(stream: S) -> Self {
        Self { stream: Fuse::new(stream), peeked: None }
    }

    /// Waits for the next value and lends it; `None` at the end. It stays the next one.
    ///
    /// The returned future can be dropped at any time.
    ///
    /// ```
    /// # use taskscope_runtime::{simulate, stream_from_iter, StreamExt};
    /// simulate("main", async {
    ///     let mut numbers = stream_from_iter([1, 2]).peekable();
    ///     assert_eq!(numbers.peek().await, Some(&1));
    ///     assert_eq!(numbers.next().await, Some(1));
    /// });
    /// ```
    #[track_caller]
    pub fn peek(&mut self) -> Peek<'_, S> {
        Peek { peekable: Some(self), location: Location::caller() }
    }
}

impl<S: Stream> Stream for Peekable<S> {
    type Item = S::Item;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        match self.peeked.take() {
            Some(item) => Poll::Ready(Some(item)),
            None => self.stream.poll_next(cx),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let peeked = usize::from(self.peeked.is_some());
        sum(self.stream.size_hint(), (peeked, Some(peeked)))
    }
}

/// The future of [`Peekable::peek`].
///
/// # Panics
/// When polled after it was done.
#[must_use = "futures do nothing unless awaited"]
pub struct Peek<'a, S: Stream> {
    /// `None` once it is done: then the stream is lent to the caller, with the value.
    peekable: Option<&'a mut Peekable<S>>,
    location: &'static Location<'static>,
}

opaque!([<S: Stream>] Peek<'_, S>);

impl<'a, S: Stream> Future for Peek<'a, S> {
    type Output = Option<&'a S::Item>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let _place = place::enter(self.location);
        let Some(peekable) = &mut self.peekable else { crate::combine::polled_after_end("peek") };
        if peekable.peeked.is_none() {
            peekable.peeked = ready!(peekable.stream.poll_next(cx));
        }
        Poll::Ready(self.peekable.take().and_then(|peekable| peekable.peeked.as_ref()))
    }
}
