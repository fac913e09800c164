//! How much room lanes need, and how far they scroll where they have less.

use taskscope_format::TaskId;

use super::groups::{self, Groups};
use super::rows::Rows;
use super::{Model, View, times};

/// How high a picture has to be to show every lane as high as it should be, without scrolling.
#[must_use]
pub fn content_height(model: &Model<'_>) -> f64 {
    content_height_of(&Rows::unbounded(model), model)
}

pub(super) fn content_height_of(rows: &Rows<'_>, model: &Model<'_>) -> f64 {
    View::LANES_TOP + rows.height() + groups::height(model)
}

/// The heights of a picture at which its lanes get lower, from the highest on, each with the height to draw for those from
/// it on: compact lanes do not get lower, but the higher the picture the more of them are in view.
#[must_use]
pub fn drawn_heights(model: &Model<'_>) -> Vec<[f64; 2]> {
    /// Where more compact lanes come into view, and how high no picture is.
    const COMPACT: [f64; 5] = [900.0, 620.0, 440.0, 320.0, 220.0];
    let rows = Rows::unbounded(model);
    let whole = content_height_of(&rows, model);
    if rows.is_compact() {
        let mut above = whole;
        let lower = COMPACT.into_iter().filter(|&height| height < whole).chain([0.0]).map(|height| {
            let drawn = [height, above - 1.0];
            above = height;
            drawn
        });
        return [[whole; 2]].into_iter().chain(lower).collect();
    }
    let step = times(rows.count().max(1));
    let lower = (0..=rows.spare()).map(|lower| whole - times(lower) * step);
    lower.map(|height| [height; 2]).collect()
}

/// How far the lanes can be scrolled in a view.
#[must_use]
pub fn max_scroll(model: &Model<'_>, view: &View) -> f64 {
    (content_height_of(&Rows::of_view(model, view), model) - view.height).max(0.0)
}

/// How much room a view should leave for an overview of all lanes: none if they are all in view, or few enough to be named.
#[must_use]
pub fn overview_width(model: &Model<'_>, view: &View) -> f64 {
    const WIDE: f64 = 112.0;
    const NARROW: f64 = 48.0;
    let rows = Rows::of_view(model, view);
    let is_needed = rows.is_compact() && content_height_of(&rows, model) > view.height;
    match (is_needed, view.is_wide()) {
        (false, _) => 0.0,
        (true, true) => WIDE,
        // Where a picture is narrower than this there is no room for anything.
        (true, false) => {
            if view.width < NARROW * 4.0 {
                0.0
            } else {
                NARROW
            }
        }
    }
}

/// How far the lanes have to be scrolled so that a task's lane is in view, if they are not already.
#[must_use]
pub fn scroll_to(model: &Model<'_>, view: &View, task: TaskId) -> f64 {
    let rows = Rows::of_view(model, view);
    let row = model.lanes.index_of(task).and_then(|lane| rows.row(lane));
    let Some(row) = row.filter(|row| !rows.is_pinned(row)) else { return view.scroll };
    let top = rows.top_of(row, view);
    let bottom = Groups::new(model, view, rows.height()).room_above(view.plot()).bottom();
    let (above, below) = (rows.scroll_top() - top, top + row.size.height - bottom);
    view.scroll - above.max(0.0) + below.max(0.0)
}
