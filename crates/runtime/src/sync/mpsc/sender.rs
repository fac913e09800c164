//! The sending side of an mpsc channel.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::entry::Entry;
use super::queue::Queue;
use super::{SendError, TrySendError};
use crate::Ticket;

/// Sends into a bounded channel. Clone it for more senders.
/// ```
/// use taskscope_runtime::{mpsc, simulate};
///
/// simulate("main", async {
///     let (sender, receiver) = mpsc::channel(1);
///     let room = sender.reserve().await.expect("the receiver is there");
///     assert!(sender.try_send(2).is_err(), "the only room is kept");
///     room.send(1);
///     drop(receiver);
///     assert!(sender.send(3).await.is_err(), "the receiver is gone");
/// });
/// ```
pub struct Sender<T>(pub(super) Arc<Queue<T>>);

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
        self.0.try_reserve(1).map_err(|refusal| TrySendError::new(refusal, ()))?;
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
pub struct UnboundedSender<T>(pub(super) Arc<Queue<T>>);

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

opaque!([<T>] Send<'_, T>);

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

opaque!([<T>] Reserve<'_, T>);

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
    pub(super) queue: &'a Queue<T>,
    pub(super) is_used: bool,
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
            self.queue.release_reserved(1);
        }
    }
}

impl<T> fmt::Debug for Permit<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Permit").finish_non_exhaustive()
    }
}

/// The future of [`Sender::closed`] and [`UnboundedSender::closed`].
#[must_use = "futures do nothing unless awaited"]
pub struct Closed<'a, T> {
    queue: &'a Queue<T>,
    ticket: Option<Ticket>,
    location: &'static Location<'static>,
}

opaque!([<T>] Closed<'_, T>);

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
