//! The bars of nodes: an outline for as long as a node is there, filled while it is polled, dotted while it was woken
//! and its task has not polled it yet.

use std::rc::Rc;

use taskscope_format::TaskId;

use super::bar::LEAST_WIDTH;
use super::detail::{Part, Scale};
use super::{DrawOp, Hit, Ink, Rect, Sketch, TextStyle, width_of};
use taskscope_tell::say;
use taskscope_trace::{End, NodeRow, SpanKind, Step};

pub(super) const HEIGHT: f64 = 10.0;
const RADIUS: f64 = 2.0;

/// Draws a row of nodes of a task around the given height.
pub(super) fn draw(scale: &Scale<'_>, (task, row): (TaskId, &NodeRow), middle: f64, sketch: &mut Sketch) {
    let bar = Rect::new(0.0, middle - HEIGHT / 2.0, 0.0, HEIGHT);
    let parts = scale.parts(row.track());
    // Only tasks share time.
    for kind in [SpanKind::Waiting, SpanKind::Ready, SpanKind::Running] {
        for part in parts.iter().filter(|part| part.kind == kind) {
            draw_part((task, row), part, bar, sketch);
        }
    }
    let lives = lives(scale, row);
    for (index, life) in lives.iter().enumerate() {
        let (left, right) = (scale.edge(life.from), scale.edge(life.to));
        let rect = Rect { x: left, width: (right - left).max(LEAST_WIDTH), ..bar };
        let is_dashed = life.end == Some(End::Cancelled);
        sketch.draw(DrawOp::Outline { rect, radius: RADIUS, ink: Ink::of_task(task), is_dashed });
        let next = lives.get(index + 1).map_or(scale.right(), |next| scale.edge(next.from));
        draw_end(life.end, [right, next, scale.px(scale.view.cursor)], middle, sketch);
    }
}

/// A node that is wide enough to be told from its neighbours.
struct Life {
    from: Step,
    to: Step,
    end: Option<End>,
}

/// The nodes in view that stand for themselves. Looks at one node of a column only.
fn lives(scale: &Scale<'_>, row: &NodeRow) -> Vec<Life> {
    let (first, last) = scale.in_view();
    let track = row.track();
    let mut lives = Vec::new();
    let mut next = row.index_at(first).unwrap_or(0);
    let (mut column, mut mark) = (0, 0);
    while let Some((from, _)) = row.node(next).filter(|&(from, _)| from <= last) {
        column = scale.column_of(from, column);
        let following = row.node(next + 1).map(|(from, _)| from);
        // The last mark before the next node is this one's end.
        mark = following.map_or(track.len(), |following| track.first_after(Step(following.0 - 1), mark));
        let end = mark.checked_sub(1).and_then(|last| track.end(last));
        let to = end.map_or(following.unwrap_or(scale.axis.end()), |(step, _)| step);
        if scale.stands_alone((from, to), column) {
            lives.push(Life { from, to, end: end.map(|(_, end)| end) });
            next += 1;
        } else {
            // Of those that begin in the same columns only the last can be wide.
            next = row.index_at(scale.reach(column)).unwrap_or(next).max(next + 1);
        }
    }
    lives
}

fn draw_part((task, row): (TaskId, &NodeRow), part: &Part, bar: Rect, sketch: &mut Sketch) {
    let ink = Ink::of_task(task);
    let rect = Rect { x: part.left, width: (part.right - part.left).max(LEAST_WIDTH), ..bar };
    match (part.kind, &part.shares) {
        (_, Some(shares)) => sketch.draw(DrawOp::Density { rect, ink, shares: Rc::clone(shares) }),
        (SpanKind::Waiting | SpanKind::Shared, None) => {}
        (SpanKind::Ready, None) => sketch.draw(DrawOp::Dots { rect, ink: Ink::Ready }),
        (SpanKind::Running, None) => sketch.draw(DrawOp::Fill { rect, radius: RADIUS, ink, opacity: 0.45 }),
    }
    let (from, to, kind) = (part.from, part.to, part.kind);
    let Some(node) = row.node_at(from) else { return };
    sketch.crowd(target(rect), Hit::SubSpan { task, node, from, to, kind }, part.shares.clone());
}

/// A thin bar is easier to point at if its target is higher.
fn target(rect: Rect) -> Rect {
    Rect { y: rect.y - 4.0, height: rect.height + 8.0, ..rect }
}

/// The glyph and words at the end of a node, as far as there is room before the next one; beside the cursor if that would go
/// through them.
fn draw_end(end: Option<End>, [px, next, cursor]: [f64; 3], middle: f64, sketch: &mut Sketch) {
    const SIZE: f64 = 11.0;
    const GAP: f64 = 5.0;
    let (texts, ink) = match end {
        None => return,
        Some(End::Done) => (["✓".to_owned(), "✓".to_owned()], Ink::Done),
        Some(End::Cancelled) => ([say::scene::dropped_here(), "✕".to_owned()], Ink::Dropped),
        Some(End::Panicked) => ([say::scene::panicked(), "!".to_owned()], Ink::PanicText),
    };
    let place = |text: String| {
        let width = width_of(&text, SIZE);
        let is_crossed = cursor > px && cursor < px + GAP + width;
        let left = if is_crossed { cursor } else { px } + GAP;
        (left + width < next).then_some((left, text))
    };
    let Some((left, text)) = texts.into_iter().find_map(place) else { return };
    sketch.draw(DrawOp::text(left, middle + 4.0, text, TextStyle::new(SIZE, ink)));
}
