//! The trace of a run and everything that is read from it: the state at any step, lanes, axes, sentences. Pure.

mod axis;
mod findings;
mod history;
mod lanes;
mod moment;
mod narration;
mod state;
mod statistics;
mod store;
mod table;
mod why;
mod wording;

pub use axis::{Axis, AxisKind, Fold};
pub use findings::{Finding, FindingKind, Findings};
pub use history::History;
pub use lanes::{End, Lane, Lanes, Span, SpanKind, SubLane, SubSpan, SubSpanKind, Wake};
pub use moment::{Moment, follow};
pub use narration::{Narration, Piece, Sentence, plain_text};
pub use state::{Await, Holder, NodeState, Phase, ResourceState, State, TaskState, Waiter};
pub use statistics::{
    Bucket, Fairness, Longest, QueueDepth, RunStatistics, Spent, Statistics, TaskStatistics, Term, Wakes,
};
pub use store::{Step, Trace, digest};
pub use table::{Id, Table};
pub use why::{
    Cause, Chain, ChainEnd, Link, Segment, SegmentKind, cause_chain, critical_path, wait_chain, wait_chains,
};
pub use wording::{contents_text, count_text, micros_text, resource_text, state_text, task_await_text};
