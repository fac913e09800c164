//! The cursor: a line through the lanes, a flag that says the time, and the veil over what comes after it.

use super::ruler::{BASELINE, SIZE};
use super::{DrawOp, Frame, Ink, Rect, TextStyle, View, width_of};
use taskscope_tell::step_time_text;

/// The flag of the cursor.
pub(super) struct Flag {
    /// Where the cursor's line is.
    px: f64,
    left: f64,
    width: f64,
    text: String,
}

impl Flag {
    const PADDING: f64 = 7.0;

    /// `None` if the cursor is out of view.
    pub(super) fn new(frame: Frame<'_>) -> Option<Self> {
        let px = px_in_view(frame)?;
        let view = frame.view;
        let text = step_time_text(frame.model.trace, view.cursor);
        let width = width_of(&text, SIZE) + Self::PADDING * 2.0;
        let left = (px - width / 2.0).min(view.right() - width).max(view.label_width);
        Some(Self { px, left, width, text })
    }

    /// Whether it hides something of what stands between two pixels of the ruler.
    pub(super) fn covers(&self, left: f64, right: f64) -> bool {
        left < self.left + self.width && right > self.left
    }

    /// The line through the lanes, and the flag at its upper end.
    pub(super) fn draw(self, height: f64) -> Vec<DrawOp> {
        let top = View::MINIMAP_HEIGHT + 4.0;
        let style = TextStyle::new(SIZE, Ink::OnAccent).centred();
        vec![
            DrawOp::vertical(self.px, top, height, Ink::Accent, 1.5),
            DrawOp::fill(Rect::new(self.left, top, self.width, 20.0), 5.0, Ink::Accent),
            DrawOp::text(self.left + self.width / 2.0, BASELINE - 1.0, self.text, style),
        ]
    }
}

/// Fades what comes after the cursor, in a part of the plot.
pub(super) fn veil(frame: Frame<'_>, room: Rect) -> Option<DrawOp> {
    let view = frame.view;
    if view.cursor >= frame.model.trace.end() {
        return None;
    }
    let left = view.px_from_step(frame.model.axis, view.cursor).min(room.right()).max(room.x);
    let rect = Rect { x: left, width: room.right() - left, ..room };
    Some(DrawOp::Fill { rect, radius: 0.0, ink: Ink::Background, opacity: 0.56 })
}

fn px_in_view(frame: Frame<'_>) -> Option<f64> {
    /// The cursor may stand right on an edge, and rounding must not hide it then.
    const ROUNDING: f64 = 0.5;
    let view = frame.view;
    let px = view.px_from_step(frame.model.axis, view.cursor);
    let is_in_view = px >= view.label_width - ROUNDING && px <= view.right() + ROUNDING;
    is_in_view.then(|| px.min(view.right()).max(view.label_width))
}
