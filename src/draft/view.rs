//! What part of a trace is seen, and how its positions become pixels and back.

use taskscope_runtime::TaskId;

use super::op::Rect;
use crate::trace::{Axis, Step};

/// Whose wakes are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arrows {
    /// Those of the selected task: the ones that woke it, and the ones it did.
    #[default]
    Selected,
    /// Everybody's.
    All,
    /// Nobody's.
    None,
}

/// What is seen, in logical pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The width of the whole picture.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The position of the axis at the plot's left edge.
    pub from: f64,
    /// The one at its right edge; greater than `from`.
    pub to: f64,
    /// How far the lanes are scrolled up.
    pub scroll: f64,
    /// Where the cursor is.
    pub cursor: Step,
    /// The selected task.
    pub selected: Option<TaskId>,
    /// Whose wakes are drawn.
    pub arrows: Arrows,
    /// Whether what lies behind the cursor is veiled, as it has not been told yet.
    pub is_playing: bool,
}

impl View {
    /// The height of the overview on top.
    pub const OVERVIEW: f64 = 26.0;
    /// Where the ruler ends and the lanes begin.
    pub const TOP: f64 = 54.0;
    /// Room right of the axis' end, for the words at the ends of lanes.
    const MARGIN: f64 = 60.0;

    /// The width of the column of lane headers.
    #[must_use]
    pub fn label_width(&self) -> f64 {
        if self.width < 560.0 { 104.0 } else { 158.0 }
    }

    /// Where lanes are drawn.
    #[must_use]
    pub fn plot(&self) -> Rect {
        let left = self.label_width();
        Rect::new(left, Self::TOP, (self.width - left).max(1.0), (self.height - Self::TOP).max(1.0))
    }

    /// The width that the axis has between `from` and `to`.
    fn span(&self) -> f64 {
        (self.width - self.label_width() - Self::MARGIN).max(1.0)
    }

    /// The pixel of a position of the axis.
    #[must_use]
    pub fn px_from_position(&self, position: f64) -> f64 {
        self.label_width() + (position - self.from) / (self.to - self.from) * self.span()
    }

    /// The position of the axis at a pixel.
    #[must_use]
    pub fn position_from_px(&self, px: f64) -> f64 {
        self.from + (px - self.label_width()) / self.span() * (self.to - self.from)
    }

    /// The pixel of a step.
    #[must_use]
    pub fn px_from_step(&self, axis: &Axis, step: Step) -> f64 {
        self.px_from_position(axis.position(step))
    }

    /// The last step at or before a pixel, with half a pixel of grace for what was rounded.
    #[must_use]
    pub fn step_from_px(&self, axis: &Axis, px: f64) -> Step {
        axis.step_at(self.position_from_px(px + 0.5))
    }

    /// The pixel of a position in the overview, which always shows the whole axis.
    #[must_use]
    pub fn overview_px(&self, axis: &Axis, position: f64) -> f64 {
        self.label_width() + position / axis.length() * self.span()
    }

    /// The position at a pixel of the overview.
    #[must_use]
    pub fn overview_position(&self, axis: &Axis, px: f64) -> f64 {
        (px - self.label_width()) / self.span() * axis.length()
    }
}
