//! The span of the selected task at the cursor, with a frame around it: where the keys have walked to.

use super::bar::{BAR_HEIGHT, BAR_TOP};
use super::{DrawOp, Frame, Ink, Rect};
use taskscope_trace::Lane;

/// Where the span is drawn, as far as it is in view. `None` while the cursor moves by itself: the frame would flicker.
pub(super) fn rect(frame: Frame<'_>) -> Option<Rect> {
    /// What takes no time has a frame all the same.
    const NARROWEST: f64 = 5.0;
    let (model, view) = (frame.model, frame.view);
    let task = view.selected.filter(|_| !view.is_playing)?;
    let span = model.lanes.lane(task).map(Lane::track)?.span_at(view.cursor)?;
    let top = frame.rows.top_of(model.lanes.index_of(task)?, view)? + BAR_TOP;
    let left = view.px_from_step(model.axis, span.from);
    let right = view.px_from_step(model.axis, span.to.unwrap_or(model.trace.end())).max(left + NARROWEST);
    let room = frame.room;
    let is_in_view =
        left < room.right() && right > room.x && top > room.y - BAR_HEIGHT && top < room.bottom();
    let (left, right) = (left.max(room.x - 4.0), right.min(room.right() + 4.0));
    is_in_view.then(|| Rect::new(left, top, right - left, BAR_HEIGHT))
}

/// The frame, a little larger than the bar.
pub(super) fn outline(span: Rect) -> DrawOp {
    let around = Rect::new(span.x - 2.0, span.y - 2.0, span.width + 4.0, span.height + 4.0);
    DrawOp::outline(around, 4.0, Ink::Text)
}
