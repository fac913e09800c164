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
/// Take it where one task works off what others hand it: a full channel slows them down to its pace.
///
/// ```
/// use taskscope_runtime::{mpsc, simulate, spawn};
///
/// simulate("main", async {
///     let (sender, mut receiver) = mpsc::channel(1);
///     let cook = spawn("cook", async move {
///         for dish in ["soup", "cake"] {
///             sender.send(dish).await.expect("the receiver is there");
///         }
///     });
///     // With the last sender the loop ends.
///     let mut served = Vec::new();
///     while let Some(dish) = receiver.recv().await {
///         served.push(dish);
///     }
///     assert_eq!(served, ["soup", "cake"]);
///     cook.await.expect("it neither panics nor is aborted");
/// });
/// ```
#[must_use]
#[track_caller]
pub fn channel<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    assert!(capacity > 0, "a channel needs room for at least one message");
    assert!(capacity <= Permits::MAX, "a channel has room for {} messages at most", Permits::MAX);
    let queue = Queue::new(Some(capacity), Location::caller());
    (Sender(Arc::clone(&queue)), Receiver(queue))
}

/// A channel without limit; sending never waits.
/// Take it where the sender can't wait, in a callback for example. Nothing slows it down, so memory grows if the receiver is slow.
///
/// ```
/// use taskscope_runtime::{mpsc, simulate};
///
/// simulate("main", async {
///     let (sender, mut receiver) = mpsc::unbounded_channel();
///     sender.send("clicked").expect("the receiver is there");
///     assert_eq!(receiver.recv().await, Some("clicked"));
///     drop(receiver);
///     assert!(sender.send("clicked again").is_err());
/// });
/// ```
#[must_use]
#[track_caller]
pub fn unbounded_channel<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>) {
    let queue = Queue::new(None, Location::caller());
    (UnboundedSender(Arc::clone(&queue)), Receiver(queue))
}
