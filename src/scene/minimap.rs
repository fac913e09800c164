//! The minimap: the whole run on one strip, where it is busy, and which part of it is in view.

use taskscope_runtime::Event;

use super::{DrawOp, Frame, Ink, Rect, View, times};
use crate::trace::{Step, Trace};

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
    let mut before = Step(0);
    let end = view.label_width + view.window_width();
    while px < end {
        px += PITCH;
        let step = if px < end {
            model.axis.step_at(view.position_from_minimap_px(model.axis, px)).min(model.trace.end())
        } else {
            model.trace.end()
        };
        polls.push(polls_between(model.trace, before, step));
        before = step.max(before);
    }
    polls
}

/// How many polls begin between two steps: counted if there are few events, else estimated from some of them, so that
/// the cost does not grow with the run.
fn polls_between(trace: &Trace, from: Step, to: Step) -> f64 {
    const SAMPLES: usize = 64;
    /// Multiples of this (2^32 divided by the golden ratio) spread evenly and keep step with no pattern in the trace.
    const SPREAD: u64 = 2_654_435_769;
    let events = trace.events().get(from.0..to.0).unwrap_or_default();
    let is_poll = |event: &Event| matches!(event, Event::PollStarted { .. });
    if events.len() <= SAMPLES {
        return times(events.iter().filter(|event| is_poll(event)).count());
    }
    let sampled = (0..SAMPLES as u64).filter(|sample| {
        let spread = (sample * SPREAD) & u64::from(u32::MAX);
        let index = (spread * events.len() as u64) >> 32;
        usize::try_from(index).ok().and_then(|index| events.get(index)).is_some_and(is_poll)
    });
    times(sampled.count()) / times(SAMPLES) * times(events.len())
}
