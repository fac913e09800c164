//! Several futures inside one task: all of them, the first of them, as they come, or one for a limited time. Each is a
//! node of the trace.
//!
//! The macros pin their futures on the stack. The functions keep them in boxes: to reach a pinned field takes unsafe
//! code, which stands nowhere but in the task cell.
//!
//! # Differences from Tokio
//!
//! [`join!`](crate::join!) polls its futures in the order written, each time; so does Tokio's with `biased;`.
//! [`join_all`], [`Unordered`] and the buffers of streams poll those that were woken, in the order of their wakes.

mod arm;
mod followed;
mod join;
mod join_all;
mod members;
mod named;
mod race;
mod select;
mod timeout;
#[cfg(feature = "tokio-like")]
mod try_join;
mod unordered;

pub use crate::node::Node;
pub use arm::{Arm, Branch};
pub(crate) use followed::polled_after_end;
pub use join::{join, join3, Join, Join3};
pub use join_all::{join_all, JoinAll};
pub(crate) use members::{Finished, Members};
pub use named::{named, Named};
pub use race::{race, select, Either, Race, Select};
pub use select::polling_order;
pub use timeout::{timeout, timeout_at, Elapsed, Timeout};
pub use unordered::Unordered;
