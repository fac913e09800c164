//! Time: waiting for it to pass, naming a moment of it, and ticking at regular distances.

mod instant;
mod interval;
mod sleep;

use std::time::Duration;

use crate::Micros;

pub use instant::Instant;
pub use interval::{interval, interval_at, Interval, MissedTickBehavior, Tick};
pub use sleep::{sleep, sleep_until, Sleep};

/// The moment `duration` after `now`, rounded up to whole microseconds, so that nothing waits too short; the end of
/// time where there is no such moment.
pub(crate) fn after(now: Micros, duration: Duration) -> Micros {
    Micros(now.0.saturating_add(micros_of(duration).unwrap_or(u64::MAX)))
}

/// A duration in microseconds, rounded up; `None` if there are too many.
fn micros_of(duration: Duration) -> Option<u64> {
    u64::try_from(duration.as_nanos().div_ceil(1000)).ok()
}
