//! Marks on the lanes: findings, futures that were dropped, and what woke a task from outside of all lanes. Those that are too
//! close to be told apart are one.

use taskscope_format::{Event, TaskId, WakeSource};

use super::detail::Columns;
use super::rows::Row;
use super::{DrawOp, Frame, Hit, Ink, Point, Rect, Sketch, TextStyle};
use taskscope_trace::{End, Step, Track};

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Something that looks like a mistake.
    Finding,
    /// A future that was dropped before it had a value.
    Dropped,
    /// A wake by a timer, a promise or something else that has no lane.
    Woken,
}

/// A mark, or several that are too close.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Mark {
    px: f64,
    from: Step,
    to: Step,
    count: u32,
}

/// Where marks of a lane, or of a row of futures, are drawn.
#[derive(Clone, Copy)]
struct Place {
    task: TaskId,
    /// The upper edge of the lane, or the middle of the row.
    top: f64,
    /// The upper edge of the lane's bars.
    bar: f64,
}

/// The most marks in one picture.
const MOST: usize = 300;
/// How far apart marks are that can be told apart.
const APART: f64 = 14.0;
/// Wakes and ends of a column that are looked at: more could not be told apart.
const FEW: usize = 8;
/// How far a finding's disc reaches from its middle.
const RADIUS: f64 = 7.0;

/// Draws a mark.
type Draw = fn(Place, Mark, &mut Sketch);

/// Draws the marks of all lanes in view; where there are very many, those farther apart are one, too.
pub(super) fn draw(frame: Frame<'_>, columns: &Columns) -> Sketch {
    let all = marks(frame, columns);
    let mut apart = APART;
    loop {
        let merged: Vec<(Place, Draw, Vec<Mark>)> =
            all.iter().map(|(place, draw, marks)| (*place, *draw, merged(marks, apart))).collect();
        if merged.iter().map(|(_, _, marks)| marks.len()).sum::<usize>() <= MOST || apart >= frame.view.width
        {
            let mut sketch = Sketch::default();
            for (place, draw, marks) in merged {
                for mark in marks {
                    draw(place, mark, &mut sketch);
                }
            }
            return sketch;
        }
        apart *= 2.0;
    }
}

/// The marks of all lanes in view, of each kind from left to right. Findings come last: they lie over the others.
fn marks(frame: Frame<'_>, columns: &Columns) -> Vec<(Place, Draw, Vec<Mark>)> {
    let mut all: Vec<(Place, Draw, Vec<Mark>)> = Vec::new();
    let first = frame.model.lanes.at(0).map(|lane| lane.task);
    for (row, top) in frame.rows.seen(frame.view) {
        let bar = top + row.size.bar_top();
        // What has scrolled below the lane on top has no marks on it.
        if bar < frame.room.y && !frame.rows.is_pinned(row) {
            continue;
        }
        let place = Place { task: row.lane.task, top, bar };
        // They are as high as compact lanes, which they would hide.
        if !row.size.is_compact() || frame.view.selected == Some(row.lane.task) {
            all.push((place, draw_woken, woken(frame, row, columns)));
        }
        let mut shown = frame.rows.subs_of(row, frame.view).peekable();
        if shown.peek().is_none() {
            let rows = row.lane.rows().iter();
            let mut ends: Vec<Mark> = rows.flat_map(|nodes| dropped(frame, nodes.track(), columns)).collect();
            taskscope_sorted::sort_by(&mut ends, |one, other| {
                one.px.total_cmp(&other.px).then(one.from.cmp(&other.from))
            });
            all.push((place, draw_dropped, ends));
        }
        for (sub, middle) in shown {
            let place = Place { top: middle, ..place };
            all.push((place, answer_dropped, dropped(frame, sub.nodes.track(), columns)));
        }
        let findings = frame.model.over.findings.iter();
        let own = findings.filter(|(_, task)| task.or(first) == Some(row.lane.task)).map(|&(step, _)| step);
        let mut own: Vec<Step> = own.collect();
        taskscope_sorted::sort_by(&mut own, Ord::cmp);
        all.push((place, draw_finding, placed(frame, own.into_iter())));
    }
    all
}

/// Steps in view with their places.
fn placed(frame: Frame<'_>, steps: impl Iterator<Item = Step>) -> Vec<Mark> {
    let (view, axis) = (frame.view, frame.model.axis);
    let mark = |step| Mark { px: view.px_from_step(axis, step), from: step, to: step, count: 1 };
    steps.map(mark).filter(|mark| mark.px >= view.label_width && mark.px <= view.right()).collect()
}

fn woken(frame: Frame<'_>, row: &Row<'_>, columns: &Columns) -> Vec<Mark> {
    let trace = frame.model.trace;
    let is_from_outside = |step: &Step| {
        let Some(Event::TaskReady { task, by }) = trace.event_before(*step) else { return false };
        let has_lane = matches!(by, WakeSource::Task(_) | WakeSource::Spawn | WakeSource::Thread(_));
        task == row.lane.task && !has_lane && by != WakeSource::Unknown
    };
    let of_column = columns.stretches(1).flat_map(|(from, to)| row.lane.wakes_between(from, to).take(FEW));
    placed(frame, of_column.filter(is_from_outside))
}

/// Where futures of a row are dropped without a value.
fn dropped(frame: Frame<'_>, track: &Track, columns: &Columns) -> Vec<Mark> {
    let mut next = 0;
    let of_column = columns.stretches(1).flat_map(|(from, to)| {
        let first = track.first_after(from, next);
        next = track.first_after(to, first);
        (first..next.min(first + FEW)).filter_map(|index| track.end(index)).collect::<Vec<_>>()
    });
    let is_loss = |(step, end): (Step, End)| (end == End::Cancelled).then_some(step);
    placed(frame, of_column.filter_map(is_loss).collect::<Vec<_>>().into_iter())
}

/// Puts marks together that are too close; they come from left to right.
fn merged(marks: &[Mark], apart: f64) -> Vec<Mark> {
    let mut merged: Vec<Mark> = Vec::new();
    for &mark in marks {
        match merged.last_mut().filter(|last| mark.px - last.px < apart) {
            Some(last) => {
                (last.from, last.to) = (last.from.min(mark.from), last.to.max(mark.to));
                last.count = last.count.saturating_add(mark.count);
            }
            None => merged.push(mark),
        }
    }
    merged
}

fn hit(kind: MarkKind, place: Place, mark: Mark) -> Hit {
    let Mark { from, to, count, .. } = mark;
    Hit::Mark { kind, task: place.task, from, to, count }
}

/// What answers around a mark.
fn around(x: f64, y: f64) -> Rect {
    Rect::new(x - RADIUS, y - RADIUS, 2.0 * RADIUS, 2.0 * RADIUS)
}

/// An arrow that comes from above.
fn draw_woken(place: Place, mark: Mark, sketch: &mut Sketch) {
    let point = |y: f64| Point { x: mark.px, y };
    let (from, to) = (point(place.bar - 7.0), point(place.bar + 5.0));
    sketch.draw(DrawOp::Arrow { from, controls: [from, point(place.bar)], to, ink: Ink::Muted });
    let near = Rect::new(mark.px - 4.0, from.y, 8.0, to.y - from.y);
    sketch.target(near, hit(MarkKind::Woken, place, mark));
}

fn draw_dropped(place: Place, mark: Mark, sketch: &mut Sketch) {
    let middle = middle(place);
    let style = TextStyle::new(11.0, Ink::Dropped).bold().centred();
    sketch.draw(DrawOp::text(mark.px, middle + 4.0, "✕", style));
    sketch.target(around(mark.px, middle), hit(MarkKind::Dropped, place, mark));
}

/// Where the end of a future's bar says that it was dropped.
fn answer_dropped(place: Place, mark: Mark, sketch: &mut Sketch) {
    sketch.target(around(mark.px + RADIUS, place.top), hit(MarkKind::Dropped, place, mark));
}

/// A disc with an exclamation mark, or the number of findings.
fn draw_finding(place: Place, mark: Mark, sketch: &mut Sketch) {
    let middle = middle(place);
    let disc = around(mark.px, middle);
    let says = match mark.count {
        1 => "!".to_owned(),
        count @ 2..=9 => count.to_string(),
        _ => "9+".to_owned(),
    };
    sketch.draw(DrawOp::fill(disc, RADIUS, Ink::Panic));
    let style = TextStyle::new(11.0, Ink::OnAccent).bold().centred();
    sketch.draw(DrawOp::text(mark.px, middle + 4.0, says, style));
    sketch.target(disc, hit(MarkKind::Finding, place, mark));
}

/// Above the bars, as far as there is room.
fn middle(place: Place) -> f64 {
    (place.bar - RADIUS - 2.0).max(place.top + RADIUS)
}
