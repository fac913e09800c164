//! How a demo is shown at first.

use serde::{Deserialize, Serialize};
use taskscope_format::Clock;

use taskscope_trace::AxisKind;

use super::data;

/// What is seen of a demo's run before the visitor changes it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// The axis.
    #[serde(with = "data::axis")]
    pub axis: AxisKind,
    /// The clock.
    #[serde(with = "data::clock")]
    pub clock: Clock,
    /// Tasks whose nodes are hidden.
    #[serde(deserialize_with = "data::list")]
    pub folded: &'static [&'static str],
    /// The task whose wakes are shown.
    pub selected: Option<&'static str>,
}

impl View {
    /// The elastic axis, every node, no task.
    pub const DEFAULT: Self =
        Self { axis: AxisKind::Elastic, clock: Clock::Virtual, folded: &[], selected: None };
}
