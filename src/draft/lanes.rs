//! Lanes and sub-lanes: bars for polls, hatching for waits in the queue, lines for awaits, glyphs for ends.

use taskscope_runtime::TaskId;

use super::layout::{LANE, Layout, SUB_LANE, shown_nodes};
use super::op::{Align, DrawOp, Ink, Rect, Scene, Weight};
use super::{Model, View};
use crate::trace::{End, Lane, Phase, Span, SpanKind, Step, SubLane, SubSpan, SubSpanKind, state_text};

/// The height of the bar of a poll.
pub(super) const BAR: f64 = 24.0;
/// What is narrower is drawn as wide.
const LEAST: f64 = 2.0;
/// Spans narrower than this are drawn as one with their neighbours.
const MERGED: f64 = 0.75;

pub(super) fn draw(model: &Model<'_>, view: &View, layout: &Layout, scene: &mut Scene) {
    for (lane, top) in layout.visible(model.lanes) {
        header(model, view, lane, top, &mut scene.headers);
        spans(model, view, lane, top, &mut scene.plot);
        if let Some((step, end)) = lane.end {
            end_mark(view.px_from_step(model.axis, step), top, end, &mut scene.plot);
        }
        for (index, node) in lane.nodes.iter().take(shown_nodes(lane, model.folded)).enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "a number of rows")]
            let row = top + LANE + index as f64 * SUB_LANE;
            let is_last = index + 1 == lane.nodes.len();
            sub_header(model, view, node, row, is_last, &mut scene.headers);
            sub_spans(model, view, lane.task, node, row, &mut scene.plot);
        }
    }
}

/// The colour of a task.
pub(super) fn task_ink(task: TaskId) -> Ink {
    let index = task.0.wrapping_sub(1) % u32::from(Ink::TASKS);
    Ink::Task(u8::try_from(index).unwrap_or(0))
}

fn header(model: &Model<'_>, view: &View, lane: &Lane, top: f64, ops: &mut Vec<DrawOp>) {
    let width = view.label_width();
    if view.selected == Some(lane.task) {
        let rect = Rect::new(4.0, top - 5.0, width - 8.0, BAR + 14.0);
        ops.push(DrawOp::Bar { rect, ink: Ink::Line, radius: 5.0, opacity: 0.7 });
    }
    let rect = Rect::new(12.0, top, 4.0, 28.0);
    ops.push(DrawOp::Bar { rect, ink: task_ink(lane.task), radius: 2.0, opacity: 1.0 });
    let max_width = width - 28.0;
    ops.push(label((24.0, top + 11.0), model.trace.text(lane.name), Ink::Text, 12, Weight::Bold, max_width));
    if let Some(task) = model.state.task(lane.task) {
        let ink = match task.phase {
            Phase::Running => Ink::Text,
            Phase::Ready => Ink::Ready,
            Phase::Waiting | Phase::Cancelled => Ink::Muted,
            Phase::Done => Ink::Done,
            Phase::Panicked => Ink::Panic,
        };
        let text = state_text(model.state, model.trace, task);
        ops.push(label((24.0, top + 26.0), &text, ink, 11, Weight::Normal, max_width));
    }
}

/// The spans in view, those that a pixel can't hold merged into one.
fn spans(model: &Model<'_>, view: &View, lane: &Lane, top: f64, ops: &mut Vec<DrawOp>) {
    let plot = view.plot();
    let right = plot.x + plot.width;
    let left_step = model.axis.step_at(view.position_from_px(plot.x));
    let first = lane.spans.partition_point(|span| span.to.is_some_and(|to| to < left_step));
    let mut merged: Option<(f64, f64)> = None;
    for span in lane.spans.get(first..).unwrap_or_default() {
        let (from, to) = edges(model, view, span.from, span.to);
        if from > right {
            break;
        }
        if to - from < MERGED && span.kind != SpanKind::Waiting {
            match &mut merged {
                Some((_, end)) if from - *end < 1.0 => *end = to,
                _ => {
                    density(merged.replace((from, to)), lane.task, top, ops);
                }
            }
            continue;
        }
        density(merged.take(), lane.task, top, ops);
        ops.push(span_op(lane.task, span, from.max(plot.x - 8.0), to.min(right + 8.0), top));
    }
    density(merged, lane.task, top, ops);
}

/// Where a span begins and ends; one that goes on ends at the trace's end.
fn edges(model: &Model<'_>, view: &View, from: Step, to: Option<Step>) -> (f64, f64) {
    let to = to.unwrap_or_else(|| model.trace.end());
    (view.px_from_step(model.axis, from), view.px_from_step(model.axis, to))
}

/// Many short polls: a bar of half the strength, as wide as all of them.
fn density(merged: Option<(f64, f64)>, task: TaskId, top: f64, ops: &mut Vec<DrawOp>) {
    if let Some((from, to)) = merged {
        let rect = Rect::new(from, top + 2.0, (to - from).max(LEAST), BAR - 4.0);
        ops.push(DrawOp::Bar { rect, ink: task_ink(task), radius: 0.0, opacity: 0.6 });
    }
}

fn span_op(task: TaskId, span: &Span, from: f64, to: f64, top: f64) -> DrawOp {
    let width = (to - from).max(LEAST);
    match span.kind {
        SpanKind::Running => {
            let rect = Rect::new(from, top, width, BAR);
            DrawOp::Bar { rect, ink: task_ink(task), radius: 3.0_f64.min(width / 2.0), opacity: 1.0 }
        }
        SpanKind::Ready => {
            let rect = Rect::new(from, top + 5.0, width, BAR - 10.0);
            DrawOp::Hatch { rect, ink: Ink::Ready }
        }
        SpanKind::Waiting => {
            let y = top + BAR / 2.0;
            DrawOp::Line { from: (from, y), to: (to, y), ink: Ink::Wait, width: 2.0 }
        }
    }
}

fn end_mark(x: f64, top: f64, end: End, ops: &mut Vec<DrawOp>) {
    let (text, ink) = match end {
        End::Done => ("✓ done", Ink::Done),
        End::Cancelled => ("✕ cancelled", Ink::Dropped),
        End::Panicked => ("! panicked", Ink::Panic),
    };
    ops.push(label((x + 5.0, top + BAR / 2.0 + 4.0), text, ink, 11, Weight::Normal, 120.0));
}

fn sub_header(
    model: &Model<'_>,
    view: &View,
    node: &SubLane,
    row: f64,
    is_last: bool,
    ops: &mut Vec<DrawOp>,
) {
    #[expect(clippy::cast_precision_loss, reason = "the depth of a tree of futures")]
    let x = 26.0 + node.depth as f64 * 10.0;
    let branch = if is_last { "└ " } else { "├ " };
    let text = format!("{branch}{}", model.trace.text(node.label));
    let max_width = view.label_width() - x - 4.0;
    ops.push(label((x, row + 12.0), &text, Ink::Muted, 11, Weight::Normal, max_width));
}

fn sub_spans(model: &Model<'_>, view: &View, task: TaskId, node: &SubLane, row: f64, ops: &mut Vec<DrawOp>) {
    let plot = view.plot();
    let left_step = model.axis.step_at(view.position_from_px(plot.x));
    let first = node.spans.partition_point(|span| span.to.is_some_and(|to| to < left_step));
    let mut before = f64::NEG_INFINITY;
    for span in node.spans.get(first..).unwrap_or_default() {
        let (from, to) = edges(model, view, span.from, span.to);
        if from > plot.x + plot.width {
            break;
        }
        if to - before >= MERGED {
            before = to;
            ops.push(sub_op(task, span, from.max(plot.x - 8.0), to.min(plot.x + plot.width + 8.0), row));
        }
    }
    if let Some((step, is_finished)) = node.end {
        let at = (view.px_from_step(model.axis, step) + 5.0, row + 12.0);
        let (text, ink) = if is_finished { ("✓", Ink::Done) } else { ("✕ dropped here", Ink::Dropped) };
        ops.push(label(at, text, ink, 11, Weight::Normal, 120.0));
    }
}

fn sub_op(task: TaskId, span: &SubSpan, from: f64, to: f64, row: f64) -> DrawOp {
    let rect = Rect::new(from, row + 3.0, (to - from).max(LEAST), 10.0);
    match span.kind {
        SubSpanKind::Polled => DrawOp::Bar { rect, ink: task_ink(task), radius: 2.0, opacity: 0.55 },
        SubSpanKind::Waiting => DrawOp::Frame { rect, ink: task_ink(task), is_dotted: false, width: 1.0 },
        SubSpanKind::Woken => DrawOp::Frame { rect, ink: Ink::Ready, is_dotted: true, width: 1.5 },
    }
}

pub(super) fn label(
    at: (f64, f64),
    text: &str,
    ink: Ink,
    size: u8,
    weight: Weight,
    max_width: f64,
) -> DrawOp {
    DrawOp::Label { at, text: text.to_owned(), ink, size, weight, align: Align::Left, max_width }
}
