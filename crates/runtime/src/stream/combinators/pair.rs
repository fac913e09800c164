//! Two streams made one.

use std::pin::Pin;
use std::task::{ready, Context, Poll};

use crate::stream::fuse::{sum, Fuse};
use crate::stream::Stream;

/// The stream of [`StreamExt::chain`](crate::StreamExt::chain).
#[must_use = "streams do nothing unless polled"]
pub struct Chain<A, B> {
    pub(in crate::stream) first: Fuse<A>,
    pub(in crate::stream) second: Pin<Box<B>>,
}

opaque!([<A, B>] Chain<A, B>);

impl<A: Stream, B> Chain<A, B> {
    pub(in crate::stream) fn new(first: A, second: B) -> Self {
        Self { first: Fuse::new(first), second: Box::pin(second) }
    }
}

impl<A: Stream, B: Stream<Item = A::Item>> Stream for Chain<A, B> {
    type Item = A::Item;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<A::Item>> {
        if let Some(item) = ready!(self.first.poll_next(cx)) {
            return Poll::Ready(Some(item));
        }
        self.second.as_mut().poll_next(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        sum(self.first.size_hint(), self.second.size_hint())
    }
}

/// The stream of [`StreamExt::merge`](crate::StreamExt::merge).
#[must_use = "streams do nothing unless polled"]
pub struct Merge<A, B> {
    pub(in crate::stream) a: Fuse<A>,
    pub(in crate::stream) b: Fuse<B>,
    /// Whose turn it is to be polled first; they take turns, so that neither can keep the other out.
    is_second_first: bool,
}

opaque!([<A, B>] Merge<A, B>);

impl<A: Stream, B: Stream> Merge<A, B> {
    pub(in crate::stream) fn new(a: A, b: B) -> Self {
        Self { a: Fuse::new(a), b: Fuse::new(b), is_second_first: false }
    }
}

impl<A: Stream, B: Stream<Item = A::Item>> Stream for Merge<A, B> {
    type Item = A::Item;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<A::Item>> {
        let Self { a, b, is_second_first } = self.get_mut();
        *is_second_first = !*is_second_first;
        if *is_second_first {
            first_of(cx, |cx| a.poll_next(cx), |cx| b.poll_next(cx))
        } else {
            first_of(cx, |cx| b.poll_next(cx), |cx| a.poll_next(cx))
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        sum(self.a.size_hint(), self.b.size_hint())
    }
}

/// A value of the first stream, or else of the second; the end if both have ended.
fn first_of<T>(
    cx: &mut Context<'_>,
    poll_first: impl FnOnce(&mut Context<'_>) -> Poll<Option<T>>,
    poll_second: impl FnOnce(&mut Context<'_>) -> Poll<Option<T>>,
) -> Poll<Option<T>> {
    let first = poll_first(cx);
    if matches!(first, Poll::Ready(Some(_))) {
        return first;
    }
    let second = poll_second(cx);
    if first.is_pending() && matches!(second, Poll::Ready(None)) {
        return Poll::Pending;
    }
    second
}

/// The stream of [`StreamExt::zip`](crate::StreamExt::zip).
#[must_use = "streams do nothing unless polled"]
pub struct Zip<A: Stream, B: Stream> {
    a: Fuse<A>,
    b: Fuse<B>,
    waiting_a: Option<A::Item>,
    waiting_b: Option<B::Item>,
}

opaque!([<A: Stream, B: Stream>] Zip<A, B>);

/// The streams are in boxes and the values are never pinned.
impl<A: Stream, B: Stream> Unpin for Zip<A, B> {}

impl<A: Stream, B: Stream> Zip<A, B> {
    pub(in crate::stream) fn new(a: A, b: B) -> Self {
        Self { a: Fuse::new(a), b: Fuse::new(b), waiting_a: None, waiting_b: None }
    }

    /// Whether no pair will come: a value that waits may still find its partner, unless the other stream has ended.
    pub(in crate::stream) fn is_over(&self) -> bool {
        let is_over_a = self.a.is_ended() && self.waiting_a.is_none();
        let is_over_b = self.b.is_ended() && self.waiting_b.is_none();
        is_over_a || is_over_b
    }
}

impl<A: Stream, B: Stream> Stream for Zip<A, B> {
    type Item = (A::Item, B::Item);

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.waiting_a.is_none() {
            if let Poll::Ready(item) = self.a.poll_next(cx) {
                self.waiting_a = item;
            }
        }
        if self.waiting_b.is_none() {
            if let Poll::Ready(item) = self.b.poll_next(cx) {
                self.waiting_b = item;
            }
        }
        match (self.waiting_a.take(), self.waiting_b.take()) {
            (Some(a), Some(b)) => return Poll::Ready(Some((a, b))),
            (a, b) => (self.waiting_a, self.waiting_b) = (a, b),
        }
        if self.is_over() {
            Poll::Ready(None)
        } else {
            Poll::Pending
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let waiting = |is_waiting: bool| (usize::from(is_waiting), Some(usize::from(is_waiting)));
        let (low_a, high_a) = sum(self.a.size_hint(), waiting(self.waiting_a.is_some()));
        let (low_b, high_b) = sum(self.b.size_hint(), waiting(self.waiting_b.is_some()));
        let high = match (high_a, high_b) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (high, None) | (None, high) => high,
        };
        (low_a.min(low_b), high)
    }
}
