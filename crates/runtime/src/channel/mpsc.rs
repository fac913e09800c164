//! Channels with many senders and one receiver, with the meaning of their namesakes in `tokio::sync::mpsc`.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::queue::{Attempt, Queue};
use super::waiters::Ticket;

/// A channel that holds `capacity` messages; senders wait when it is full.
///
/// # Panics
/// If `capacity` is 0.
#[must_use]
#[track_caller]
pub fn channel<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    assert!(capacity > 0, "a channel needs room for at least one message");
    let queue = Queue::new(Some(capacity), Location::caller());
    (Sender(Arc::clone(&queue)), Receiver(queue))
}

/// A channel without limit; sending never waits.
#[must_use]
#[track_caller]
pub fn unbounded_channel<T>() -> (UnboundedSender<T>, Receiver<T>) {
    let queue = Queue::new(None, Location::caller());
    (UnboundedSender(Arc::clone(&queue)), Receiver(queue))
}

/// The receiver is gone; the message comes back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SendError<T>(pub T);

/// Why a message could not be sent at once; the message comes back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TrySendError<T> {
    /// The channel is full.
    Full(T),
    /// The receiver is gone.
    Closed(T),
}

/// Why no message could be received at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TryRecvError {
    /// None is there now.
    Empty,
    /// None is there, and none will come: every sender is gone.
    Disconnected,
}

macro_rules! error {
    ($name:ident<$message:ident>, $text:literal) => {
        impl<$message> fmt::Debug for $name<$message> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }

        impl<$message> fmt::Display for $name<$message> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str($text)
            }
        }

        impl<$message> std::error::Error for $name<$message> {}
    };
}

error!(SendError<T>, "the channel is closed");
error!(TrySendError<T>, "the channel is full or closed");

impl fmt::Display for TryRecvError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Empty => "the channel is empty",
            Self::Disconnected => "the channel is empty and every sender is gone",
        })
    }
}

impl std::error::Error for TryRecvError {}

/// Sends into a bounded channel. Clone it for more senders.
pub struct Sender<T>(Arc<Queue<T>>);

impl<T> Sender<T> {
    /// Sends a message, waiting for room if the channel is full. Senders get room in the order in which they came.
    ///
    /// The returned future can be dropped at any time; then the message was not sent.
    ///
    /// # Errors
    /// If the receiver is gone.
    #[track_caller]
    pub fn send(&self, message: T) -> Send<'_, T> {
        Send { queue: &self.0, message: Some(message), ticket: None, location: Location::caller() }
    }

    /// Sends a message if there is room now.
    ///
    /// # Errors
    /// If the channel is full, or the receiver is gone.
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        match self.0.try_send(message) {
            Attempt::Sent => Ok(()),
            Attempt::Full(message) => Err(TrySendError::Full(message)),
            Attempt::Closed(message) => Err(TrySendError::Closed(message)),
        }
    }

    /// Whether the receiver is gone.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.0.is_closed()
    }
}

/// Sends into an unbounded channel. Clone it for more senders.
pub struct UnboundedSender<T>(Arc<Queue<T>>);

impl<T> UnboundedSender<T> {
    /// Sends a message. Never waits.
    ///
    /// # Errors
    /// If the receiver is gone.
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        match self.0.try_send(message) {
            Attempt::Sent => Ok(()),
            Attempt::Full(message) | Attempt::Closed(message) => Err(SendError(message)),
        }
    }

    /// Whether the receiver is gone.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.0.is_closed()
    }
}

macro_rules! sender {
    ($name:ident) => {
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                self.0.add_sender();
                Self(Arc::clone(&self.0))
            }
        }

        impl<T> Drop for $name<T> {
            fn drop(&mut self) {
                self.0.remove_sender();
            }
        }

        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}

sender!(Sender);
sender!(UnboundedSender);

/// The future of [`Sender::send`].
#[must_use = "a message is sent only when this is awaited"]
pub struct Send<'a, T> {
    queue: &'a Queue<T>,
    message: Option<T>,
    ticket: Option<Ticket>,
    location: &'static Location<'static>,
}

/// The message is never pinned: it only passes through.
impl<T> Unpin for Send<'_, T> {}

impl<T> Future for Send<'_, T> {
    type Output = Result<(), SendError<T>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        this.queue.poll_send(&mut this.message, &mut this.ticket, cx, this.location).map_err(SendError)
    }
}

impl<T> Drop for Send<'_, T> {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket {
            self.queue.leave(ticket);
        }
    }
}

/// Receives from a channel, bounded or not.
pub struct Receiver<T>(Arc<Queue<T>>);

impl<T> Receiver<T> {
    /// Receives the next message; `None` when the channel is empty and every sender is gone.
    ///
    /// The returned future can be dropped at any time; then no message was taken.
    #[track_caller]
    pub fn recv(&mut self) -> Recv<'_, T> {
        Recv { queue: &self.0, location: Location::caller() }
    }

    /// Like [`recv`](Self::recv), as one poll.
    #[track_caller]
    pub fn poll_recv(&mut self, cx: &mut Context<'_>) -> Poll<Option<T>> {
        self.poll_recv_at(cx, Location::caller())
    }

    pub(crate) fn poll_recv_at(
        &mut self,
        cx: &mut Context<'_>,
        location: &'static Location<'static>,
    ) -> Poll<Option<T>> {
        self.0.poll_receive(cx, location)
    }

    /// Receives a message that is there now.
    ///
    /// # Errors
    /// If none is, or none will ever be.
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        match self.0.try_receive() {
            Ok(Some(message)) => Ok(message),
            Ok(None) => Err(TryRecvError::Empty),
            Err(()) => Err(TryRecvError::Disconnected),
        }
    }

    /// Accepts no further messages; those that are in can still be received.
    pub fn close(&mut self) {
        self.0.close();
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

impl<T> Future for Recv<'_, T> {
    type Output = Option<T>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        self.queue.poll_receive(cx, self.location)
    }
}
