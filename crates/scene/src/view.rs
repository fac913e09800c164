//! What part of a run is looked at, and the maps between steps, positions of the axis and pixels.

use taskscope_format::{Micros, TaskId};

use super::time::TimeScale;
use super::{Rect, Window};
use taskscope_trace::{Axis, Step, Trace};

/// Which wakes are drawn as arrows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arrows {
    /// Those that the selected task caused, and those that woke it.
    #[default]
    Selected,
    /// All.
    All,
    /// None.
    None,
}

/// A view of a timeline. Lengths are CSS pixels, counted from the upper left corner of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// How wide the picture is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// The position of the axis at the left edge of the plot.
    pub from: f64,
    /// The position at the right end of the window; greater than `from`.
    pub to: f64,
    /// How far the lanes are scrolled up.
    pub scroll: f64,
    /// The step that the cursor stands on.
    pub cursor: Step,
    /// The task that stands out.
    pub selected: Option<TaskId>,
    /// Which wakes are drawn.
    pub arrows: Arrows,
    /// A stretch that stands out, from one step to another.
    pub range: Option<[Step; 2]>,
    /// How many polls began in it.
    pub polls_in_range: u64,
    /// Whether the cursor moves by itself: what it has not reached yet is shown faded.
    pub is_playing: bool,
    /// How wide the column of names is.
    pub label_width: f64,
    /// How much room the overview of all lanes takes at the right edge; 0 if there is none.
    pub overview: f64,
}

impl View {
    /// The height of the minimap.
    pub const MINIMAP_HEIGHT: f64 = 24.0;
    /// The lower edge of the ruler, where the lanes begin.
    pub const LANES_TOP: f64 = 52.0;
    /// Pictures of this width and more have room for words.
    const WIDE: f64 = 700.0;
    /// The usual width of the column of names in a wide picture.
    pub const LABEL_WIDTH: f64 = 160.0;

    /// A view of everything, with the cursor at the start and nothing selected.
    #[must_use]
    pub fn new(width: f64, height: f64, axis: &Axis<'_>) -> Self {
        Self {
            width,
            height,
            from: 0.0,
            to: axis.length(),
            scroll: 0.0,
            cursor: Step(0),
            selected: None,
            arrows: Arrows::default(),
            range: None,
            polls_in_range: 0,
            is_playing: false,
            label_width: Self::label_width_for(width, Self::LABEL_WIDTH),
            overview: 0.0,
        }
    }

    /// The width of the column of names in a picture of some width, for a visitor who wants it to be as wide as this in a
    /// wide one.
    #[must_use]
    pub fn label_width_for(width: f64, wanted: f64) -> f64 {
        /// In a narrow picture there are fewer words beside the bars.
        const NARROW: f64 = 0.6;
        if width < Self::WIDE { (wanted * NARROW).min(width * 0.4) } else { wanted.min(width * 0.5) }
    }

    /// Whether there is room for words where a glyph would do.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        self.width >= Self::WIDE
    }

    /// Where bars are drawn: right of the names and below the ruler.
    #[must_use]
    pub fn plot(&self) -> Rect {
        let (x, y) = (self.label_width, Self::LANES_TOP);
        Rect::new(x, y, (self.right() - x).max(0.0), (self.height - y).max(0.0))
    }

    /// The right edge of the plot.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.width - self.overview
    }

    /// How many pixels lie between `from` and `to`. The plot is wider: at its end there is room for the words that
    /// say how a task ended.
    #[must_use]
    pub fn window_width(&self) -> f64 {
        let end_room = if self.is_wide() { 84.0 } else { 18.0 };
        (self.right() - self.label_width - end_room).max(1.0)
    }

    /// Where a position of the axis is drawn.
    #[must_use]
    pub fn px_from_position(&self, position: f64) -> f64 {
        self.label_width + (position - self.from) / (self.to - self.from) * self.window_width()
    }

    /// The position of the axis that is drawn at `px`.
    #[must_use]
    pub fn position_from_px(&self, px: f64) -> f64 {
        self.from + (px - self.label_width) / self.window_width() * (self.to - self.from)
    }

    /// Where a step is drawn.
    #[must_use]
    pub fn px_from_step(&self, axis: &Axis<'_>, step: Step) -> f64 {
        self.px_from_position(axis.position(step))
    }

    /// The last step that is drawn at `px` or left of it; step 0 left of all.
    #[must_use]
    pub fn step_from_px(&self, axis: &Axis<'_>, px: f64) -> Step {
        /// So that rounding does not put the pixel of a step just before that step.
        const ROUNDING: f64 = 1e-3;
        axis.step_at(self.position_from_px(px + ROUNDING))
    }

    /// Where a time is drawn: at the first step at which it is as late, or on the way there. `None` after the end of the run.
    #[must_use]
    pub fn px_from_time(&self, trace: &Trace, axis: &Axis<'_>, time: Micros) -> Option<f64> {
        let place = TimeScale::new(trace, axis).place_of(time.0)?;
        Some(self.px_from_position(place.position))
    }

    /// The time that is drawn at `px`.
    #[must_use]
    pub fn time_from_px(&self, trace: &Trace, axis: &Axis<'_>, px: f64) -> Micros {
        Micros(TimeScale::new(trace, axis).time_at(self.position_from_px(px)))
    }

    /// Where a position of the axis is drawn in the minimap, which always shows the whole axis.
    #[must_use]
    pub fn minimap_px_from_position(&self, axis: &Axis<'_>, position: f64) -> f64 {
        self.label_width + position / axis.length() * self.window_width()
    }

    /// Where the part in view begins and ends in the minimap.
    #[must_use]
    pub fn minimap_window(&self, axis: &Axis<'_>) -> [f64; 2] {
        [self.from, self.to].map(|position| self.minimap_px_from_position(axis, position))
    }

    /// The position of the axis at a pixel of the minimap.
    #[must_use]
    pub fn position_from_minimap_px(&self, axis: &Axis<'_>, px: f64) -> f64 {
        ((px - self.label_width) / self.window_width()).clamp(0.0, 1.0) * axis.length()
    }

    /// How far right in the window a pixel is, from 0 at its left edge to 1.
    #[must_use]
    pub fn share_from_px(&self, px: f64) -> f64 {
        ((px - self.label_width) / self.window_width()).clamp(0.0, 1.0)
    }

    /// The part of the axis in view.
    #[must_use]
    pub fn window(&self, axis: &Axis<'_>) -> Window {
        Window::between(self.from, self.to, axis.length())
    }

    /// The same with another part of the axis in view.
    #[must_use]
    pub fn with_window(self, axis: &Axis<'_>, window: Window) -> Self {
        Self { from: window.from * axis.length(), to: window.to * axis.length(), ..self }
    }
}
