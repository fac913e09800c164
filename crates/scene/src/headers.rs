//! The column of names: every task with what it does at the cursor, every row of nodes with its label.

use taskscope_format::TaskId;

use super::rows::{Row, SubRow};
use super::{DrawOp, Frame, Hit, Ink, Rect, Sketch, TextStyle, threads, times};
use taskscope_tell::{say, state_text};
use taskscope_trace::{Phase, TaskState};

pub(super) const NAME_LEFT: f64 = 24.0;
/// The room for the mark that folds the nodes.
pub(super) const FOLD_WIDTH: f64 = 18.0;
pub(super) const END_GAP: f64 = 4.0;

/// Draws the names of the lanes in view.
pub(super) fn draw(frame: Frame<'_>) -> Sketch {
    let mut sketch = Sketch::default();
    for (row, top) in frame.rows.visible(frame.view) {
        draw_task(frame, row, top, &mut sketch);
        for (sub, middle) in row.visible_subs(top, frame.view) {
            draw_label(frame, row.lane.task, sub, middle, &mut sketch);
        }
    }
    threads::draw_names(frame, &mut sketch);
    sketch
}

fn draw_task(frame: Frame<'_>, row: &Row<'_>, top: f64, sketch: &mut Sketch) {
    /// Deeper tasks are not indented further: they would leave no room for their names.
    const DEEPEST: usize = 6;
    let (lane, width) = (row.lane, frame.view.label_width);
    let left = times(row.depth.min(DEEPEST)) * 8.0;
    let name_left = NAME_LEFT + left;
    let area = Rect::new(0.0, top, width, 40.0);
    if frame.view.selected == Some(lane.task) {
        sketch.draw(DrawOp::fill(area, 0.0, Ink::Raised));
    }
    sketch.target(area, Hit::Lane(lane.task));
    let task = frame.model.state.task(lane.task);
    sketch.draw(DrawOp::fill(Rect::new(12.0 + left, top + 7.0, 4.0, 26.0), 2.0, Ink::of_task(lane.task)));
    let name_ink = if task.is_some() { Ink::Text } else { Ink::Muted };
    let fold_room = if lane.rows().is_empty() { END_GAP } else { FOLD_WIDTH };
    let name = TextStyle::new(12.0, name_ink).bold().within(width - name_left - fold_room);
    sketch.draw(DrawOp::text(name_left, top + 19.0, frame.model.trace.text(lane.name), name));
    let (state, ink) = task.map_or_else(
        || (say::scene::not_spawned(), Ink::Muted),
        |task| (state_text(frame.model.state, frame.model.trace, task), phase_ink(task)),
    );
    let style = TextStyle::new(11.0, ink).within(width - name_left - END_GAP);
    sketch.draw(DrawOp::text(name_left, top + 33.0, state, style));
    if !lane.rows().is_empty() {
        draw_fold(frame, lane.task, top, sketch);
    }
}

fn draw_fold(frame: Frame<'_>, task: TaskId, top: f64, sketch: &mut Sketch) {
    let area = Rect::new(frame.view.label_width - FOLD_WIDTH, top + 6.0, FOLD_WIDTH, FOLD_WIDTH);
    let glyph = if frame.model.folded.contains(&task) { "▸" } else { "▾" };
    let style = TextStyle::new(12.0, Ink::Muted).centred();
    sketch.draw(DrawOp::text(area.x + area.width / 2.0, top + 19.0, glyph, style));
    sketch.target(area, Hit::Fold(task));
}

fn draw_label(frame: Frame<'_>, task: TaskId, sub: SubRow<'_>, middle: f64, sketch: &mut Sketch) {
    /// Deeper nodes are not indented further: they would leave no room for their labels.
    const DEEPEST: usize = 4;
    let width = frame.view.label_width;
    let indent = if frame.view.is_wide() { 38.0 } else { NAME_LEFT };
    let x = indent + times(sub.nodes.depth.min(DEEPEST)) * 12.0;
    let branch = if sub.is_last { '└' } else { '├' };
    let text = format!("{branch} {}", frame.model.trace.text(sub.nodes.label));
    let style = TextStyle::new(11.0, Ink::Muted).within(width - x - END_GAP);
    sketch.draw(DrawOp::text(x, middle + 3.0, text, style));
    sketch.target(Rect::new(0.0, middle - 12.0, width, 24.0), Hit::Lane(task));
}

fn phase_ink(task: &TaskState) -> Ink {
    match task.phase {
        Phase::Ready => Ink::ReadyText,
        Phase::Running => Ink::Text,
        Phase::Waiting => Ink::Muted,
        Phase::Done => Ink::Done,
        Phase::Cancelled => Ink::Dropped,
        Phase::Panicked => Ink::PanicText,
    }
}
