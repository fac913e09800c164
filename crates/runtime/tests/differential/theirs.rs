//! The worlds on Tokio's primitives.

pub(crate) use tokio::sync;

#[path = "broadcasts.rs"]
pub(crate) mod broadcasts;
#[path = "channels.rs"]
pub(crate) mod channels;
#[path = "locks.rs"]
pub(crate) mod locks;
#[path = "signals.rs"]
pub(crate) mod signals;
