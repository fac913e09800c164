//! The sending side of a broadcast channel.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{ready, Context, Poll};

use super::shared::Shared;
use super::{Receiver, SendError};
use crate::record::Wait;
use crate::sync::waiting::{poll_with, Woken};
use crate::{context, Ticket};

/// Sends messages to every receiver. Clone it for more senders.
/// ```
/// use taskscope_runtime::sync::broadcast;
///
/// let sender = broadcast::Sender::new(4);
/// assert!(sender.send("news").is_err(), "nobody listens");
/// let (_one, _other) = (sender.subscribe(), sender.subscribe());
/// assert_eq!(sender.send("news").ok(), Some(2));
/// ```
pub struct Sender<T>(pub(super) Arc<Shared<T>>);

impl<T> Sender<T> {
    pub(super) fn first(shared: &Arc<Shared<T>>) -> Self {
        Self(Arc::clone(shared))
    }

    /// A channel without receivers; make some with [`subscribe`](Self::subscribe).
    ///
    /// # Panics
    /// If `capacity` is 0, or more than `usize::MAX / 2`.
    #[must_use]
    #[track_caller]
    pub fn new(capacity: usize) -> Self {
        let shared = Shared::new(capacity, 0, Location::caller());
        shared.report_receivers(0);
        Self(shared)
    }

    /// Sends a message to the receivers there are, and tells how many that is. Never waits: if the channel is full, its
    /// oldest message goes.
    ///
    /// # Errors
    /// If there is no receiver.
    pub fn send(&self, message: T) -> Result<usize, SendError<T>> {
        self.0.send(message).map_err(SendError)
    }

    /// A new receiver, which will see what is sent from now on.
    #[must_use]
    pub fn subscribe(&self) -> Receiver<T> {
        Receiver::new(&self.0)
    }

    /// How many messages some receiver has still to see, of those that are still there.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.with(|state| state.len())
    }

    /// Whether every receiver has seen every message.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many receivers there are.
    #[must_use]
    pub fn receiver_count(&self) -> usize {
        self.0.with(|state| state.receivers)
    }

    /// How many senders there are.
    #[must_use]
    pub fn strong_count(&self) -> usize {
        self.0.with(|state| state.senders)
    }

    /// Whether both send into the same channel.
    #[must_use]
    pub fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Waits until no receiver is there. The returned future can be dropped at any time.
    #[track_caller]
    pub fn closed(&self) -> Closed<'_, T> {
        Closed { shared: &self.0, ticket: None, location: Location::caller() }
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        let senders = self.0.with(|state| {
            state.senders += 1;
            state.senders
        });
        self.0.report_senders(senders);
        Self(Arc::clone(&self.0))
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let (senders, woken) = self.0.with(|state| {
            state.senders -= 1;
            let is_last = state.senders == 0;
            (state.senders, if is_last { state.line.release_all() } else { Woken::default() })
        });
        self.0.report_senders(senders);
        woken.wake();
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sender").finish_non_exhaustive()
    }
}

/// The future of [`Sender::closed`].
#[must_use = "futures do nothing unless awaited"]
pub struct Closed<'a, T> {
    shared: &'a Shared<T>,
    ticket: Option<Ticket>,
    location: &'static Location<'static>,
}

impl<T> Future for Closed<'_, T> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let Self { shared, ticket, location } = self.get_mut();
        let operation = ready!(context::poll_operation(cx, location));
        let outcome = poll_with(cx, |offer| {
            shared.with(|state| {
                if state.receivers == 0 {
                    return Poll::Ready(());
                }
                state.watchers.stay(ticket, 1, offer);
                Poll::Pending
            })
        });
        if outcome.is_pending() {
            shared.resource.waits(Wait::Closed, location);
        } else {
            operation.made_progress();
        }
        outcome
    }
}

impl<T> Drop for Closed<'_, T> {
    fn drop(&mut self) {
        self.shared.leave(self.ticket, |state| &mut state.watchers);
    }
}

impl<T> fmt::Debug for Closed<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Closed").finish_non_exhaustive()
    }
}
