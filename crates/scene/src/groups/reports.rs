//! Stretches between times that were reported afterwards: they stand where these times are on the axis, hatched.

use taskscope_format::Micros;

use super::LanePlace;
use crate::time::TimeScale;
use crate::{DrawOp, Hit, Ink, Sketch};
use taskscope_trace::{LongTask, LongTasks};

/// Draws what was reported: the lists one over the other, as what is inside of what.
pub(super) fn draw(place: LanePlace<'_>, lists: [&LongTasks; 2], sketch: &mut Sketch) {
    /// What holds others is higher than they are.
    const HEIGHTS: [f64; 2] = [16.0, 10.0];
    for (list, height) in lists.into_iter().zip(HEIGHTS) {
        draw_list(place, list, height, sketch);
    }
}

fn draw_list(place: LanePlace<'_>, list: &LongTasks, height: f64, sketch: &mut Sketch) {
    let (model, view) = (place.frame.model, place.frame.view);
    let scale = TimeScale::new(model.trace, model.axis);
    let time_at = |px: f64| Micros(scale.time_at(view.position_from_px(px)));
    let px_of = |time: Micros| {
        // What the browser reports may end after all that happened in the run.
        let position = scale.place_of(time.0).map_or(model.axis.length(), |place| place.position);
        view.px_from_position(position)
    };
    let end = time_at(view.right());
    // The one before the first in view may reach into it.
    let mut next = list.first_after(model.trace, time_at(view.label_width)).saturating_sub(1);
    while let Some(task) = list.get(model.trace, next).filter(|task| task.started <= end) {
        let (left, right) = (px_of(task.started), px_of(task.ended()));
        if right >= view.label_width {
            draw_task(place, task, (left, right, height), sketch);
        }
        // Of those that begin within the same pixels one stands for all.
        let after = list.first_after(model.trace, time_at(left.max(view.label_width) + LEAST_WIDTH));
        next = after.max(next + 1);
    }
}

const LEAST_WIDTH: f64 = 3.0;

fn draw_task(
    place: LanePlace<'_>,
    task: LongTask,
    (left, right, height): (f64, f64, f64),
    sketch: &mut Sketch,
) {
    /// Below this width slanted lines can't be told from dots.
    const LEAST_HATCHED: f64 = 5.0;
    let bar = place.bar(left, right.max(left + LEAST_WIDTH), height);
    if bar.width < LEAST_HATCHED {
        sketch.draw(DrawOp::fill(bar, 0.0, Ink::LongTask));
    } else {
        sketch.draw(DrawOp::Hatch { rect: bar, ink: Ink::LongTask });
        sketch.draw(DrawOp::outline(bar, 2.0, Ink::LongTask));
    }
    let hit = Hit::GroupReport { lane: place.lane, reported: task.reported };
    // A task inside of a frame is found first where it is drawn, and the frame above and below it.
    sketch.target(bar, hit);
}
