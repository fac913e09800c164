//! Keeping the processor busy, as a computation would.

use std::panic::Location;
use std::time::Duration;

use crate::{context, thread};

/// Keeps the processor busy for `duration` and yields to nobody: the stand-in for a computation.
///
/// On the browser clock it loops until the time has passed; on the virtual clock it advances the time. In a function that
/// runs as a [thread] it keeps that one busy, and the executor goes on.
///
/// # Panics
/// When called outside a task and outside a thread.
#[track_caller]
pub fn work(duration: Duration) {
    if thread::keep_busy(duration) {
        return;
    }
    context::expect_current("work").work(duration, Location::caller());
}
