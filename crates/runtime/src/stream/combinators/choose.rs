//! Streams that leave out some of the values.

use std::pin::Pin;
use std::task::{ready, Context, Poll};

use crate::stream::fuse::Fuse;
use crate::stream::Stream;

/// The stream of [`StreamExt::filter`](crate::StreamExt::filter).
#[must_use = "streams do nothing unless polled"]
pub struct Filter<S, F> {
    pub(in crate::stream) stream: Pin<Box<S>>,
    is_wanted: F,
}

opaque!([<S, F>] Filter<S, F>);

/// The stream is in a box and the function is never pinned. The others here alike.
impl<S, F> Unpin for Filter<S, F> {}

impl<S, F> Filter<S, F> {
    pub(in crate::stream) fn new(stream: S, is_wanted: F) -> Self {
        Self { stream: Box::pin(stream), is_wanted }
    }
}

impl<S: Stream, F: FnMut(&S::Item) -> bool> Stream for Filter<S, F> {
    type Item = S::Item;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        while let Some(item) = ready!(self.stream.as_mut().poll_next(cx)) {
            if (self.is_wanted)(&item) {
                return Poll::Ready(Some(item));
            }
        }
        Poll::Ready(None)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.stream.size_hint().1)
    }
}

/// The stream of [`StreamExt::filter_map`](crate::StreamExt::filter_map).
#[must_use = "streams do nothing unless polled"]
pub struct FilterMap<S, F> {
    pub(in crate::stream) stream: Pin<Box<S>>,
    change: F,
}

opaque!([<S, F>] FilterMap<S, F>);

impl<S, F> Unpin for FilterMap<S, F> {}

impl<S, F> FilterMap<S, F> {
    pub(in crate::stream) fn new(stream: S, change: F) -> Self {
        Self { stream: Box::pin(stream), change }
    }
}

impl<S: Stream, F: FnMut(S::Item) -> Option<T>, T> Stream for FilterMap<S, F> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        while let Some(item) = ready!(self.stream.as_mut().poll_next(cx)) {
            if let Some(changed) = (self.change)(item) {
                return Poll::Ready(Some(changed));
            }
        }
        Poll::Ready(None)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.stream.size_hint().1)
    }
}

/// The stream of [`StreamExt::take`](crate::StreamExt::take).
#[must_use = "streams do nothing unless polled"]
pub struct Take<S> {
    pub(in crate::stream) stream: Fuse<S>,
    pub(in crate::stream) left: usize,
}

opaque!([<S>] Take<S>);

impl<S: Stream> Take<S> {
    pub(in crate::stream) fn new(stream: S, left: usize) -> Self {
        Self { stream: Fuse::new(stream), left }
    }
}

impl<S: Stream> Stream for Take<S> {
    type Item = S::Item;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let next = ready!(self.stream.poll_next(cx));
        self.left = if next.is_some() { self.left - 1 } else { 0 };
        Poll::Ready(next)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.left == 0 {
            return (0, Some(0));
        }
        let (low, high) = self.stream.size_hint();
        (low.min(self.left), Some(high.map_or(self.left, |high| high.min(self.left))))
    }
}

/// The stream of [`StreamExt::take_while`](crate::StreamExt::take_while).
#[must_use = "streams do nothing unless polled"]
pub struct TakeWhile<S, F> {
    pub(in crate::stream) stream: Fuse<S>,
    is_wanted: F,
}

opaque!([<S, F>] TakeWhile<S, F>);

impl<S, F> Unpin for TakeWhile<S, F> {}

impl<S: Stream, F> TakeWhile<S, F> {
    pub(in crate::stream) fn new(stream: S, is_wanted: F) -> Self {
        Self { stream: Fuse::new(stream), is_wanted }
    }
}

impl<S: Stream, F: FnMut(&S::Item) -> bool> Stream for TakeWhile<S, F> {
    type Item = S::Item;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let next = ready!(self.stream.poll_next(cx));
        let wanted = next.filter(&mut self.is_wanted);
        if wanted.is_none() {
            self.stream.end();
        }
        Poll::Ready(wanted)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.stream.size_hint().1)
    }
}

/// The stream of [`StreamExt::skip`](crate::StreamExt::skip).
#[must_use = "streams do nothing unless polled"]
pub struct Skip<S> {
    pub(in crate::stream) stream: Pin<Box<S>>,
    left: usize,
}

opaque!([<S>] Skip<S>);

impl<S> Skip<S> {
    pub(in crate::stream) fn new(stream: S, left: usize) -> Self {
        Self { stream: Box::pin(stream), left }
    }
}

impl<S: Stream> Stream for Skip<S> {
    type Item = S::Item;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        loop {
            let next = ready!(self.stream.as_mut().poll_next(cx));
            if self.left == 0 || next.is_none() {
                return Poll::Ready(next);
            }
            self.left -= 1;
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (low, high) = self.stream.size_hint();
        (low.saturating_sub(self.left), high.map(|high| high.saturating_sub(self.left)))
    }
}

/// The stream of [`StreamExt::skip_while`](crate::StreamExt::skip_while).
#[must_use = "streams do nothing unless polled"]
pub struct SkipWhile<S, F> {
    pub(in crate::stream) stream: Pin<Box<S>>,
    /// `None` once a value was wanted: then all are.
    is_unwanted: Option<F>,
}

opaque!([<S, F>] SkipWhile<S, F>);

impl<S, F> Unpin for SkipWhile<S, F> {}

impl<S, F> SkipWhile<S, F> {
    pub(in crate::stream) fn new(stream: S, is_unwanted: F) -> Self {
        Self { stream: Box::pin(stream), is_unwanted: Some(is_unwanted) }
    }
}

impl<S: Stream, F: FnMut(&S::Item) -> bool> Stream for SkipWhile<S, F> {
    type Item = S::Item;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let this = self.get_mut();
        loop {
            let next = ready!(this.stream.as_mut().poll_next(cx));
            let is_unwanted = match (&next, &mut this.is_unwanted) {
                (Some(item), Some(is_unwanted)) => is_unwanted(item),
                (None, _) | (_, None) => false,
            };
            if !is_unwanted {
                this.is_unwanted = None;
                return Poll::Ready(next);
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (low, high) = self.stream.size_hint();
        (if self.is_unwanted.is_some() { 0 } else { low }, high)
    }
}
