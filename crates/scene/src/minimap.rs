//! The minimap: the whole run on one strip, where it is busy, and which part of it is in view.

use super::{DrawOp, Frame, Hit, Ink, Rect, View, times};
use taskscope_trace::Step;

/// Room for a bar and the gap after it.
const PITCH: f64 = 6.0;
const LOWEST: f64 = 4.0;
const HIGHEST: f64 = 20.0;
/// How near to an edge of the window it is taken hold of.
pub(super) const REACH: f64 = 6.0;

/// Draws the strip.
pub(super) fn draw(frame: Frame<'_>) -> Vec<DrawOp> {
    let (view, axis) = (frame.view, frame.model.axis);
    let mut ops = vec![DrawOp::fill(Rect::new(0.0, 0.0, view.width, View::MINIMAP_HEIGHT), 0.0, Ink::Panel)];
    let polls = densities(frame);
    let most = polls.iter().copied().fold(0.0, f64::max);
    for (index, &count) in polls.iter().enumerate().filter(|&(_, &count)| count > 0.0) {
        let height = LOWEST + (HIGHEST - LOWEST) * count / most;
        let x = view.label_width + times(index) * PITCH;
        let bar = Rect::new(x, View::MINIMAP_HEIGHT - 2.0 - height, PITCH - 0.5, height);
        ops.push(DrawOp::fill(bar, 0.0, Ink::Wait));
    }
    let cursor = view.minimap_px_from_position(axis, axis.position(view.cursor));
    ops.push(DrawOp::vertical(cursor, 2.0, View::MINIMAP_HEIGHT - 2.0, Ink::Accent, 1.0));
    let [from, to] = view.minimap_window(axis);
    let window = Rect::new(from, 1.0, (to - from).max(PITCH), View::MINIMAP_HEIGHT - 2.0);
    ops.push(DrawOp::outline(window, 3.0, Ink::Accent));
    ops.extend([window.x, window.right()].map(handle));
    ops
}

/// What an edge of the window is dragged by.
fn handle(edge: f64) -> DrawOp {
    const WIDTH: f64 = 5.0;
    const HEIGHT: f64 = 12.0;
    let top = (View::MINIMAP_HEIGHT - HEIGHT) / 2.0;
    DrawOp::fill(Rect::new(edge - WIDTH / 2.0, top, WIDTH, HEIGHT), 2.0, Ink::Accent)
}

/// What lies at a pixel of the minimap whose window has these edges: in a narrow one there is still something to move.
pub(super) fn hit(px: f64, [from, to]: [f64; 2]) -> Hit {
    let inside = REACH.min((to - from) / 4.0);
    if px >= from - REACH && px < from + inside {
        Hit::WindowStart
    } else if px > to - inside && px <= to + REACH {
        Hit::WindowEnd
    } else if px > from && px < to {
        Hit::Window
    } else {
        Hit::Minimap
    }
}

/// How many polls begin within each bar.
fn densities(frame: Frame<'_>) -> Vec<f64> {
    let Frame { view, model, .. } = frame;
    let mut polls = Vec::new();
    let mut px = view.label_width;
    let (mut before, mut counted) = (Step(0), 0);
    let end = view.label_width + view.window_width();
    while px < end {
        px += PITCH;
        if px < end {
            before = model.axis.step_at_from(view.position_from_minimap_px(model.axis, px), before);
        } else {
            before = model.axis.end();
        }
        let count = model.axis.polls_before(before);
        polls.push(float(count - counted));
        counted = count;
    }
    polls
}

#[expect(clippy::cast_precision_loss, reason = "there are no more polls than fit into memory")]
fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::{Hit, hit};

    #[test]
    fn an_edge_is_taken_hold_of_from_either_side() {
        let window = [200.0, 300.0];
        assert_eq!([195.0, 205.0].map(|px| hit(px, window)), [Hit::WindowStart; 2]);
        assert_eq!([295.0, 305.0].map(|px| hit(px, window)), [Hit::WindowEnd; 2]);
        assert_eq!(hit(250.0, window), Hit::Window);
        assert_eq!([100.0, 400.0].map(|px| hit(px, window)), [Hit::Minimap; 2]);
    }

    #[test]
    fn a_narrow_window_can_still_be_moved() {
        let window = [200.0, 204.0];
        assert_eq!(
            [199.0, 202.0, 205.0].map(|px| hit(px, window)),
            [Hit::WindowStart, Hit::Window, Hit::WindowEnd]
        );
    }
}
