//! The receiving side of an mpsc channel.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::queue::{Absence, Queue};
use super::TryRecvError;
use crate::polled::place_of_poll;

/// Receives from an unbounded channel.
pub type UnboundedReceiver<T> = Receiver<T>;

/// Receives from a channel, bounded or not.
/// ```
/// use taskscope_runtime::mpsc::{self, TryRecvError};
/// use taskscope_runtime::simulate;
///
/// simulate("main", async {
///     let (sender, mut receiver) = mpsc::channel(2);
///     assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
///     sender.send("a").await.expect("the receiver is there");
///     drop(sender);
///     assert_eq!(receiver.recv().await, Some("a"));
///     assert_eq!(receiver.recv().await, None, "nobody can send any more");
/// });
/// ```
pub struct Receiver<T>(pub(super) Arc<Queue<T>>);

impl<T> Receiver<T> {
    /// Receives the next message; `None` when the channel is empty and every sender is gone.
    ///
    /// The returned future can be dropped at any time; then no message was taken.
    #[track_caller]
    pub fn recv(&mut self) -> Recv<'_, T> {
        Recv { queue: &self.0, location: Location::caller() }
    }

    /// Receives a message that is there now.
    ///
    /// # Errors
    /// If none is, or none will ever be.
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        self.0.try_receive().map_err(|absence| match absence {
            Absence::Empty => TryRecvError::Empty,
            Absence::Ended => TryRecvError::Disconnected,
        })
    }

    /// Receives the messages that are there, `limit` at most, waiting for the first if there is none. Appends them to
    /// `buffer` and gives their number: 0 when the channel is empty and every sender is gone, or if `limit` is 0.
    ///
    /// The returned future can be dropped at any time; then no message was taken.
    #[track_caller]
    pub fn recv_many<'a>(&'a mut self, buffer: &'a mut Vec<T>, limit: usize) -> RecvMany<'a, T> {
        RecvMany { queue: &self.0, buffer, limit, location: Location::caller() }
    }

    /// Like [`recv`](Self::recv), as one poll.
    #[track_caller]
    pub fn poll_recv(&mut self, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let place = place_of_poll(Location::caller(), self.0.location);
        self.poll_recv_at(cx, place)
    }

    pub(crate) fn poll_recv_at(
        &mut self,
        cx: &mut Context<'_>,
        location: &'static Location<'static>,
    ) -> Poll<Option<T>> {
        self.0.poll_receive(cx, location)
    }

    /// Bounds on how many messages will come.
    pub(crate) fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }

    /// Accepts no further messages; those that are in can still be received, and so can those for which a
    /// [`Permit`](super::Permit) is held. A sender that waits gets an error, even if room was granted to it already.
    pub fn close(&mut self) {
        self.0.close();
    }

    /// Whether no further message will be accepted: the channel was closed, or every sender is gone.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.0.is_ended()
    }

    /// How many more messages there is room for now; as many as can be counted if the channel is unbounded.
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.0.room()
    }

    /// How many messages there was room for at the start; as many as can be counted if the channel is unbounded.
    #[must_use]
    pub fn max_capacity(&self) -> usize {
        self.0.capacity()
    }

    /// How many senders the channel has.
    #[must_use]
    pub fn sender_strong_count(&self) -> usize {
        self.0.senders()
    }

    /// How many messages are there now.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no message is there now.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.0.discard();
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Receiver").finish_non_exhaustive()
    }
}

/// The future of [`Receiver::recv`].
#[must_use = "a message is received only when this is awaited"]
pub struct Recv<'a, T> {
    queue: &'a Queue<T>,
    location: &'static Location<'static>,
}

opaque!([<T>] Recv<'_, T>);

impl<T> Future for Recv<'_, T> {
    type Output = Option<T>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        self.queue.poll_receive(cx, self.location)
    }
}

/// The future of [`Receiver::recv_many`].
#[must_use = "messages are received only when this is awaited"]
pub struct RecvMany<'a, T> {
    queue: &'a Queue<T>,
    buffer: &'a mut Vec<T>,
    limit: usize,
    location: &'static Location<'static>,
}

opaque!([<T>] RecvMany<'_, T>);

impl<T> Future for RecvMany<'_, T> {
    type Output = usize;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<usize> {
        let this = self.get_mut();
        if this.limit == 0 {
            return Poll::Ready(0);
        }
        this.queue.poll_receive_many(this.buffer, this.limit, cx, this.location)
    }
}
