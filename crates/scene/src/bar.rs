//! A bar: its least width, and how waits for something and for a turn look.

use super::{DrawOp, Ink, Point, Rect, Sketch};

/// The least width of a bar.
pub(super) const LEAST_WIDTH: f64 = 2.0;

/// How thick the line of a wait is.
pub const WAIT_WIDTH: f64 = 2.0;

/// A wait: a line where the bar would be.
pub(super) fn draw_wait(bar: Rect, sketch: &mut Sketch) {
    let y = bar.y + bar.height / 2.0;
    let (from, to) = (Point { x: bar.x, y }, Point { x: bar.right(), y });
    sketch.draw(DrawOp::Line { from, to, ink: Ink::Wait, width: WAIT_WIDTH });
}

/// A turn that is waited for, hatched: of some height, around the middle of where the bar would be.
pub(super) fn draw_ready(bar: Rect, height: f64, sketch: &mut Sketch) {
    /// Below this width slanted lines can't be told from dots.
    const LEAST_HATCHED: f64 = 4.0;
    let rect = Rect { y: bar.y + (bar.height - height) / 2.0, height, ..bar };
    if rect.width < LEAST_HATCHED {
        sketch.draw(DrawOp::fill(rect, 0.0, Ink::Ready));
        return;
    }
    sketch.draw(DrawOp::Hatch { rect, ink: Ink::Ready });
    sketch.draw(DrawOp::outline(rect, 2.0, Ink::Ready));
}
