//! What is under a point, answered from the same data that is drawn.

use taskscope_runtime::TaskId;

use super::layout::{LANE, Layout, height};
use super::{Model, View};
use crate::trace::{Span, Step};

/// What is under a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// The overview on top.
    Overview,
    /// The ruler, at a step.
    Ruler(Step),
    /// The header of a task's lane.
    Header(TaskId),
    /// A span of a task.
    Span {
        /// The task.
        task: TaskId,
        /// The span.
        span: Span,
        /// The step under the point.
        step: Step,
    },
    /// The plot, where nothing is.
    Plot(Step),
}

/// What is under a point, in logical pixels.
#[must_use]
pub fn hit(model: &Model<'_>, view: &View, x: f64, y: f64) -> Option<Hit> {
    if !(0.0..view.width).contains(&x) || !(0.0..view.height).contains(&y) {
        return None;
    }
    let step = view.step_from_px(model.axis, x.max(view.label_width()));
    if y < View::OVERVIEW {
        return Some(Hit::Overview);
    }
    if y < View::TOP {
        return Some(Hit::Ruler(step));
    }
    let layout = Layout::new(model, view);
    let lane = layout
        .visible(model.lanes)
        .find(|&(lane, top)| (top - 4.0..top - 4.0 + height(lane, model.folded)).contains(&y));
    let Some((lane, top)) = lane else { return Some(Hit::Plot(step)) };
    if x < view.label_width() {
        return Some(Hit::Header(lane.task));
    }
    let is_here = |span: &&Span| {
        let to = span.to.unwrap_or_else(|| model.trace.end());
        let (from, to) = (view.px_from_step(model.axis, span.from), view.px_from_step(model.axis, to));
        // As wide as it is drawn.
        (from..from + (to - from).max(2.0)).contains(&x)
    };
    // The nearest spans around the step: looking at all of them would cost their number.
    let near = lane.spans.partition_point(|span| span.from <= step);
    let around = lane.spans.get(near.saturating_sub(2)..(near + 1).min(lane.spans.len())).unwrap_or_default();
    match around.iter().rev().find(is_here).filter(|_| y < top + LANE - 4.0) {
        Some(&span) => Some(Hit::Span { task: lane.task, span, step }),
        None => Some(Hit::Plot(step)),
    }
}
