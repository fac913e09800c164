//! The bars of the lanes: what every task did and how it ended.

use std::rc::Rc;

use taskscope_format::TaskId;

use super::bar::{LEAST_WIDTH, draw_ready, draw_wait};
use super::detail::{Columns, Part, Scale};
use super::lane_size::LaneSize;
use super::rows::Row;
use super::{DrawOp, Frame, Hit, Ink, Rect, Sketch, sub_bars, threads};
use taskscope_trace::SpanKind;

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
        draw_lane(frame, &scale, (row, top), sketch);
        // What comes to more than this is drawn anew with less detail.
        if sketch.ops.len() > BUDGET {
            break;
        }
    }
    for (row, sub, middle) in frame.rows.visible_subs(frame.view) {
        sub_bars::draw(&scale, (row.lane.task, sub.nodes), middle, sketch);
        if sketch.ops.len() > BUDGET {
            break;
        }
    }
    threads::draw(frame, &scale, sketch);
}

/// The lane that stays on top while the others scroll, if there is one.
pub(super) fn draw_pinned(frame: Frame<'_>, columns: &Columns) -> Sketch {
    let mut sketch = Sketch::default();
    if let Some(pinned) = frame.rows.pinned() {
        let scale = Scale::new(frame.model.axis, frame.view, columns, 1);
        draw_lane(frame, &scale, pinned, &mut sketch);
    }
    sketch
}

fn draw_lane(frame: Frame<'_>, scale: &Scale<'_>, (row, top): (&Row<'_>, f64), sketch: &mut Sketch) {
    let (lane, view, size) = (row.lane, frame.view, row.size);
    let room = Rect::new(view.label_width, top, view.plot().width, size.height);
    if view.selected == Some(lane.task) {
        sketch.draw(DrawOp::Fill { rect: room, radius: 0.0, ink: Ink::Raised, opacity: 0.5 });
    }
    if row.place > 0 && !size.is_compact() {
        sketch.draw(DrawOp::Fill {
            rect: Rect { height: 1.0, ..room },
            radius: 0.0,
            ink: Ink::Line,
            opacity: 0.6,
        });
    }
    let parts = scale.parts(lane.track());
    let bar = Rect { y: top + size.bar_top(), height: size.bar(), ..room };
    // From the faintest to the strongest, so that a bar of least width is never covered by what it stands in.
    for kind in [SpanKind::Waiting, SpanKind::Ready, SpanKind::Shared, SpanKind::Running] {
        for part in parts.iter().filter(|part| part.kind == kind) {
            draw_part(lane.task, part, (bar, size), sketch);
        }
    }
}

fn draw_part(task: TaskId, part: &Part, (bar, size): (Rect, LaneSize), sketch: &mut Sketch) {
    let width = (part.right - part.left).max(LEAST_WIDTH);
    let bar = Rect { x: part.left, width, ..bar };
    let radius = if size.is_compact() { 1.0 } else { 3.0 };
    let ink = Ink::of_task(task);
    match (part.kind, &part.shares) {
        (SpanKind::Running | SpanKind::Shared | SpanKind::Ready, Some(shares)) => {
            draw_wait(bar, sketch);
            sketch.draw(DrawOp::Density { rect: bar, ink, shares: Rc::clone(shares) });
        }
        (SpanKind::Running, None) => sketch.draw(DrawOp::fill(bar, radius, ink)),
        (SpanKind::Shared, None) => {
            let opacity = SHARED_OPACITY;
            sketch.draw(DrawOp::Fill { rect: bar, radius, ink, opacity });
            sketch.draw(DrawOp::outline(bar, radius, ink));
        }
        (SpanKind::Ready, None) => draw_ready(bar, size.ready(), sketch),
        (SpanKind::Waiting, _) => draw_wait(bar, sketch),
    }
    let (from, to, kind) = (part.from, part.to, part.kind);
    sketch.crowd(bar, Hit::Span { task, from, to, kind }, part.shares.clone());
}
