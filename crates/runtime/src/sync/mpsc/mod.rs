//! Channels with many senders and one receiver, with the meaning of their namesakes in `tokio::sync::mpsc`.

mod entry;
mod errors;
#[cfg(feature = "tokio-like")]
mod many;
#[cfg(feature = "tokio-like")]
mod owned;
mod queue;
mod receiver;
mod sender;
mod state;
#[cfg(feature = "tokio-like")]
mod timed;
#[cfg(feature = "tokio-like")]
mod weak;

use std::panic::Location;
use std::sync::Arc;

pub use errors::{SendError, TryRecvError, TrySendError};
#[cfg(feature = "tokio-like")]
pub use many::{PermitIterator, ReserveMany};
#[cfg(feature = "tokio-like")]
pub use owned::OwnedPermit;
use queue::Queue;
pub use receiver::{Receiver, Recv, RecvMany, UnboundedReceiver};
pub use sender::{Closed, Permit, Reserve, Send, Sender, UnboundedSender};
#[cfg(feature = "tokio-like")]
pub use timed::{SendTimeout, SendTimeoutError};
#[cfg(feature = "tokio-like")]
pub use weak::{WeakSender, WeakUnboundedSender};

use super::waiting::permits::Permits;

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
