//! Keeping the processor busy, as a computation would.

use std::panic::Location;
use std::time::Duration;

use crate::context;

/// Keeps the processor busy for `duration` and yields to nobody: the stand-in for a computation.
///
/// On the browser clock it loops until the time has passed; on the virtual clock it advances the time.
///
/// # Panics
/// When called outside a task.
#[track_caller]
pub fn work(duration: Duration) {
    context::expect_current("work").work(duration, Location::caller());
}
