//! A value whose receivers see its latest state, with the meaning of `tokio::sync::watch`.

mod receiver;
mod sender;
mod shared;

use std::fmt;
use std::ops::Deref;
use std::panic::Location;
use std::sync::{Arc, RwLockReadGuard};

pub use receiver::{Changed, Receiver, WaitFor};
pub use sender::{Closed, Sender};
use shared::{Locked, Shared};

/// A channel that holds one value, `init` at first. Receivers have seen that one.
/// Take it for a state that changes, such as settings: who is slow sees the latest value and misses those in between.
///
/// ```
/// use taskscope_runtime::sync::watch;
/// use taskscope_runtime::simulate;
///
/// simulate("main", async {
///     let (sender, mut receiver) = watch::channel("starting");
///     sender.send("loading").expect("a receiver is there");
///     sender.send("ready").expect("a receiver is there");
///     receiver.changed().await.expect("the sender is there");
///     assert_eq!(*receiver.borrow_and_update(), "ready");
///     drop(sender);
///     assert!(receiver.changed().await.is_err(), "it can't change any more");
/// });
/// ```
#[must_use]
#[track_caller]
pub fn channel<T>(init: T) -> (Sender<T>, Receiver<T>) {
    let shared = Shared::new(init, 1, Location::caller());
    (Sender(Arc::clone(&shared)), Receiver { shared, seen: 0 })
}

/// No receiver is there; the value comes back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SendError<T>(pub T);

/// Every sender is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecvError(());

impl<T> fmt::Debug for SendError<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SendError").finish_non_exhaustive()
    }
}

impl<T> fmt::Display for SendError<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the channel is closed")
    }
}

impl<T> std::error::Error for SendError<T> {}

impl fmt::Display for RecvError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the channel is closed")
    }
}

impl std::error::Error for RecvError {}

/// The value of the channel, borrowed. While this exists the value can't change. A sender on another thread waits; one
/// on the same thread would wait for ever, so it panics and says who borrowed the value and where. Keep the borrow
/// short, and never hold it across an `.await`.
pub struct Ref<'a, T> {
    locked: Locked<'a, RwLockReadGuard<'a, T>>,
    has_changed: bool,
}

impl<T> Ref<'_, T> {
    /// Whether the receiver had not seen this value before.
    #[must_use]
    pub fn has_changed(&self) -> bool {
        self.has_changed
    }
}

impl<T> Deref for Ref<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.locked.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Ref<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(formatter)
    }
}
