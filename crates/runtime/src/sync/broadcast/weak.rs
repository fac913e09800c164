//! Senders that do not keep a broadcast channel open.

use std::fmt;
use std::sync::Arc;

use super::shared::Shared;
use super::{Receiver, Sender};

impl<T> Shared<T> {
    fn weak_senders(&self) -> usize {
        self.with(|state| state.weak_senders)
    }
}

impl<T> Sender<T> {
    /// A sender that does not keep the channel open; it can't send, but it may become one that can.
    #[must_use = "a weak sender does nothing by itself"]
    pub fn downgrade(&self) -> WeakSender<T> {
        WeakSender::new(&self.0)
    }

    /// How many weak senders there are.
    #[must_use]
    pub fn weak_count(&self) -> usize {
        self.0.weak_senders()
    }
}

impl<T> Receiver<T> {
    /// How many weak senders there are.
    #[must_use]
    pub fn sender_weak_count(&self) -> usize {
        self.shared.weak_senders()
    }
}

/// A sender that does not keep its channel open: receivers see the end when the last [`Sender`] is gone, however many
/// of these there are.
///
/// ```
/// # use taskscope_runtime::{simulate, sync::broadcast};
/// simulate("main", async {
///     let (tx, mut rx) = broadcast::channel(1);
///     let weak = tx.downgrade();
///     assert_eq!(weak.upgrade().expect("`tx` is there").send("hello"), Ok(1));
///     drop(tx);
///     assert_eq!(rx.recv().await, Ok("hello"));
///     assert_eq!(rx.recv().await, Err(broadcast::RecvError::Closed));
///     assert!(weak.upgrade().is_none());
/// });
/// ```
pub struct WeakSender<T>(Arc<Shared<T>>);

impl<T> WeakSender<T> {
    fn new(shared: &Arc<Shared<T>>) -> Self {
        shared.with(|state| state.weak_senders += 1);
        Self(Arc::clone(shared))
    }

    /// A sender, as long as there is another one; `None` once the last was dropped.
    #[must_use]
    pub fn upgrade(&self) -> Option<Sender<T>> {
        let senders = self.0.with(|state| {
            state.senders += usize::from(state.senders > 0);
            state.senders
        });
        if senders == 0 {
            return None;
        }
        self.0.report_senders(senders);
        Some(Sender(Arc::clone(&self.0)))
    }

    /// How many senders there are.
    #[must_use]
    pub fn strong_count(&self) -> usize {
        self.0.with(|state| state.senders)
    }

    /// How many weak senders there are.
    #[must_use]
    pub fn weak_count(&self) -> usize {
        self.0.weak_senders()
    }
}

impl<T> Clone for WeakSender<T> {
    fn clone(&self) -> Self {
        Self::new(&self.0)
    }
}

impl<T> Drop for WeakSender<T> {
    fn drop(&mut self) {
        self.0.with(|state| state.weak_senders -= 1);
    }
}

impl<T> fmt::Debug for WeakSender<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("WeakSender").finish_non_exhaustive()
    }
}
