//! The span of the selected task at the cursor, with a frame around it: where the keys have walked to.

use super::{DrawOp, Frame, Ink, Rect, View};
use taskscope_trace::Lane;

/// Where the span is drawn, as far as it is in view. `None` while the cursor moves by itself: the frame would flicker.
pub(super) fn rect(frame: Frame<'_>) -> Option<Rect> {
    /// What takes no time has a frame all the same.
    const NARROWEST: f64 = 5.0;
    let (model, view) = (frame.model, frame.view);
    let task = view.selected.filter(|_| !view.is_playing)?;
    let span = model.lanes.lane(task).map(Lane::track)?.span_at(view.cursor)?;
    let index = model.lanes.index_of(task)?;
    let bar = frame.rows.bars_of(index, view)?;
    let left = view.px_from_step(model.axis, span.from);
    let right = view.px_from_step(model.axis, span.to.unwrap_or(model.trace.end())).max(left + NARROWEST);
    let is_pinned = frame.rows.row(index).is_some_and(|row| frame.rows.is_pinned(row));
    let room = frame.room;
    let top = if is_pinned { View::LANES_TOP } else { room.y };
    let is_in_view = left < room.right() && right > room.x && bar.bottom() > top && bar.y < room.bottom();
    let (left, right) = (left.max(room.x - 4.0), right.min(room.right() + 4.0));
    is_in_view.then_some(Rect { x: left, width: right - left, ..bar })
}

/// The frame, a little larger than the bar.
pub(super) fn outline(span: Rect) -> DrawOp {
    let around = Rect::new(span.x - 2.0, span.y - 2.0, span.width + 4.0, span.height + 4.0);
    DrawOp::outline(around, 4.0, Ink::Text)
}
