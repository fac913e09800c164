//! The column of names: every task with what it does at the cursor, every row of nodes with its label.

use taskscope_format::TaskId;

use super::lane_size::{Label, LaneSize};
use super::rows::{Row, SubRow};
use super::{DrawOp, Frame, Hit, Ink, Rect, Sketch, TextStyle, threads, times, width_of};
use taskscope_tell::{lane_state_text, say};
use taskscope_trace::{Phase, TaskState};

pub(super) const NAME_LEFT: f64 = 24.0;
/// The room for the mark that folds the nodes.
pub(super) const FOLD_WIDTH: f64 = 18.0;
pub(super) const END_GAP: f64 = 4.0;

/// Draws the names of the lanes in view.
pub(super) fn draw(frame: Frame<'_>) -> Sketch {
    let mut sketch = Sketch::default();
    for row in frame.rows.visible(frame.view) {
        draw_task(frame, row, &mut sketch);
    }
    for (row, sub, middle) in frame.rows.visible_subs(frame.view) {
        draw_label(frame, row.lane.task, sub, middle, &mut sketch);
    }
    threads::draw_names(frame, &mut sketch);
    sketch
}

/// Draws the name of the lane that stays on top, if there is one.
pub(super) fn draw_pinned(frame: Frame<'_>) -> Sketch {
    let mut sketch = Sketch::default();
    if let Some(pinned) = frame.rows.pinned() {
        draw_task(frame, pinned, &mut sketch);
    }
    sketch
}

/// The mark in a task's colour, `left` of the name.
pub(super) fn mark(area: Rect, left: f64, size: LaneSize) -> Rect {
    let height = match size.label() {
        Label::Compact => 6.0,
        Label::OneLine | Label::TwoLines => size.bar().max(26.0).min(area.height - 8.0),
    };
    Rect::new(left, area.y + (area.height - height) / 2.0, 4.0, height)
}

/// Writes a name and a state beside a lane: below each other if there is room. `room` is what is left free at both sides.
pub(super) fn draw_words(
    (area, size): (Rect, LaneSize),
    (left, right): (f64, f64),
    (name, name_ink): (&str, Ink),
    (state, state_ink): (String, Ink),
    sketch: &mut Sketch,
) {
    /// Less of a state says nothing.
    const LEAST: f64 = 40.0;
    const GAP: f64 = 8.0;
    let (middle, width) = (area.y + area.height / 2.0, area.width - left - right);
    let is_tall = size.height >= 48.0;
    let (name_size, state_size) = if is_tall { (13.0, 11.5) } else { (12.0, 11.0) };
    let name_style = TextStyle::new(name_size, name_ink).bold().within(width).cut_in_middle();
    let state_style = TextStyle::new(state_size, state_ink);
    // Cut in its middle a state says less than its first word does.
    let first = state.split(" · ").next().unwrap_or_default().to_owned();
    let fitting =
        |room: f64| if width_of(&state, state_size) * 0.85 <= room { state.clone() } else { first.clone() };
    if size.label() == Label::TwoLines {
        sketch.draw(DrawOp::text(left, middle - 2.0, name, name_style));
        sketch.draw(DrawOp::text(
            left,
            middle + 13.0,
            fitting(area.width - left - END_GAP),
            state_style.within(area.width - left - END_GAP),
        ));
        return;
    }
    let taken = width_of(name, name_size) + GAP;
    sketch.draw(DrawOp::text(left, middle + 4.0, name, name_style));
    if width - taken >= LEAST {
        sketch.draw(DrawOp::text(
            left + taken,
            middle + 4.0,
            fitting(width - taken),
            state_style.within(width - taken),
        ));
    }
}

fn draw_task(frame: Frame<'_>, (row, top): (&Row<'_>, f64), sketch: &mut Sketch) {
    /// Deeper tasks are not indented further: they would leave no room for their names.
    const DEEPEST: usize = 6;
    let (lane, size, width) = (row.lane, row.size, frame.view.label_width);
    let left = times(row.depth.min(DEEPEST)) * 8.0;
    let name_left = NAME_LEFT + left;
    let area = Rect::new(0.0, top, width, size.height);
    let is_selected = frame.view.selected == Some(lane.task);
    if is_selected {
        sketch.draw(DrawOp::fill(area, 0.0, Ink::Raised));
    }
    if row.place > 0 && size.label() != Label::Compact {
        let rect = Rect { height: 1.0, ..area };
        sketch.draw(DrawOp::Fill { rect, radius: 0.0, ink: Ink::Line, opacity: 0.6 });
    }
    sketch.target(area, Hit::Lane(lane.task));
    sketch.draw(DrawOp::fill(mark(area, 12.0 + left, size), 2.0, Ink::of_task(lane.task)));
    let name = frame.model.trace.text(lane.name);
    if size.label() == Label::Compact {
        draw_compact(row, (area, name_left), (name, is_selected), sketch);
        return;
    }
    let task = frame.model.state.task(lane.task);
    let name_ink = if task.is_some() { Ink::Text } else { Ink::Muted };
    let right = if row.can_fold(frame.view.selected) { FOLD_WIDTH } else { END_GAP };
    let state = task.map_or_else(
        || (say::scene::not_spawned(), Ink::Muted),
        |task| {
            (lane_state_text(frame.model.state, frame.model.trace, task, frame.view.cursor), phase_ink(task))
        },
    );
    draw_words((area, size), (name_left, right), (name, name_ink), state, sketch);
    if row.can_fold(frame.view.selected) {
        draw_fold(frame, lane.task, area, sketch);
    }
}

/// The name of every fifth task, and of the selected one in place of its neighbours'.
fn draw_compact(
    row: &Row<'_>,
    (area, left): (Rect, f64),
    (name, is_selected): (&str, bool),
    sketch: &mut Sketch,
) {
    const EVERY: usize = 5;
    const SIZE: f64 = 11.0;
    if !is_selected && row.place % EVERY != 0 {
        return;
    }
    let ink = if is_selected { Ink::Text } else { Ink::Muted };
    let style = TextStyle::new(SIZE, ink).within(area.width - left - END_GAP).cut_in_middle();
    sketch.draw(DrawOp::text(left, area.y + area.height / 2.0 + 4.0, name, style));
}

fn draw_fold(frame: Frame<'_>, task: TaskId, lane: Rect, sketch: &mut Sketch) {
    let middle = lane.y + lane.height / 2.0;
    let area = Rect::new(lane.width - FOLD_WIDTH, middle - FOLD_WIDTH / 2.0, FOLD_WIDTH, FOLD_WIDTH);
    let glyph = if frame.model.folded.contains(&task) { "▸" } else { "▾" };
    let style = TextStyle::new(12.0, Ink::Muted).centred();
    sketch.draw(DrawOp::text(area.x + area.width / 2.0, middle + 4.0, glyph, style));
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
