//! How a demo is shown at first.

use taskscope_format::Clock;

use taskscope_trace::AxisKind;

/// What is seen of a demo's run before the visitor changes it.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// The axis.
    pub axis: AxisKind,
    /// The clock.
    pub clock: Clock,
    /// Tasks whose nodes are hidden.
    pub folded: &'static [&'static str],
    /// The task whose wakes are shown.
    pub selected: Option<&'static str>,
}

impl View {
    /// The elastic axis, every node, no task.
    pub const DEFAULT: Self =
        Self { axis: AxisKind::Elastic, clock: Clock::Virtual, folded: &[], selected: None };
}
