//! The panes under and beside the timeline.

mod about;
mod browser;
mod chart;
mod copy;
mod details;
mod findings;
mod graph;
mod happened;
mod output;
mod pieces;
mod plot;
mod resources;
mod source;
mod standing;
mod state;
mod stats;
mod tabs;
mod task;
mod task_parts;
mod told;

pub(crate) use details::Details;
pub(crate) use output::output;
pub(crate) use source::SourcePane;
pub(crate) use standing::Standing;
pub(crate) use told::Happened;
