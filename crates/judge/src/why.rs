//! Why: what a task waits for in the end, what led to a poll, and which chain of waits made the run as long as it was.

mod backwards;
mod beginning;
mod causes;
mod chain;
mod explain;
mod obstacles;
mod path;
mod search;

pub use beginning::Beginning;
pub use causes::{Cause, cause_chain};
pub(super) use chain::next_waiting;
pub use chain::{Chain, ChainEnd, Link, wait_chain, wait_chains};
pub use explain::task_to_explain;
pub(super) use obstacles::{tasks_in_the_way, writer_ahead};
pub use path::{Segment, SegmentKind, critical_path};
