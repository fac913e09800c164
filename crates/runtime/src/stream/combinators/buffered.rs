//! Streams of futures, several of which run at once.

use std::collections::VecDeque;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::combine::{Finished, Members};
use crate::stream::fuse::{sum, Fuse};
use crate::stream::Stream;

/// The stream of [`StreamExt::buffered`](crate::StreamExt::buffered).
#[must_use = "streams do nothing unless polled"]
pub struct Buffered<S>
where
    S: Stream,
    S::Item: Future,
{
    running: Running<S>,
    /// Finished before an earlier one: a place for each from the next on.
    finished: VecDeque<Option<Finished<Output<S>>>>,
    /// How many of the places are taken.
    taken: usize,
    /// The number of the future whose output is next.
    next: u64,
}

opaque!([<S>] Buffered<S> where S: Stream, S::Item: Future);

type Output<S> = <<S as Stream>::Item as Future>::Output;

/// The futures are in boxes and the outputs are never pinned.
impl<S: Stream> Unpin for Buffered<S> where S::Item: Future {}

impl<S: Stream> Buffered<S>
where
    S::Item: Future,
{
    #[track_caller]
    pub(in crate::stream) fn new(stream: S, most: usize, location: &'static Location<'static>) -> Self {
        Self { running: Running::new(stream, most, location), finished: VecDeque::new(), taken: 0, next: 0 }
    }

    /// Whether no output will come.
    #[cfg(feature = "futures")]
    pub(in crate::stream) fn is_ended(&self) -> bool {
        self.taken == 0 && self.running.is_ended()
    }

    fn take_next(&mut self) -> Option<Output<S>> {
        let finished = self.finished.front_mut()?.take()?;
        self.finished.pop_front();
        self.taken -= 1;
        self.next += 1;
        Some(finished.output)
    }

    fn keep(&mut self, finished: Finished<Output<S>>) {
        let place =
            usize::try_from(finished.number - self.next).expect("memory has room for all that run at once");
        if self.finished.len() <= place {
            self.finished.resize_with(place + 1, || None);
        }
        if let Some(free) = self.finished.get_mut(place) {
            *free = Some(finished);
            self.taken += 1;
        }
    }
}

impl<S: Stream> Stream for Buffered<S>
where
    S::Item: Future,
{
    type Item = Output<S>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Output<S>>> {
        let this = &mut *self;
        this.running.fill(cx, this.taken);
        if let Some(output) = this.take_next() {
            return Poll::Ready(Some(output));
        }
        let mut round = this.running.members.start_round(cx);
        while let Some(finished) = this.running.members.poll_next(&mut round) {
            this.keep(finished);
        }
        if let Some(output) = this.take_next() {
            return Poll::Ready(Some(output));
        }
        this.running.pending_or_end()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.running.size_hint(self.taken)
    }
}

/// The stream of [`StreamExt::buffer_unordered`](crate::StreamExt::buffer_unordered).
#[must_use = "streams do nothing unless polled"]
pub struct BufferUnordered<S>
where
    S: Stream,
    S::Item: Future,
{
    running: Running<S>,
}

opaque!([<S>] BufferUnordered<S> where S: Stream, S::Item: Future);

/// The futures are in boxes.
impl<S: Stream> Unpin for BufferUnordered<S> where S::Item: Future {}

impl<S: Stream> BufferUnordered<S>
where
    S::Item: Future,
{
    #[track_caller]
    pub(in crate::stream) fn new(stream: S, most: usize, location: &'static Location<'static>) -> Self {
        Self { running: Running::new(stream, most, location) }
    }

    /// Whether no output will come.
    #[cfg(feature = "futures")]
    pub(in crate::stream) fn is_ended(&self) -> bool {
        self.running.is_ended()
    }
}

impl<S: Stream> Stream for BufferUnordered<S>
where
    S::Item: Future,
{
    type Item = Output<S>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Output<S>>> {
        self.running.fill(cx, 0);
        let mut round = self.running.members.start_round(cx);
        if let Some(finished) = self.running.members.poll_next(&mut round) {
            return Poll::Ready(Some(finished.output));
        }
        self.running.pending_or_end()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.running.size_hint(0)
    }
}

/// What both have: the stream, and those of its futures that run.
struct Running<S>
where
    S: Stream,
    S::Item: Future,
{
    stream: Fuse<S>,
    members: Members<S::Item>,
    most: usize,
    location: &'static Location<'static>,
}

impl<S: Stream> Running<S>
where
    S::Item: Future,
{
    #[track_caller]
    fn new(stream: S, most: usize, location: &'static Location<'static>) -> Self {
        assert!(most > 0, "a buffer needs room for at least one future");
        Self { stream: Fuse::new(stream), members: Members::default(), most, location }
    }

    /// Takes futures from the stream while there is room and it has some; `kept` are finished and take up room.
    fn fill(&mut self, cx: &mut Context<'_>, kept: usize) {
        while self.members.len() + kept < self.most {
            let Poll::Ready(Some(future)) = self.stream.poll_next(cx) else { return };
            self.members.push(future, self.location);
        }
    }

    /// Whether no future runs, and none will come.
    fn is_ended(&self) -> bool {
        self.members.len() == 0 && self.stream.is_ended()
    }

    fn pending_or_end<T>(&self) -> Poll<Option<T>> {
        if self.is_ended() {
            Poll::Ready(None)
        } else {
            Poll::Pending
        }
    }

    fn size_hint(&self, kept: usize) -> (usize, Option<usize>) {
        let held = self.members.len() + kept;
        sum(self.stream.size_hint(), (held, Some(held)))
    }
}
