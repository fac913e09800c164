//! Streams that time has a say in.

use std::panic::Location;
use std::pin::Pin;
use std::task::{ready, Context, Poll};
use std::time::Duration;

use crate::combine::Elapsed;
use crate::stream::fuse::{sum, Fuse};
use crate::stream::{place, Stream};
use crate::time::Sleep;

/// The stream of [`StreamExt::throttle`](crate::StreamExt::throttle).
#[must_use = "streams do nothing unless polled"]
pub struct Throttle<S> {
    pub(in crate::stream) stream: Pin<Box<S>>,
    duration: Duration,
    /// Runs since the last value; `None` if the next one may come at once.
    pause: Option<Sleep>,
    location: &'static Location<'static>,
}

opaque!([<S>] Throttle<S>);

impl<S> Throttle<S> {
    pub(in crate::stream) fn new(
        stream: S,
        duration: Duration,
        location: &'static Location<'static>,
    ) -> Self {
        Self { stream: Box::pin(stream), duration, pause: None, location }
    }
}

impl<S: Stream> Stream for Throttle<S> {
    type Item = S::Item;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        if let Some(pause) = &mut self.pause {
            ready!(poll_pause(pause, cx));
            self.pause = None;
        }
        let next = ready!(self.stream.as_mut().poll_next(cx));
        if next.is_some() && !self.duration.is_zero() {
            self.pause = Some(Sleep::for_duration("throttle", self.duration, self.location));
        }
        Poll::Ready(next)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.stream.size_hint()
    }
}

/// The stream of [`StreamExt::timeout`](crate::StreamExt::timeout).
#[must_use = "streams do nothing unless polled"]
pub struct Timeout<S> {
    pub(in crate::stream) stream: Fuse<S>,
    duration: Duration,
    /// Runs since the last value; `None` once it was reported that none came in time.
    limit: Option<Sleep>,
    location: &'static Location<'static>,
}

opaque!([<S>] Timeout<S>);

impl<S: Stream> Timeout<S> {
    #[track_caller]
    pub(in crate::stream) fn new(
        stream: S,
        duration: Duration,
        location: &'static Location<'static>,
    ) -> Self {
        let limit = Some(Sleep::for_duration("timeout", duration, location));
        Self { stream: Fuse::new(stream), duration, limit, location }
    }
}

impl<S: Stream> Stream for Timeout<S> {
    type Item = Result<S::Item, Elapsed>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Poll::Ready(next) = self.stream.poll_next(cx) {
            // A new one in each case: a timer that nobody looks at is not left running.
            self.limit = None;
            if next.is_some() {
                self.limit = Some(Sleep::for_duration("timeout", self.duration, self.location));
            }
            return Poll::Ready(next.map(Ok));
        }
        let Some(limit) = &mut self.limit else { return Poll::Pending };
        ready!(poll_pause(limit, cx));
        self.limit = None;
        Poll::Ready(Some(Err(Elapsed::new())))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (low, high) = self.stream.size_hint();
        // One error at most before each value and one after the last.
        (low, high.and_then(|high| high.checked_mul(2)?.checked_add(1)))
    }
}

/// The stream of [`StreamExt::chunks_timeout`](crate::StreamExt::chunks_timeout).
#[must_use = "streams do nothing unless polled"]
pub struct ChunksTimeout<S: Stream> {
    stream: Fuse<S>,
    most: usize,
    duration: Duration,
    items: Vec<S::Item>,
    /// Runs since the first value of the chunk.
    limit: Option<Sleep>,
    location: &'static Location<'static>,
}

opaque!([<S: Stream>] ChunksTimeout<S>);

/// The stream is in a box and the values are never pinned.
impl<S: Stream> Unpin for ChunksTimeout<S> {}

impl<S: Stream> ChunksTimeout<S> {
    #[track_caller]
    pub(in crate::stream) fn new(
        stream: S,
        most: usize,
        duration: Duration,
        location: &'static Location<'static>,
    ) -> Self {
        assert!(most > 0, "a chunk needs room for at least one value");
        Self { stream: Fuse::new(stream), most, duration, items: Vec::new(), limit: None, location }
    }

    /// Takes out the values of the chunk that is not finished. Call this when you are done with the stream.
    #[must_use]
    pub fn into_remainder(mut self: Pin<&mut Self>) -> Vec<S::Item> {
        std::mem::take(&mut self.items)
    }

    /// Whether no chunk will come.
    #[cfg(feature = "futures")]
    pub(in crate::stream) fn is_ended(&self) -> bool {
        self.items.is_empty() && self.stream.is_ended()
    }

    fn take_chunk(&mut self) -> Poll<Option<Vec<S::Item>>> {
        self.limit = None;
        let items = std::mem::take(&mut self.items);
        Poll::Ready(Some(items).filter(|items| !items.is_empty()))
    }
}

impl<S: Stream> Stream for ChunksTimeout<S> {
    type Item = Vec<S::Item>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Poll::Ready(next) = self.stream.poll_next(cx) {
            let Some(item) = next else { return self.take_chunk() };
            if self.items.is_empty() {
                self.limit = Some(Sleep::for_duration("chunks_timeout", self.duration, self.location));
            }
            self.items.push(item);
            if self.items.len() >= self.most {
                return self.take_chunk();
            }
        }
        let Some(limit) = &mut self.limit else { return Poll::Pending };
        ready!(poll_pause(limit, cx));
        self.take_chunk()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let begun = usize::from(!self.items.is_empty());
        let (low, high) = self.stream.size_hint();
        sum((low / self.most, high), (begun, Some(begun)))
    }
}

fn poll_pause(pause: &mut Sleep, cx: &mut Context<'_>) -> Poll<()> {
    let location = place::of_await(pause.location());
    pause.poll_at(cx, location)
}
