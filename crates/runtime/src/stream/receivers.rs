//! The receivers of broadcast and watch channels, as streams.

use std::fmt;
use std::panic::Location;
use std::pin::Pin;
use std::task::{ready, Context, Poll};

use super::{place, Stream};
use crate::sync::{broadcast, watch};
use crate::Ticket;

/// The messages of a broadcast channel as a stream, which ends when every sender is gone.
///
/// Cancel safe: a `next` that is dropped has taken no message.
///
/// ```
/// # use taskscope_runtime::{simulate, stream::BroadcastStream, sync::broadcast, StreamExt};
/// simulate("main", async {
///     let (tx, rx) = broadcast::channel(2);
///     tx.send("hello").expect("`rx` is there");
///     drop(tx);
///     assert_eq!(BroadcastStream::new(rx).collect::<Vec<_>>().await, [Ok("hello")]);
/// });
/// ```
#[must_use = "streams do nothing unless polled"]
pub struct BroadcastStream<T> {
    receiver: broadcast::Receiver<T>,
    ticket: Option<Ticket>,
    location: &'static Location<'static>,
}

/// The receiver of a [`BroadcastStream`] was too slow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BroadcastStreamRecvError {
    /// It missed this many messages. The next value is the oldest that is still there.
    Lagged(u64),
}

impl fmt::Display for BroadcastStreamRecvError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Lagged(missed) = self;
        broadcast::RecvError::Lagged(*missed).fmt(formatter)
    }
}

impl std::error::Error for BroadcastStreamRecvError {}

impl<T> BroadcastStream<T> {
    /// Wraps a receiver.
    #[track_caller]
    pub fn new(receiver: broadcast::Receiver<T>) -> Self {
        Self { receiver, ticket: None, location: Location::caller() }
    }
}

impl<T: Clone> Stream for BroadcastStream<T> {
    type Item = Result<T, BroadcastStreamRecvError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { receiver, ticket, location } = self.get_mut();
        let location = place::of_await(location);
        Poll::Ready(match ready!(receiver.poll_recv_at(ticket, cx, location)) {
            Ok(message) => Some(Ok(message)),
            Err(broadcast::RecvError::Lagged(missed)) => Some(Err(BroadcastStreamRecvError::Lagged(missed))),
            Err(broadcast::RecvError::Closed) => None,
        })
    }
}

impl<T> Drop for BroadcastStream<T> {
    fn drop(&mut self) {
        self.receiver.stop_waiting(self.ticket);
    }
}

impl<T> From<broadcast::Receiver<T>> for BroadcastStream<T> {
    #[track_caller]
    fn from(receiver: broadcast::Receiver<T>) -> Self {
        Self::new(receiver)
    }
}

/// The latest values of a watch channel as a stream, which ends when every sender is gone. Values that are overwritten
/// before the stream is asked are not seen.
///
/// Cancel safe: a `next` that is dropped has taken no value as seen.
#[must_use = "streams do nothing unless polled"]
pub struct WatchStream<T> {
    receiver: watch::Receiver<T>,
    /// Whether the value that is there counts as new.
    is_fresh: bool,
    ticket: Option<Ticket>,
    location: &'static Location<'static>,
}

impl<T> WatchStream<T> {
    /// Wraps a receiver; the first value is the one that is there.
    #[track_caller]
    pub fn new(receiver: watch::Receiver<T>) -> Self {
        Self { receiver, is_fresh: true, ticket: None, location: Location::caller() }
    }

    /// Wraps a receiver; the first value is the first that was not seen.
    #[track_caller]
    pub fn from_changes(receiver: watch::Receiver<T>) -> Self {
        Self { receiver, is_fresh: false, ticket: None, location: Location::caller() }
    }
}

impl<T: Clone> Stream for WatchStream<T> {
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let Self { receiver, is_fresh, ticket, location } = self.get_mut();
        if !std::mem::take(is_fresh) {
            let location = place::of_await(location);
            if ready!(receiver.poll_changed_at(ticket, cx, location)).is_err() {
                return Poll::Ready(None);
            }
        }
        Poll::Ready(Some(receiver.borrow_and_update().clone()))
    }
}

impl<T> Drop for WatchStream<T> {
    fn drop(&mut self) {
        self.receiver.stop_waiting(self.ticket);
    }
}

impl<T> From<watch::Receiver<T>> for WatchStream<T> {
    #[track_caller]
    fn from(receiver: watch::Receiver<T>) -> Self {
        Self::new(receiver)
    }
}

impl<T> fmt::Debug for BroadcastStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("BroadcastStream").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for WatchStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("WatchStream").finish_non_exhaustive()
    }
}
