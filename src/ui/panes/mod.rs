//! The panes under and beside the timeline.

mod about;
mod browser;
mod chart;
mod chip;
mod copy;
mod details;
mod figure;
mod find_bar;
mod findings;
mod graph;
mod left;
mod one;
mod output;
mod pieces;
mod plot;
mod range_menu;
mod resources;
mod right;
mod sentences;
mod source;
mod state;
mod stats;
mod tabs;
mod task;
mod task_sections;
mod why;

pub(crate) use details::Details;
pub(crate) use left::LeftPane;
pub(crate) use one::OnePane;
pub(crate) use output::output;
pub(crate) use pieces::plain;
pub(crate) use right::RightPane;
pub(crate) use source::SourcePane;
