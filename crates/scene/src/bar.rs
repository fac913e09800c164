//! A bar: where it is in its lane, how high it is, and how waits for something and for a turn look.

use super::{DrawOp, Ink, Point, Rect, Sketch};

/// The upper edge of a bar, below that of its lane.
pub(super) const BAR_TOP: f64 = 8.0;
/// How high a running bar is.
pub(super) const BAR_HEIGHT: f64 = 24.0;
/// The least width of a bar.
pub(super) const LEAST_WIDTH: f64 = 2.0;

/// A wait: a line where the bar would be.
pub(super) fn draw_wait(bar: Rect, sketch: &mut Sketch) {
    let y = bar.y + bar.height / 2.0;
    let (from, to) = (Point { x: bar.x, y }, Point { x: bar.right(), y });
    sketch.draw(DrawOp::Line { from, to, ink: Ink::Wait, width: 2.0 });
}

/// A turn that is waited for, hatched.
pub(super) fn draw_ready(rect: Rect, sketch: &mut Sketch) {
    /// Below this width slanted lines can't be told from dots.
    const LEAST_HATCHED: f64 = 4.0;
    if rect.width < LEAST_HATCHED {
        sketch.draw(DrawOp::fill(rect, 0.0, Ink::Ready));
        return;
    }
    sketch.draw(DrawOp::Hatch { rect, ink: Ink::Ready });
    sketch.draw(DrawOp::outline(rect, 2.0, Ink::Ready));
}
