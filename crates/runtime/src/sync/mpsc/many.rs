//! Room in a channel for several messages.

use std::fmt;
use std::future::Future;
use std::iter::FusedIterator;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::entry::Entry;
use super::queue::Queue;
use super::state::Refusal;
use super::{Permit, SendError, Sender, TrySendError};

impl<T> Sender<T> {
    /// Waits for room for `n` messages, which is given all at once, and keeps it for messages that are made later.
    ///
    /// Senders get room in the order in which they came: none passes one that waits for more. The returned future can be
    /// dropped at any time; then nothing was reserved.
    ///
    /// ```
    /// # use taskscope_runtime::{mpsc, simulate};
    /// simulate("main", async {
    ///     let (tx, mut rx) = mpsc::channel(3);
    ///     for (permit, n) in tx.reserve_many(2).await.expect("`rx` is there").zip([1, 2]) {
    ///         permit.send(n);
    ///     }
    ///     assert_eq!((tx.capacity(), rx.recv().await, rx.recv().await), (1, Some(1), Some(2)));
    /// });
    /// ```
    ///
    /// # Errors
    /// If the receiver is gone, or the channel never has room for `n` messages.
    #[track_caller]
    pub fn reserve_many(&self, n: usize) -> ReserveMany<'_, T> {
        ReserveMany { entry: Entry::many(&self.0, n, Location::caller()), messages: n }
    }

    /// Keeps room for `n` messages that are made later, if there is room now.
    ///
    /// # Errors
    /// If there is not, or the receiver is gone.
    pub fn try_reserve_many(&self, n: usize) -> Result<PermitIterator<'_, T>, TrySendError<()>> {
        if n > self.max_capacity() {
            return Err(TrySendError::Full(()));
        }
        self.0.try_reserve(n).map_err(|refusal| TrySendError::new(refusal, ()))?;
        Ok(PermitIterator { queue: &self.0, left: n })
    }
}

/// The future of [`Sender::reserve_many`].
#[must_use = "room is reserved only when this is awaited"]
pub struct ReserveMany<'a, T> {
    entry: Entry<'a, T>,
    messages: usize,
}

impl<'a, T> Future for ReserveMany<'a, T> {
    type Output = Result<PermitIterator<'a, T>, SendError<()>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { entry, messages } = self.get_mut();
        if *messages > entry.queue.capacity() {
            return Poll::Ready(Err(SendError(())));
        }
        entry.poll_reserve(cx).map(|outcome| match outcome {
            Ok(()) => Ok(PermitIterator { queue: entry.queue, left: *messages }),
            Err(Refusal::Closed | Refusal::Full) => Err(SendError(())),
        })
    }
}

impl<T> fmt::Debug for ReserveMany<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ReserveMany").field("messages", &self.messages).finish_non_exhaustive()
    }
}

/// Room for several messages, as an iterator of [`Permit`]s. Dropping it gives back what was not taken.
#[must_use = "the room is given back when this is dropped"]
pub struct PermitIterator<'a, T> {
    queue: &'a Queue<T>,
    left: usize,
}

impl<'a, T> Iterator for PermitIterator<'a, T> {
    type Item = Permit<'a, T>;

    fn next(&mut self) -> Option<Permit<'a, T>> {
        self.left = self.left.checked_sub(1)?;
        Some(Permit { queue: self.queue, is_used: false })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<T> ExactSizeIterator for PermitIterator<'_, T> {}

impl<T> FusedIterator for PermitIterator<'_, T> {}

impl<T> Drop for PermitIterator<'_, T> {
    fn drop(&mut self) {
        if self.left > 0 {
            self.queue.release_reserved(self.left);
        }
    }
}

impl<T> fmt::Debug for PermitIterator<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PermitIterator").field("left", &self.left).finish_non_exhaustive()
    }
}
