//! Wakes as arrows, from the lane of who woke to the lane of who became ready.

use taskscope_runtime::{TaskId, WakeSource};

use super::lanes::BAR;
use super::layout::Layout;
use super::op::{DrawOp, Ink};
use super::view::Arrows;
use super::{Model, View};
use crate::trace::Wake;

/// Arrows that are drawn at most; more can't be told apart.
const MOST: usize = 400;

pub(super) fn draw(model: &Model<'_>, view: &View, layout: &Layout, ops: &mut Vec<DrawOp>) {
    let is_shown = |wake: &Wake| match view.arrows {
        Arrows::None => false,
        Arrows::All => true,
        Arrows::Selected => {
            view.selected.is_some_and(|task| wake.task == task || wake.by == WakeSource::Task(task))
        }
    };
    let wakes = model.lanes.wakes();
    let first = model.axis.step_at(view.from);
    let last = model.axis.step_at(view.to);
    let from = wakes.partition_point(|wake| wake.step < first);
    let in_view = wakes.get(from..).unwrap_or_default().iter().take_while(|wake| wake.step <= last);
    for wake in in_view.filter(|wake| is_shown(wake)).take(MOST) {
        ops.extend(arrow(model, view, layout, wake));
    }
}

fn arrow(model: &Model<'_>, view: &View, layout: &Layout, wake: &Wake) -> Option<DrawOp> {
    let x = view.px_from_step(model.axis, wake.step);
    let middle = |task: TaskId| layout.top(task).map(|top| top + BAR / 2.0);
    let to = middle(wake.task)?;
    let from = match wake.by {
        WakeSource::Task(task) if task == wake.task => return None,
        WakeSource::Task(task) => middle(task)?,
        // A timer stands nowhere: its arrow comes from above the lane.
        WakeSource::Timer(_) | WakeSource::Outside => to - 26.0,
        WakeSource::Spawn => return None,
    };
    let towards = if from < to { -6.0 } else { 6.0 };
    Some(DrawOp::Arrow { from: (x, from), to: (x + 0.5, to + towards), ink: Ink::Muted })
}
