//! Stretched instants: on the elastic axis several events that happened at one time are spread out, and there no time passes.

use taskscope_format::Micros;

use super::{DrawOp, Frame, Ink, Rect};
use taskscope_trace::{AxisKind, Step};

/// A stretch of the axis in which events happen and no time passes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Instant {
    /// The first step at its time.
    pub(super) from: Step,
    /// The last one.
    pub(super) to: Step,
    pub(super) left: f64,
    pub(super) right: f64,
}

impl Instant {
    /// How many events happen in it: the one that leads to its first step is one of them.
    pub(super) fn events(&self) -> u64 {
        (self.to.0 - self.from.0 + usize::from(self.from.0 > 0)) as u64
    }
}

/// Those in view that are wide enough to be mistaken for time. Looks at one place in a few pixels only.
pub(super) fn find(frame: Frame<'_>) -> Vec<Instant> {
    /// Narrower ones mislead nobody.
    const LEAST: f64 = 6.0;
    let (view, trace, axis) = (frame.view, frame.model.trace, frame.model.axis);
    if axis.kind() != AxisKind::Elastic {
        return Vec::new();
    }
    let (mut found, mut px) = (Vec::new(), view.label_width);
    while px < view.right() {
        let step = view.step_from_px(axis, px);
        let time = trace.time(step);
        let from = trace.first_at(time);
        let later = trace.first_at(Micros(time.0.saturating_add(1)));
        let to = if trace.time(later) > time { Step(later.0.saturating_sub(1)) } else { later };
        let [left, right] = [from, to].map(|step| view.px_from_step(axis, step));
        if right - left >= LEAST {
            found.push(Instant { from, to, left, right });
        }
        if to >= axis.end() {
            break;
        }
        // The next instant begins after this one, so one as wide as the least has a place that is looked at.
        px = right.max(px) + LEAST / 2.0;
    }
    found.dedup_by_key(|instant| instant.from);
    found
}

/// The tint behind everything else.
pub(super) fn tints(instants: &[Instant], room: Rect) -> impl Iterator<Item = DrawOp> {
    const OPACITY: f64 = 0.04;
    instants.iter().filter_map(move |instant| {
        let (left, right) = (instant.left.max(room.x), instant.right.min(room.right()));
        let rect = Rect { x: left, width: right - left, ..room };
        (rect.width > 0.0).then_some(DrawOp::Fill { rect, radius: 0.0, ink: Ink::Text, opacity: OPACITY })
    })
}
