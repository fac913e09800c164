//! The receiving side of a broadcast channel.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{ready, Context, Poll};

use super::shared::Shared;
use super::{RecvError, TryRecvError};
use crate::record::Wait;
use crate::sync::waiting::poll_with;
use crate::{context, Ticket};

/// Receives a clone of every message that is sent while it is there.
/// ```
/// use taskscope_runtime::sync::broadcast::{self, RecvError};
/// use taskscope_runtime::simulate;
///
/// simulate("main", async {
///     let (sender, mut one) = broadcast::channel(4);
///     let mut other = sender.subscribe();
///     sender.send("news").expect("two listen");
///     drop(sender);
///     assert_eq!((one.recv().await, other.recv().await), (Ok("news"), Ok("news")));
///     assert_eq!(one.recv().await, Err(RecvError::Closed));
/// });
/// ```
pub struct Receiver<T> {
    pub(super) shared: Arc<Shared<T>>,
    /// The number of the next message it will see.
    cursor: u64,
}

impl<T> Receiver<T> {
    pub(super) fn first(shared: Arc<Shared<T>>) -> Self {
        Self { shared, cursor: 0 }
    }

    pub(super) fn new(shared: &Arc<Shared<T>>) -> Self {
        let cursor = shared.add_receiver();
        Self { shared: Arc::clone(shared), cursor }
    }

    /// How many messages it has still to see. More than the channel has room for if it has missed some.
    #[must_use]
    pub fn len(&self) -> usize {
        self.shared.with(|state| state.len_from(self.cursor))
    }

    /// Whether it has seen every message.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether every sender is gone.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.sender_strong_count() == 0
    }

    /// How many senders there are.
    #[must_use]
    pub fn sender_strong_count(&self) -> usize {
        self.shared.with(|state| state.senders)
    }

    /// Gives up waiting for a message under this ticket.
    pub(crate) fn stop_waiting(&self, ticket: Option<Ticket>) {
        self.shared.leave(ticket, |state| &mut state.line);
    }

    /// Whether both receive from the same channel.
    #[must_use]
    pub fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }
}

impl<T: Clone> Receiver<T> {
    /// Receives the next message.
    ///
    /// The returned future can be dropped at any time; then no message was taken.
    ///
    /// # Errors
    /// If this receiver missed messages, or if every sender is gone and every message was received.
    #[track_caller]
    pub fn recv(&mut self) -> Recv<'_, T> {
        Recv { receiver: self, ticket: None, location: Location::caller() }
    }

    /// Polls for a message, waiting under this ticket.
    #[track_caller]
    pub(crate) fn poll_recv_at(
        &mut self,
        ticket: &mut Option<Ticket>,
        cx: &mut Context<'_>,
        location: &'static Location<'static>,
    ) -> Poll<Result<T, RecvError>> {
        let operation = ready!(context::poll_operation(cx, location));
        let Self { shared, cursor } = self;
        let outcome = poll_with(cx, |offer| {
            shared.with(|state| {
                if let Some(taken) = state.take(cursor) {
                    return Poll::Ready(taken);
                }
                state.line.stay(ticket, 1, offer);
                Poll::Pending
            })
        });
        let Poll::Ready(taken) = outcome else {
            shared.resource.waits(Wait::Receive, location);
            return Poll::Pending;
        };
        operation.made_progress();
        Poll::Ready(shared.finish(taken, location))
    }

    /// Receives a message that is there now.
    ///
    /// # Errors
    /// If there is none, if this receiver missed messages, or if every sender is gone and every message was received.
    ///
    /// # Panics
    /// When called by the `clone` of the very message that it would receive; so does [`recv`](Self::recv).
    #[track_caller]
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        let taken = self.shared.with(|state| state.take(&mut self.cursor)).ok_or(TryRecvError::Empty)?;
        Ok(self.shared.finish(taken, Location::caller())?)
    }

    /// A new receiver, which will see what is sent from now on.
    #[must_use]
    pub fn resubscribe(&self) -> Self {
        Self::new(&self.shared)
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.shared.remove_receiver(self.cursor);
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
    receiver: &'a mut Receiver<T>,
    ticket: Option<Ticket>,
    location: &'static Location<'static>,
}

impl<T: Clone> Future for Recv<'_, T> {
    type Output = Result<T, RecvError>;

    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { receiver, ticket, location } = self.get_mut();
        receiver.poll_recv_at(ticket, cx, location)
    }
}

impl<T> Drop for Recv<'_, T> {
    fn drop(&mut self) {
        self.receiver.stop_waiting(self.ticket);
    }
}

impl<T> fmt::Debug for Recv<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Recv").finish_non_exhaustive()
    }
}
