//! What the resources are made of: the waiting line, wakers on their way, permits, and reports to the trace.

mod holders;
mod line;
pub(super) mod permits;
mod report;
mod wakers;

pub(super) use holders::{Hold, Holders, Use};
pub(super) use line::{Line, Standing};
pub(super) use report::{count, lock, Resource};
pub(super) use wakers::{poll_prepared, poll_with, wake, Offer, Woken};
