//! Tasks: the cell that holds one, the queue of ready ones, and the handle that awaits one.

mod cell;
mod door;
mod handle;
mod phase;
mod queue;

pub(crate) use cell::TaskRef;
pub(crate) use door::Door;
pub use handle::{spawn, JoinError, JoinHandle, Joining};
pub(crate) use phase::{OnWake, Phase};
pub(crate) use queue::Queue;
