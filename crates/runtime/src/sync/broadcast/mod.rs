//! A channel whose every receiver sees every message, with the meaning of `tokio::sync::broadcast`.

mod errors;
mod receiver;
mod sender;
mod shared;
#[cfg(feature = "tokio-like")]
mod weak;

use std::panic::Location;

pub use errors::{RecvError, SendError, TryRecvError};
pub use receiver::{Receiver, Recv};
pub use sender::{Closed, Sender};
use shared::Shared;
#[cfg(feature = "tokio-like")]
pub use weak::WeakSender;

/// A channel that keeps the latest messages, `capacity` of them or a few more: the next power of two.
///
/// Sending never waits. A receiver that is too slow misses the oldest messages, and is told how many.
///
/// # Panics
/// If `capacity` is 0, or more than `usize::MAX / 2`.
/// ```
/// use taskscope_runtime::sync::broadcast::{self, RecvError};
/// use taskscope_runtime::simulate;
///
/// simulate("main", async {
///     let (sender, mut slow) = broadcast::channel(2);
///     for number in 1..=3 {
///         sender.send(number).expect("a receiver is there");
///     }
///     assert_eq!(slow.recv().await, Err(RecvError::Lagged(1)));
///     assert_eq!(slow.recv().await, Ok(2));
/// });
/// ```
#[must_use]
#[track_caller]
pub fn channel<T: Clone>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    let shared = Shared::new(capacity, 1, Location::caller());
    (Sender::first(&shared), Receiver::first(shared))
}
