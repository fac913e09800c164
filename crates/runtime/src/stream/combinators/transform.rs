//! Streams that make something else of every value.

use std::future::Future;
use std::pin::Pin;
use std::task::{ready, Context, Poll};

use crate::stream::fuse::{sum, Fuse};
use crate::stream::Stream;

/// The stream of [`StreamExt::map`](crate::StreamExt::map).
#[must_use = "streams do nothing unless polled"]
pub struct Map<S, F> {
    pub(in crate::stream) stream: Pin<Box<S>>,
    change: F,
}

opaque!([<S, F>] Map<S, F>);

/// The stream is in a box and the function is never pinned.
impl<S, F> Unpin for Map<S, F> {}

impl<S, F> Map<S, F> {
    pub(in crate::stream) fn new(stream: S, change: F) -> Self {
        Self { stream: Box::pin(stream), change }
    }
}

impl<S: Stream, F: FnMut(S::Item) -> T, T> Stream for Map<S, F> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let next = ready!(self.stream.as_mut().poll_next(cx));
        Poll::Ready(next.map(&mut self.change))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.stream.size_hint()
    }
}

/// The stream of [`StreamExt::enumerate`](crate::StreamExt::enumerate).
#[must_use = "streams do nothing unless polled"]
pub struct Enumerate<S> {
    pub(in crate::stream) stream: Pin<Box<S>>,
    count: usize,
}

opaque!([<S>] Enumerate<S>);

impl<S> Enumerate<S> {
    pub(in crate::stream) fn new(stream: S) -> Self {
        Self { stream: Box::pin(stream), count: 0 }
    }
}

impl<S: Stream> Stream for Enumerate<S> {
    type Item = (usize, S::Item);

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(item) = ready!(self.stream.as_mut().poll_next(cx)) else { return Poll::Ready(None) };
        let at = self.count;
        self.count += 1;
        Poll::Ready(Some((at, item)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.stream.size_hint()
    }
}

/// The stream of [`StreamExt::then`](crate::StreamExt::then).
#[must_use = "streams do nothing unless polled"]
pub struct Then<S, Fut, F> {
    pub(in crate::stream) stream: Fuse<S>,
    /// One box for all the futures.
    pub(in crate::stream) future: Pin<Box<Option<Fut>>>,
    change: F,
}

opaque!([<S, Fut, F>] Then<S, Fut, F>);

/// The stream and the futures are in boxes and the function is never pinned.
impl<S, Fut, F> Unpin for Then<S, Fut, F> {}

impl<S: Stream, Fut, F> Then<S, Fut, F> {
    pub(in crate::stream) fn new(stream: S, change: F) -> Self {
        Self { stream: Fuse::new(stream), future: Box::pin(None), change }
    }
}

impl<S: Stream, Fut: Future, F: FnMut(S::Item) -> Fut> Stream for Then<S, Fut, F> {
    type Item = Fut::Output;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Fut::Output>> {
        if self.future.is_none() {
            let Some(item) = ready!(self.stream.poll_next(cx)) else { return Poll::Ready(None) };
            let future = (self.change)(item);
            self.future.set(Some(future));
        }
        let Some(future) = self.future.as_mut().as_pin_mut() else { return Poll::Ready(None) };
        let output = ready!(future.poll(cx));
        self.future.set(None);
        Poll::Ready(Some(output))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let running = usize::from(self.future.is_some());
        sum(self.stream.size_hint(), (running, Some(running)))
    }
}
