//! The names of `tokio::task`.

pub mod coop;
mod error;
mod handle;
mod join_set;

use std::future::Future;
use std::panic::Location;

pub use handle::JoinHandle;
pub use join_set::JoinSet;

pub use crate::{yield_now, AbortHandle, JoinError};
pub use taskscope_format::TaskId as Id;

use crate::context;

/// Spawns a task without a name on the executor that runs the current one.
///
/// [`crate::spawn`](fn@crate::spawn) is the same with a name, by which you find the task in the trace.
///
/// # Panics
/// When called outside a task.
#[track_caller]
pub fn spawn<F: Future + 'static>(future: F) -> JoinHandle<F::Output> {
    JoinHandle::new(context::expect_current("spawn").spawn("".into(), 0, future, Location::caller()))
}

/// The same as [`spawn`]: every task stays on its thread.
///
/// # Panics
/// When called outside a task.
#[track_caller]
pub fn spawn_local<F: Future + 'static>(future: F) -> JoinHandle<F::Output> {
    spawn(future)
}
