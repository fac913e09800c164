//! The bars of the lanes: what every task did and how it ended.

use std::rc::Rc;

use taskscope_format::TaskId;

use super::bar::{BAR_HEIGHT, BAR_TOP, LEAST_WIDTH, draw_ready, draw_wait};
use super::detail::{Columns, Part, Scale};
use super::rows::Row;
use super::{DrawOp, Frame, Hit, Ink, Rect, Sketch, TextStyle, sub_bars, threads};
use taskscope_tell::say;
use taskscope_trace::{End, Lane, SpanKind};

/// The most operations that the lanes may take; beyond, more spans merge.
const BUDGET: usize = 4_000;
/// How much a bar covers that shares its time with those of others.
const SHARED_OPACITY: f64 = 0.35;

/// Everything in the plot that belongs to lanes, at the finest level of detail that the budget allows.
pub(super) fn draw(frame: Frame<'_>, columns: &Columns) -> Sketch {
    /// Columns that the coarsest picture puts together.
    const COARSEST: usize = 32;
    let mut least = 1;
    let mut sketch = Sketch::default();
    loop {
        let scale = Scale::new(frame.model.axis, frame.view, columns, least);
        draw_at(frame, scale, &mut sketch);
        if sketch.ops.len() <= BUDGET || least >= COARSEST {
            return sketch;
        }
        least *= 2;
        // Its memory is kept: as much is drawn again.
        sketch.clear();
    }
}

fn draw_at(frame: Frame<'_>, scale: Scale<'_>, sketch: &mut Sketch) {
    for (row, top) in frame.rows.visible(frame.view) {
        draw_lane(frame, &scale, row, top, sketch);
        for (sub, middle) in row.visible_subs(top, frame.view) {
            sub_bars::draw(&scale, (row.lane.task, sub.nodes), middle, sketch);
        }
        // What comes to more than this is drawn anew with less detail.
        if sketch.ops.len() > BUDGET {
            break;
        }
    }
    threads::draw(frame, &scale, sketch);
}

fn draw_lane(frame: Frame<'_>, scale: &Scale<'_>, row: &Row<'_>, top: f64, sketch: &mut Sketch) {
    let (lane, view) = (row.lane, frame.view);
    if view.selected == Some(lane.task) {
        let band =
            Rect::new(view.label_width, top, view.width - view.label_width, BAR_TOP * 2.0 + BAR_HEIGHT);
        sketch.draw(DrawOp::Fill { rect: band, radius: 0.0, ink: Ink::Raised, opacity: 0.5 });
    }
    let parts = scale.parts(lane.track());
    // From the faintest to the strongest, so that a bar of least width is never covered by what it stands in.
    for kind in [SpanKind::Waiting, SpanKind::Ready, SpanKind::Shared, SpanKind::Running] {
        for part in parts.iter().filter(|part| part.kind == kind) {
            draw_part(lane.task, part, top + BAR_TOP, sketch);
        }
    }
    draw_end(frame, scale, lane, top + BAR_TOP, sketch);
}

fn draw_part(task: TaskId, part: &Part, top: f64, sketch: &mut Sketch) {
    let width = (part.right - part.left).max(LEAST_WIDTH);
    let bar = Rect::new(part.left, top, width, BAR_HEIGHT);
    let ink = Ink::of_task(task);
    match (part.kind, &part.shares) {
        (SpanKind::Running | SpanKind::Shared | SpanKind::Ready, Some(shares)) => {
            draw_wait(bar, sketch);
            sketch.draw(DrawOp::Density { rect: bar, ink, shares: Rc::clone(shares) });
        }
        (SpanKind::Running, None) => sketch.draw(DrawOp::fill(bar, 3.0, ink)),
        (SpanKind::Shared, None) => {
            let opacity = SHARED_OPACITY;
            sketch.draw(DrawOp::Fill { rect: bar, radius: 3.0, ink, opacity });
            sketch.draw(DrawOp::outline(bar, 3.0, ink));
        }
        (SpanKind::Ready, None) => draw_ready(Rect::new(bar.x, top + 5.0, width, 14.0), sketch),
        (SpanKind::Waiting, _) => draw_wait(bar, sketch),
    }
    let (from, to, kind) = (part.from, part.to, part.kind);
    sketch.crowd(bar, Hit::Span { task, from, to, kind }, part.shares.clone());
}

fn draw_end(frame: Frame<'_>, scale: &Scale<'_>, lane: &Lane, top: f64, sketch: &mut Sketch) {
    let Some((step, end)) = lane.end() else { return };
    let px = scale.px(step);
    if px < frame.view.label_width || px > frame.view.width {
        return;
    }
    let (glyph, words, ink) = match end {
        End::Done => ("✓", say::scene::done as fn() -> String, Ink::Done),
        End::Cancelled => ("✕", say::scene::cancelled as _, Ink::Dropped),
        End::Panicked => ("!", say::scene::panicked as _, Ink::PanicText),
    };
    let text = if frame.view.is_wide() { words() } else { glyph.to_owned() };
    sketch.draw(DrawOp::text(px + 6.0, top + 16.0, text, TextStyle::new(12.0, ink)));
}
