//! The worlds on this crate's primitives.

pub(crate) use taskscope_runtime::sync;

#[path = "broadcasts.rs"]
pub(crate) mod broadcasts;
#[path = "channels.rs"]
pub(crate) mod channels;
#[path = "locks.rs"]
pub(crate) mod locks;
#[path = "signals.rs"]
pub(crate) mod signals;
