//! The bars of nodes: an outline for as long as a node is there, filled while it is polled, dotted while it was woken
//! and its task has not polled it yet.

use taskscope_runtime::TaskId;

use super::bars::LEAST_WIDTH;
use super::detail::{Part, Scale};
use super::rows::SubRow;
use super::{DrawOp, Frame, Hit, Ink, Rect, Sketch, TextStyle, width_of};
use crate::trace::{SubLane, SubSpan, SubSpanKind};

const HEIGHT: f64 = 10.0;
const RADIUS: f64 = 2.0;

/// Draws a row of nodes of a task around the given height.
pub(super) fn draw(
    frame: Frame<'_>,
    scale: &Scale<'_>,
    (task, row): (TaskId, &SubRow<'_>),
    middle: f64,
    sketch: &mut Sketch,
) {
    let parts = scale.parts(&row.nodes);
    for (index, part) in parts.iter().enumerate() {
        let rect =
            Rect::new(part.left, middle - HEIGHT / 2.0, (part.right - part.left).max(LEAST_WIDTH), HEIGHT);
        if part.density.is_some() {
            draw_crowd(task, part, rect, sketch);
            continue;
        }
        draw_node(scale, task, part.stretch, rect, sketch);
        let room = parts.get(index + 1).map_or(frame.view.width, |next| next.left) - part.right;
        draw_end(part.stretch, scale.px(part.to), room, middle, sketch);
    }
}

/// Nodes that stand too close to be told apart.
fn draw_crowd(task: TaskId, part: &Part<'_, &SubLane>, rect: Rect, sketch: &mut Sketch) {
    sketch.draw(DrawOp::Fill { rect, radius: RADIUS, ink: Ink::of_task(task), opacity: 0.5 });
    let (node, from, to) = (part.stretch.node, part.from, part.to);
    sketch.target(target(rect), Hit::SubSpan { task, node, from, to, kind: SubSpanKind::Polled });
}

fn draw_node(scale: &Scale<'_>, task: TaskId, node: &SubLane, rect: Rect, sketch: &mut Sketch) {
    let ink = Ink::of_task(task);
    let spans = scale.parts(&node.spans);
    for kind in [SubSpanKind::Waiting, SubSpanKind::Woken, SubSpanKind::Polled] {
        for part in spans.iter().filter(|part| part.stretch.kind == kind) {
            draw_span(task, node, part, rect, sketch);
        }
    }
    let is_dashed = node.end.is_some_and(|(_, is_finished)| !is_finished);
    sketch.draw(DrawOp::Outline { rect, radius: RADIUS, ink, is_dashed });
}

fn draw_span(task: TaskId, node: &SubLane, part: &Part<'_, SubSpan>, outline: Rect, sketch: &mut Sketch) {
    let ink = Ink::of_task(task);
    let rect = Rect { x: part.left, width: (part.right - part.left).max(LEAST_WIDTH), ..outline };
    match part.stretch.kind {
        SubSpanKind::Waiting => {}
        SubSpanKind::Woken => sketch.draw(DrawOp::Dots { rect, ink: Ink::Ready }),
        SubSpanKind::Polled => sketch.draw(DrawOp::Fill { rect, radius: RADIUS, ink, opacity: 0.45 }),
    }
    let (node, from, to, kind) = (node.node, part.from, part.to, part.stretch.kind);
    sketch.target(target(rect), Hit::SubSpan { task, node, from, to, kind });
}

/// A thin bar is easier to point at if its target is higher.
fn target(rect: Rect) -> Rect {
    Rect { y: rect.y - 4.0, height: rect.height + 8.0, ..rect }
}

/// The glyph and words at the end of a node, as far as there is room before the next one.
fn draw_end(node: &SubLane, px: f64, room: f64, middle: f64, sketch: &mut Sketch) {
    const SIZE: f64 = 11.0;
    const GAP: f64 = 5.0;
    let Some((_, is_finished)) = node.end else { return };
    let (texts, ink) =
        if is_finished { (["✓", "✓"], Ink::Done) } else { (["✕ dropped here", "✕"], Ink::Dropped) };
    let Some(text) = texts.into_iter().find(|text| GAP + width_of(text, SIZE) < room) else { return };
    sketch.draw(DrawOp::text(px + GAP, middle + 4.0, text, TextStyle::new(SIZE, ink)));
}
