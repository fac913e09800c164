//! Room in a channel for one message, with the sender that it belongs to.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::sync::Arc;

use super::entry::Entry;
use super::state::Refusal;
use super::{SendError, Sender, TrySendError};

impl<T> Sender<T> {
    /// Like [`reserve`](Self::reserve), with a permit that owns this sender and gives it back when it is used.
    ///
    /// The returned future can be dropped at any time; then nothing was reserved, and this sender is gone.
    ///
    /// # Errors
    /// If the receiver is gone.
    #[track_caller]
    pub fn reserve_owned(self) -> impl Future<Output = Result<OwnedPermit<T>, SendError<()>>> {
        let location = Location::caller();
        async move {
            let mut entry = Entry::new(&self.0, location);
            let outcome = std::future::poll_fn(|cx| entry.poll_reserve(cx)).await;
            drop(entry);
            match outcome {
                Ok(()) => Ok(OwnedPermit { sender: Some(self) }),
                Err(Refusal::Closed | Refusal::Full) => Err(SendError(())),
            }
        }
    }

    /// Like [`try_reserve`](Self::try_reserve), with a permit that owns this sender.
    ///
    /// # Errors
    /// If the channel is full, or the receiver is gone; this sender comes back.
    pub fn try_reserve_owned(self) -> Result<OwnedPermit<T>, TrySendError<Self>> {
        match self.0.try_reserve(1) {
            Ok(()) => Ok(OwnedPermit { sender: Some(self) }),
            Err(refusal) => Err(TrySendError::new(refusal, self)),
        }
    }
}

/// Room for one message, and the sender it was reserved with. Dropping it gives the room back.
///
/// ```
/// # use taskscope_runtime::{mpsc, simulate};
/// simulate("main", async {
///     let (tx, mut rx) = mpsc::channel(1);
///     let permit = tx.reserve_owned().await.expect("`rx` is there");
///     let tx = permit.send("first");
///     assert!(tx.try_send("second").is_err());
///     assert_eq!(rx.recv().await, Some("first"));
/// });
/// ```
#[must_use = "the room is given back when this is dropped"]
pub struct OwnedPermit<T> {
    /// `None` once it was used.
    sender: Option<Sender<T>>,
}

impl<T> OwnedPermit<T> {
    fn take_sender(&mut self) -> Sender<T> {
        self.sender.take().expect("a permit has its sender until it is used")
    }

    /// Sends a message and gives the sender back. Never waits and never fails: a receiver that closed the channel still
    /// takes it.
    // The sender may be dropped: the message is sent.
    #[allow(clippy::must_use_candidate)]
    pub fn send(mut self, message: T) -> Sender<T> {
        let sender = self.take_sender();
        sender.0.send_reserved(message);
        sender
    }

    /// Gives the room back, and the sender.
    #[must_use = "the sender is dropped otherwise; drop the permit if that is meant"]
    pub fn release(mut self) -> Sender<T> {
        let sender = self.take_sender();
        sender.0.release_reserved(1);
        sender
    }

    /// Whether both have room in the same channel.
    #[must_use]
    pub fn same_channel(&self, other: &Self) -> bool {
        other.sender.as_ref().is_some_and(|sender| self.same_channel_as_sender(sender))
    }

    /// Whether `sender` sends into this channel.
    #[must_use]
    pub fn same_channel_as_sender(&self, sender: &Sender<T>) -> bool {
        self.sender.as_ref().is_some_and(|own| Arc::ptr_eq(&own.0, &sender.0))
    }
}

impl<T> Drop for OwnedPermit<T> {
    fn drop(&mut self) {
        if let Some(sender) = &self.sender {
            sender.0.release_reserved(1);
        }
    }
}

impl<T> fmt::Debug for OwnedPermit<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("OwnedPermit").finish_non_exhaustive()
    }
}
