//! What can be received or ticks, as streams.

use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::{place, Stream};
use crate::mpsc::Receiver;
use crate::{Instant, Interval};

/// The messages of a channel as a stream, which ends when the channel does.
///
/// Cancel safe: a `next` that is dropped has taken no message.
#[derive(Debug)]
#[must_use = "streams do nothing unless polled"]
pub struct ReceiverStream<T> {
    receiver: Receiver<T>,
    location: &'static Location<'static>,
}

/// The same: one [`Receiver`] serves bounded and unbounded channels.
pub type UnboundedReceiverStream<T> = ReceiverStream<T>;

impl<T> ReceiverStream<T> {
    /// Wraps a receiver.
    #[track_caller]
    pub fn new(receiver: Receiver<T>) -> Self {
        Self { receiver, location: Location::caller() }
    }

    /// The receiver, with the messages that were not taken.
    #[must_use]
    pub fn into_inner(self) -> Receiver<T> {
        self.receiver
    }

    /// Accepts no further messages; those that are in still come.
    pub fn close(&mut self) {
        self.receiver.close();
    }
}

impl<T> Stream for ReceiverStream<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let location = place::of_await(self.location);
        self.receiver.poll_recv_at(cx, location)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.receiver.size_hint()
    }
}

impl<T> AsRef<Receiver<T>> for ReceiverStream<T> {
    fn as_ref(&self) -> &Receiver<T> {
        &self.receiver
    }
}

impl<T> AsMut<Receiver<T>> for ReceiverStream<T> {
    fn as_mut(&mut self) -> &mut Receiver<T> {
        &mut self.receiver
    }
}

impl<T> From<Receiver<T>> for ReceiverStream<T> {
    #[track_caller]
    fn from(receiver: Receiver<T>) -> Self {
        Self::new(receiver)
    }
}

/// The ticks of an interval as a stream, which never ends. The values are the moments at which the ticks were due.
///
/// Cancel safe: a `next` that is dropped has taken no tick.
#[derive(Debug)]
#[must_use = "streams do nothing unless polled"]
pub struct IntervalStream {
    interval: Interval,
    location: &'static Location<'static>,
}

impl IntervalStream {
    /// Wraps an interval.
    #[track_caller]
    pub fn new(interval: Interval) -> Self {
        Self { interval, location: Location::caller() }
    }

    /// The interval.
    #[must_use]
    pub fn into_inner(self) -> Interval {
        self.interval
    }
}

impl Stream for IntervalStream {
    type Item = Instant;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Instant>> {
        let location = place::of_await(self.location);
        self.interval.poll_tick_at(cx, location).map(Some)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::MAX, None)
    }
}

impl AsRef<Interval> for IntervalStream {
    fn as_ref(&self) -> &Interval {
        &self.interval
    }
}

impl AsMut<Interval> for IntervalStream {
    fn as_mut(&mut self) -> &mut Interval {
        &mut self.interval
    }
}
