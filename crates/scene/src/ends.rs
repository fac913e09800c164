//! How tasks ended, in words after their last bar: over the cuts of the axis, and beside the cursor.

use super::ruler::Ruler;
use super::{DrawOp, Frame, Ink, TextStyle, width_of};
use taskscope_format::RunEnd;
use taskscope_tell::say;
use taskscope_trace::{End, Lane};

const SIZE: f64 = 12.0;
/// From the end of the last bar to the words.
const GAP: f64 = 6.0;

/// The words of the lanes that scroll.
pub(super) fn draw(frame: Frame<'_>, ruler: &Ruler) -> Vec<DrawOp> {
    let in_view = frame.rows.visible(frame.view);
    in_view.filter_map(|(row, top)| end(frame, ruler, row.lane, top + row.size.height / 2.0)).collect()
}

/// Those of the lane that stays on top.
pub(super) fn draw_pinned(frame: Frame<'_>, ruler: &Ruler) -> Option<DrawOp> {
    let (row, top) = frame.rows.pinned()?;
    end(frame, ruler, row.lane, top + row.size.height / 2.0)
}

fn end(frame: Frame<'_>, ruler: &Ruler, lane: &Lane, middle: f64) -> Option<DrawOp> {
    let (step, end) = lane.end()?;
    let view = frame.view;
    let px = view.px_from_step(frame.model.axis, step);
    if px < view.label_width || px > view.right() {
        return None;
    }
    let (glyph, words, ink) = match end {
        End::Done => ("✓", say::scene::done as fn() -> String, Ink::Done),
        End::Cancelled => ("✕", say::scene::cancelled as _, Ink::Dropped),
        End::Panicked if frame.model.trace.run_end() == Some(RunEnd::Crashed) => {
            ("!", say::scene::crashed as _, Ink::PanicText)
        }
        End::Panicked => ("!", say::scene::panicked as _, Ink::PanicText),
    };
    let has_words = view.is_wide() && !frame.rows.is_compact();
    let text = if has_words { words() } else { glyph.to_owned() };
    let size = if frame.rows.is_compact() { 9.0 } else { SIZE };
    let placed = place(frame, ruler, px + GAP, (text, size));
    let placed = placed.or_else(|| place(frame, ruler, px + GAP, (glyph.to_owned(), size)));
    let (left, text) = placed.unwrap_or((px + GAP, glyph.to_owned()));
    Some(DrawOp::text(left, middle + size / 3.0, text, TextStyle::new(size, ink)))
}

/// The first place from `left` on where neither the cursor nor a cut goes through a text. `None` if that is not in view.
fn place(
    frame: Frame<'_>,
    ruler: &Ruler,
    mut left: f64,
    (text, size): (String, f64),
) -> Option<(f64, String)> {
    /// In most fonts texts are narrower than assumed.
    const SURE: f64 = 0.85;
    let view = frame.view;
    let width = width_of(&text, size);
    let cursor = view.px_from_step(frame.model.axis, view.cursor);
    let crossed = |left: f64| {
        let lines = ruler.cut_edges().chain([(cursor - 1.0, cursor + 1.0)]);
        lines.filter(|&(from, to)| from < left + width && to > left).map(|(_, to)| to).reduce(f64::max)
    };
    while let Some(right) = crossed(left) {
        left = right + GAP;
    }
    (left + width * SURE <= view.right()).then_some((left, text))
}
