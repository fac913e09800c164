//! Channels with many senders and one receiver, with the meaning of their namesakes in `tokio::sync::mpsc`.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::permits::Permits;
use super::queue::{Absence, Entry, Queue};
use crate::Ticket;

/// A channel that holds `capacity` messages; senders wait when it is full.
///
/// # Panics
/// If `capacity` is 0, or more than [`Semaphore::MAX_PERMITS`](super::Semaphore::MAX_PERMITS).
#[must_use]
#[track_caller]
pub fn channel<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    assert!(capacity > 0, "a channel needs room for at least one message");
    assert!(capacity <= Permits::MAX, "a channel has room for {} messages at most", Permits::MAX);
    let queue = Queue::new(Some(capacity), Location::caller());
    (Sender(Arc::clone(&queue)), Receiver(queue))
}

/// A channel without limit; sending never waits.
#[must_use]
#[track_caller]
pub fn unbounded_channel<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>) {
    let queue = Queue::new(None, Location::caller());
    (UnboundedSender(Arc::clone(&queue)), Receiver(queue))
}

pub use super::mpsc_errors::{SendError, TryRecvError, TrySendError};

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
        Send { entry: Entry::new(&self.0, Location::caller()), message: Some(message) }
    }

    /// Sends a message if there is room now.
    ///
    /// # Errors
    /// If the channel is full, or the receiver is gone.
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        self.0.try_send(message).map_err(|(refusal, message)| TrySendError::new(refusal, message))
    }

    /// Waits for room and keeps it for a message that is made later. Room is given in the order in which senders came.
    ///
    /// The returned future can be dropped at any time; then nothing was reserved.
    ///
    /// # Errors
    /// If the receiver is gone.
    #[track_caller]
    pub fn reserve(&self) -> Reserve<'_, T> {
        Reserve(Entry::new(&self.0, Location::caller()))
    }

    /// Keeps room for a message that is made later, if there is room now.
    ///
    /// # Errors
    /// If the channel is full, or the receiver is gone.
    pub fn try_reserve(&self) -> Result<Permit<'_, T>, TrySendError<()>> {
        self.0.try_reserve().map_err(|refusal| TrySendError::new(refusal, ()))?;
        Ok(Permit { queue: &self.0, is_used: false })
    }

    /// How many more messages there is room for now.
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.0.room()
    }

    /// How many messages there was room for at the start.
    #[must_use]
    pub fn max_capacity(&self) -> usize {
        self.0.capacity()
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
        self.0.try_send(message).map_err(|(_, message)| SendError(message))
    }
}

macro_rules! sender {
    ($name:ident) => {
        impl<T> $name<T> {
            /// Waits until the receiver is gone or closes the channel. The returned future can be dropped at any time.
            #[track_caller]
            pub fn closed(&self) -> Closed<'_, T> {
                Closed { queue: &self.0, ticket: None, location: Location::caller() }
            }

            /// Whether the receiver is gone or closed the channel.
            #[must_use]
            pub fn is_closed(&self) -> bool {
                self.0.is_closed()
            }

            /// Whether both send into the same channel.
            #[must_use]
            pub fn same_channel(&self, other: &Self) -> bool {
                Arc::ptr_eq(&self.0, &other.0)
            }

            /// How many senders the channel has.
            #[must_use]
            pub fn strong_count(&self) -> usize {
                self.0.senders()
            }
        }

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
    entry: Entry<'a, T>,
    /// There until it is sent.
    message: Option<T>,
}

/// The message is never pinned: it only passes through.
impl<T> Unpin for Send<'_, T> {}

impl<T> Future for Send<'_, T> {
    type Output = Result<(), SendError<T>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { entry, message } = self.get_mut();
        entry.poll_send(message, cx).map(|outcome| match (outcome, message.take()) {
            (Err(_), Some(message)) => Err(SendError(message)),
            (Ok(()) | Err(_), _) => Ok(()),
        })
    }
}

/// The future of [`Sender::reserve`].
#[must_use = "room is reserved only when this is awaited"]
pub struct Reserve<'a, T>(Entry<'a, T>);

impl<'a, T> Future for Reserve<'a, T> {
    type Output = Result<Permit<'a, T>, SendError<()>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let entry = &mut self.get_mut().0;
        entry.poll_reserve(cx).map(|outcome| {
            outcome.map_err(|_| SendError(()))?;
            Ok(Permit { queue: entry.queue, is_used: false })
        })
    }
}

/// Room for one message. Dropping it gives the room back.
#[must_use = "the room is given back when this is dropped"]
pub struct Permit<'a, T> {
    queue: &'a Queue<T>,
    is_used: bool,
}

impl<T> Permit<'_, T> {
    /// Sends a message. Never waits and never fails: a receiver that closed the channel still takes it.
    pub fn send(mut self, message: T) {
        self.is_used = true;
        self.queue.send_reserved(message);
    }
}

impl<T> Drop for Permit<'_, T> {
    fn drop(&mut self) {
        if !self.is_used {
            self.queue.release_reserved();
        }
    }
}

/// The future of [`Sender::closed`] and [`UnboundedSender::closed`].
#[must_use = "futures do nothing unless awaited"]
pub struct Closed<'a, T> {
    queue: &'a Queue<T>,
    ticket: Option<Ticket>,
    location: &'static Location<'static>,
}

impl<T> Future for Closed<'_, T> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let (queue, location) = (self.queue, self.location);
        queue.poll_closed(&mut self.ticket, cx, location)
    }
}

impl<T> Drop for Closed<'_, T> {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket {
            self.queue.stop_watching(ticket);
        }
    }
}

/// Receives from an unbounded channel.
pub type UnboundedReceiver<T> = Receiver<T>;

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
        self.0.poll_receive(cx, Location::caller())
    }

    /// Accepts no further messages; those that are in can still be received.
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
