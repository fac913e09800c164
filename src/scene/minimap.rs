//! The minimap: the whole run on one strip, where it is busy, and which part of it is in view.

use super::{DrawOp, Frame, Ink, Rect, View, times};
use crate::trace::Step;

/// Room for a bar and the gap after it.
const PITCH: f64 = 6.0;
const LOWEST: f64 = 4.0;
const HIGHEST: f64 = 20.0;

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
    let (from, to) =
        (view.minimap_px_from_position(axis, view.from), view.minimap_px_from_position(axis, view.to));
    let window = Rect::new(from, 1.0, (to - from).max(PITCH), View::MINIMAP_HEIGHT - 2.0);
    ops.push(DrawOp::outline(window, 3.0, Ink::Accent));
    ops
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
