//! The names of `tokio::time`. Time is that of the executor: [`Instant`] is not the one of std.

pub use std::time::Duration;

pub use crate::combine::Timeout;
pub use crate::time::interval_at;
pub use crate::{
    interval, sleep, sleep_until, timeout, timeout_at, Instant, Interval, MissedTickBehavior, Sleep,
};

/// The errors.
pub mod error {
    pub use crate::combine::Elapsed;
}
