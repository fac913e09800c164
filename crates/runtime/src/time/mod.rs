//! Time: waiting for it to pass, naming a moment of it, and ticking at regular distances.
//!
//! # Differences from Tokio
//!
//! Timers end at their microsecond, not at the next whole millisecond. [`Sleep::is_elapsed`] is true of a moment that has
//! passed, before the first poll too.

mod instant;
mod interval;
mod sleep;

use std::time::Duration;

pub use instant::Instant;
pub use interval::{interval, interval_at, Interval, MissedTickBehavior, Tick};
pub use sleep::{sleep, sleep_until, Sleep};

/// The moment `duration` after `moment`, rounded up to whole microseconds, so that nothing waits too short. Where there
/// is no such moment it is thirty years later, as in Tokio: that is what `Duration::MAX` comes to.
fn later(moment: Instant, duration: Duration) -> Instant {
    moment.checked_add(duration).unwrap_or_else(|| moment.far_future())
}

/// A duration in microseconds, rounded up; `None` if there are too many.
fn micros_of(duration: Duration) -> Option<i64> {
    i64::try_from(duration.as_nanos().div_ceil(1000)).ok()
}
