//! Channels between tasks.

pub mod mpsc;
mod queue;
mod waiters;
