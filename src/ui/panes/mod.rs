//! The panes under and beside the timeline.

mod about;
mod details;
mod happened;
mod output;
mod resources;
mod source;
mod state;

pub(crate) use details::Details;
pub(crate) use happened::Happened;
pub(crate) use state::state_pane;
