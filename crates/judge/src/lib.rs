//! What a run gives away: mistakes that it shows, what its tasks wait for in the end, and what made it long.
//!
//! Facts only: ids, steps, times and counts, typed for each kind. The words are made elsewhere, from these. It may know
//! the trace and nothing above that. Begin with [`Findings`], whose rules are one file each, or with [`wait_chain`].
#![forbid(unsafe_code)]
#![warn(clippy::allow_attributes_without_reason)]

mod facts;
mod findings;
mod judged_run;
mod waiting;
mod why;

pub use facts::{At, Fact, FactKind, Facts, Form, Hole, Label, TaskList};
pub use findings::*;
pub use judged_run::JudgedRun;
pub use waiting::{Ahead, HeldBy, Waiting};
pub use why::{
    Beginning, Cause, Chain, ChainEnd, Link, Segment, SegmentKind, cause_chain, critical_path,
    task_to_explain, wait_chain, wait_chains,
};
