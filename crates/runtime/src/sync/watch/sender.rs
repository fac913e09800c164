//! The sending side of a watch channel.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{ready, Context, Poll};

use super::shared::Shared;
use super::{Receiver, Ref, SendError};
use crate::record::{Event, Wait};
use crate::sync::waiting::{lock, poll_with};
use crate::{context, Ticket};

/// Changes the value. Clone it for more senders.
/// ```
/// use taskscope_runtime::sync::watch;
/// use taskscope_runtime::simulate;
///
/// simulate("main", async {
///     let sender = watch::Sender::new(1);
///     assert!(sender.send(2).is_err(), "nobody is there to see it");
///     let receiver = sender.subscribe();
///     sender.send_modify(|value| *value += 10);
///     assert_eq!(*receiver.borrow(), 11);
/// });
/// ```
pub struct Sender<T>(pub(super) Arc<Shared<T>>);

impl<T> Sender<T> {
    /// A channel without receivers; make some with [`subscribe`](Self::subscribe).
    #[must_use]
    #[track_caller]
    pub fn new(init: T) -> Self {
        let shared = Shared::new(init, 0, Location::caller());
        shared.report_receivers(0);
        Self(shared)
    }

    /// Replaces the value and wakes who waits for that.
    ///
    /// # Errors
    /// If no receiver is there: then the value stays as it is.
    ///
    /// # Panics
    /// If this thread borrows the value: see [`Ref`].
    #[track_caller]
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        if self.is_closed() {
            return Err(SendError(value));
        }
        drop(self.send_replace(value));
        Ok(())
    }

    /// Changes the value in place and wakes who waits for that, also if no receiver is there.
    ///
    /// The value is locked meanwhile: `modify` must not use this channel. If it panics, the value stays as it was at
    /// that moment and nobody is woken.
    ///
    /// # Panics
    /// If this thread borrows the value: see [`Ref`].
    #[track_caller]
    pub fn send_modify(&self, modify: impl FnOnce(&mut T)) {
        self.send_if_modified(|value| {
            modify(value);
            true
        });
    }

    /// Like [`send_modify`](Self::send_modify), but wakes only if `modify` says that it changed the value; returns
    /// what it said.
    ///
    /// # Panics
    /// If this thread borrows the value: see [`Ref`].
    #[track_caller]
    pub fn send_if_modified(&self, modify: impl FnOnce(&mut T) -> bool) -> bool {
        let mut value = self.0.write();
        if !modify(&mut value.value) {
            return false;
        }
        let woken = {
            let mut state = lock(&self.0.state);
            state.version += 1;
            state.line.release_all()
        };
        drop(value);
        self.0.resource.record(|resource| Event::Sent { resource, len: 1 });
        woken.wake();
        true
    }

    /// Replaces the value, also if no receiver is there, and returns the one before.
    ///
    /// # Panics
    /// If this thread borrows the value: see [`Ref`].
    #[track_caller]
    pub fn send_replace(&self, mut value: T) -> T {
        self.send_modify(|held| std::mem::swap(held, &mut value));
        value
    }

    /// The latest value.
    ///
    /// # Panics
    /// If this thread is changing the value.
    #[must_use]
    #[track_caller]
    pub fn borrow(&self) -> Ref<'_, T> {
        Ref { locked: self.0.read(Location::caller()), has_changed: false }
    }

    /// Whether no receiver is there.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.receiver_count() == 0
    }

    /// Waits until no receiver is there. The returned future can be dropped at any time.
    #[track_caller]
    pub fn closed(&self) -> Closed<'_, T> {
        Closed { shared: &self.0, ticket: None, location: Location::caller() }
    }

    /// A new receiver, which has seen the latest value.
    #[must_use]
    pub fn subscribe(&self) -> Receiver<T> {
        self.0.subscribe(None)
    }

    /// How many receivers there are.
    #[must_use]
    pub fn receiver_count(&self) -> usize {
        lock(&self.0.state).receivers
    }

    /// How many senders there are.
    #[must_use]
    pub fn sender_count(&self) -> usize {
        lock(&self.0.state).senders
    }

    /// Whether both send into the same channel.
    #[must_use]
    pub fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        let senders = {
            let mut state = lock(&self.0.state);
            state.senders += 1;
            state.senders
        };
        self.0.report_senders(senders);
        Self(Arc::clone(&self.0))
    }
}

impl<T: Default> Default for Sender<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let (senders, woken) = {
            let mut state = lock(&self.0.state);
            state.senders -= 1;
            (state.senders, (state.senders == 0).then(|| state.line.release_all()))
        };
        self.0.report_senders(senders);
        if let Some(woken) = woken {
            woken.wake();
        }
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

opaque!([<T>] Closed<'_, T>);

impl<T> Future for Closed<'_, T> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let Self { shared, ticket, location } = self.get_mut();
        let operation = ready!(context::poll_operation(cx, location));
        let outcome = poll_with(cx, |offer| {
            let mut state = lock(&shared.state);
            if state.receivers == 0 {
                return Poll::Ready(());
            }
            state.watchers.stay(ticket, 1, offer);
            Poll::Pending
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
