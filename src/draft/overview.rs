//! The overview on top: how busy the run is from start to end, and which part of it is in view.

use super::op::{DrawOp, Ink, Rect};
use super::{Model, View};
use crate::trace::SpanKind;

/// The width of a column of the overview.
const COLUMN: f64 = 4.0;

pub(super) fn draw(model: &Model<'_>, view: &View, ops: &mut Vec<DrawOp>) {
    let rect = Rect::new(0.0, 0.0, view.width, View::OVERVIEW);
    ops.push(DrawOp::Bar { rect, ink: Ink::Panel, radius: 0.0, opacity: 1.0 });
    let left = view.label_width();
    let wanting = columns(model, view);
    let highest = wanting.iter().copied().max().unwrap_or(0).max(1);
    for (index, &tasks) in wanting.iter().enumerate().filter(|&(_, &tasks)| tasks > 0) {
        #[expect(clippy::cast_precision_loss, reason = "a column of the screen")]
        let x = left + index as f64 * COLUMN;
        let height = 2.0 + 18.0 * f64::from(tasks) / f64::from(highest);
        let rect = Rect::new(x, View::OVERVIEW - 2.0 - height, COLUMN - 1.0, height);
        ops.push(DrawOp::Bar { rect, ink: Ink::Wait, radius: 0.0, opacity: 1.0 });
    }
    if view.from > 0.0 || view.to < model.axis.length() {
        let from = view.overview_px(model.axis, view.from);
        let to = view.overview_px(model.axis, view.to);
        let rect = Rect::new(from, 1.5, (to - from).max(6.0), View::OVERVIEW - 3.0);
        ops.push(DrawOp::Frame { rect, ink: Ink::Accent, is_dotted: false, width: 1.5 });
    }
    let y = View::OVERVIEW + 0.5;
    ops.push(DrawOp::Line { from: (0.0, y), to: (view.width, y), ink: Ink::Line, width: 1.0 });
}

/// How many tasks want the processor in each column: those that have it, and those that are ready.
fn columns(model: &Model<'_>, view: &View) -> Vec<u32> {
    let width = view.width - view.label_width();
    let mut columns = vec![0_u32; column(width).max(1)];
    let left = view.label_width();
    for span in model.lanes.lanes().iter().flat_map(|lane| &lane.spans) {
        if span.kind == SpanKind::Waiting {
            continue;
        }
        let to = span.to.unwrap_or_else(|| model.trace.end());
        let px = |step| view.overview_px(model.axis, model.axis.position(step)) - left;
        let (first, last) = (column(px(span.from)), column(px(to)));
        for count in columns.iter_mut().take(last + 1).skip(first) {
            *count += 1;
        }
    }
    columns
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a column of the screen")]
fn column(px: f64) -> usize {
    (px / COLUMN).max(0.0) as usize
}
