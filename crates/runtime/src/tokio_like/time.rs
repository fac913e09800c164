//! The names of `tokio::time`. Time is that of the executor: [`Instant`] is not the one of std.

pub use std::time::Duration;

pub use crate::{
    interval, interval_at, sleep, sleep_until, timeout, timeout_at, Instant, Interval, MissedTickBehavior,
    Sleep, Timeout,
};

/// The errors.
pub mod error {
    pub use crate::Elapsed;
}
