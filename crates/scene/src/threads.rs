//! The lanes of threads: starting hatched, at rest a line, busy in the colour of the task that asked for it.
//!
//! A call is placed by its times, which lie between steps. On every axis it stays between the step at which it was given
//! away and the one at which its end was heard of.

use std::rc::Rc;

use taskscope_format::{Micros, ThreadEnd};

use super::bar::{LEAST_WIDTH, draw_ready, draw_wait};
use super::detail::{Columns, Scale};
use super::headers::{self, END_GAP, NAME_LEFT};
use super::rows::Rows;
use super::time::TimeScale;
use super::{Arrows, DrawOp, Frame, Hit, Ink, Point, Rect, Share, Sketch, TextStyle, View};
use taskscope_tell::{say, thread_state_text};
use taskscope_trace::{Call, Step, ThreadLane, ThreadState};

/// Draws the lanes in view.
pub(super) fn draw(frame: Frame<'_>, scale: &Scale<'_>, sketch: &mut Sketch) {
    for (lane, top, is_first) in frame.rows.visible_threads(frame.view) {
        if is_first {
            let y = top - Rows::WORKERS_HEADING / 2.0;
            let (from, to) = (Point { x: frame.view.label_width, y }, Point { x: frame.view.right(), y });
            sketch.draw(DrawOp::Line { from, to, ink: Ink::Line, width: 1.0 });
        }
        let lane = Drawn { frame, scale, lane, top: top + frame.rows.thread_size.bar_top() };
        lane.draw_life(sketch);
        lane.draw_calls(sketch);
        lane.draw_end(sketch);
    }
}

/// Draws the names of the lanes in view, with what each does at the cursor.
pub(super) fn draw_names(frame: Frame<'_>, sketch: &mut Sketch) {
    let width = frame.view.label_width;
    for (lane, top, is_first) in frame.rows.visible_threads(frame.view) {
        if is_first {
            let style = TextStyle::new(11.0, Ink::Muted).within(width - NAME_LEFT);
            sketch.draw(DrawOp::text(12.0, top - 6.0, say::scene::threads(), style));
        }
        let state = frame.model.state.threads.get(lane.thread);
        let area = Rect::new(0.0, top, width, frame.rows.thread_size.height);
        let mark = headers::mark(area, 12.0, frame.rows.thread_size);
        sketch.draw(DrawOp::outline(Rect { x: mark.x + 0.5, width: 3.0, ..mark }, 1.5, Ink::Muted));
        sketch.target(area, Hit::Thread(lane.thread));
        let name = (frame.model.trace.text(lane.name), if state.is_some() { Ink::Text } else { Ink::Muted });
        let does = (state.map_or_else(say::scene::not_started, thread_state_text), state_ink(state));
        headers::draw_words((area, frame.rows.thread_size), (NAME_LEFT, END_GAP), name, does, sketch);
    }
}

fn state_ink(state: Option<&ThreadState>) -> Ink {
    match state.map(|state| (state.end, state.is_ready, state.calls)) {
        None | Some((None, true, 0)) => Ink::Muted,
        Some((None, false, _)) => Ink::ReadyText,
        Some((None, true, _)) => Ink::Text,
        Some((Some(end), ..)) => end_words(end).1,
    }
}

/// What is said at the end of a lane, and its ink.
fn end_words(end: ThreadEnd) -> ([String; 2], Ink) {
    match end {
        ThreadEnd::Closed => (["✓".to_owned(), say::scene::closed()], Ink::Done),
        ThreadEnd::Terminated => (["✕".to_owned(), say::scene::stopped()], Ink::Dropped),
        ThreadEnd::Failed => (["!".to_owned(), say::scene::failed()], Ink::PanicText),
    }
}

/// One lane on the screen.
struct Drawn<'a> {
    frame: Frame<'a>,
    scale: &'a Scale<'a>,
    lane: &'a ThreadLane,
    /// The upper edge of its bars.
    top: f64,
}

impl Drawn<'_> {
    /// The step at which it ends, or the trace does.
    fn last(&self) -> Step {
        self.lane.end.map_or(self.scale.axis.end(), |(step, _)| step)
    }

    fn bar(&self, left: f64, right: f64) -> Rect {
        Rect::new(left, self.top, (right - left).max(LEAST_WIDTH), self.frame.rows.thread_size.bar())
    }

    /// That it is there: hatched while it starts, a line from then on.
    fn draw_life(&self, sketch: &mut Sketch) {
        let ThreadLane { thread, from, ready, .. } = *self.lane;
        let (from, ready, last) = (
            self.scale.edge(from),
            self.scale.edge(ready.unwrap_or(self.last())),
            self.scale.edge(self.last()),
        );
        draw_wait(self.bar(ready, last), sketch);
        sketch.target(self.bar(from, last), Hit::Thread(thread));
        // A simulated one starts at once.
        if ready - from >= 1.0 {
            draw_ready(self.bar(from, ready), self.frame.rows.thread_size.ready(), sketch);
        }
    }

    fn draw_end(&self, sketch: &mut Sketch) {
        let Some((step, end)) = self.lane.end else { return };
        let (px, view) = (self.scale.px(step), self.frame.view);
        if px >= view.label_width && px <= view.right() {
            let ([glyph, words], ink) = end_words(end);
            let text = if view.is_wide() { words } else { glyph };
            let middle = self.top + self.frame.rows.thread_size.bar() / 2.0;
            sketch.draw(DrawOp::text(px + 6.0, middle + 4.0, text, TextStyle::new(12.0, ink)));
        }
    }

    /// The calls in view: at most one bar or share a column, however many there are.
    fn draw_calls(&self, sketch: &mut Sketch) {
        let (first, last) = self.scale.in_view();
        let ended = self.lane.calls().get(..self.lane.ended()).unwrap_or_default();
        let mut next = ended.partition_point(|call| call.heard.is_some_and(|heard| heard < first));
        let mut crowd = Crowd::default();
        while let Some(call) = ended.get(next).filter(|call| call.posted <= last) {
            let [left, right] = self.edges(call);
            if right - left >= Columns::WIDTH {
                crowd.draw(self, sketch);
                self.draw_call(self.bar(left, right), (next, call), sketch);
                next += 1;
            } else {
                next = crowd.add(self, ended, next);
            }
        }
        crowd.draw(self, sketch);
        self.draw_call_under_way(sketch);
    }

    fn draw_call(&self, bar: Rect, (index, call): (usize, &Call), sketch: &mut Sketch) {
        sketch.draw(DrawOp::fill(bar, 3.0, ink_of(call)));
        sketch.target(bar, Hit::Call { thread: self.lane.thread, call: index, count: 1 });
    }

    /// The call that nothing is heard of: where it was given away, or the one before it ended, something has begun, and
    /// that is all that is known.
    fn draw_call_under_way(&self, sketch: &mut Sketch) {
        let index = self.lane.ended();
        let Some(call) = self.lane.calls().get(index) else { return };
        let before = index.checked_sub(1).and_then(|last| self.lane.calls().get(last));
        let ready = self.lane.ready.unwrap_or(self.last());
        let from = before.and_then(|call| call.heard).unwrap_or_default().max(call.posted).max(ready);
        let bar = self.bar(self.scale.edge(from), self.scale.edge(self.last()));
        sketch.draw(DrawOp::Outline { rect: bar, radius: 3.0, ink: ink_of(call), is_dashed: true });
        sketch.target(bar, Hit::Call { thread: self.lane.thread, call: index, count: 1 });
    }

    /// Where a call that has ended begins and ends on the screen; never far outside of the plot.
    fn edges(&self, call: &Call) -> [f64; 2] {
        let steps = [call.posted, call.heard.unwrap_or(self.last())];
        [call.from, call.to].map(|time| px_of(self.frame, time, steps)).map(|px| {
            let view = self.frame.view;
            px.min(view.right() + 20.0).max(view.label_width - 20.0)
        })
    }
}

fn ink_of(call: &Call) -> Ink {
    call.task.map_or(Ink::Muted, Ink::of_task)
}

/// Where a time is drawn that does not lie outside of two steps.
fn px_of(frame: Frame<'_>, time: Micros, steps: [Step; 2]) -> f64 {
    let Frame { model, view, .. } = frame;
    let [low, high] = steps.map(|step| view.px_from_step(model.axis, step));
    let place = TimeScale::new(model.trace, model.axis).place_of(time.0);
    place.map_or(high, |place| view.px_from_position(place.position)).min(high).max(low)
}

/// Calls that are too narrow to be told apart, as the share that they take of each column.
#[derive(Default)]
struct Crowd {
    /// The first column.
    column: usize,
    shares: Vec<Share>,
    /// The first call, and how many there are.
    first: usize,
    count: usize,
}

impl Crowd {
    /// Adds the calls that begin in the same column as one of them; returns the first that does not.
    fn add(&mut self, lane: &Drawn<'_>, calls: &[Call], index: usize) -> usize {
        let columns = lane.scale.columns;
        let [left, _] = lane.edges(&calls[index]);
        let column = columns.at(left);
        let end = columns.px(column + 1);
        let begins_here = |call: &Call| lane.edges(call)[0] < end;
        let next = (index + calls[index..].partition_point(begins_here)).max(index + 1);
        if self.count == 0 {
            (self.column, self.first) = (column, index);
        }
        while self.column + self.shares.len() < column {
            self.shares.push(Share::default());
        }
        self.shares.truncate(column - self.column);
        self.shares.push(Share::new(share_of(calls, index, next), 0.0));
        self.count += next - index;
        next
    }

    fn draw(&mut self, lane: &Drawn<'_>, sketch: &mut Sketch) {
        let Self { column, shares, first, count } = std::mem::take(self);
        if shares.is_empty() {
            return;
        }
        let columns = lane.scale.columns;
        let bar = lane.bar(columns.px(column), columns.px(column + shares.len()));
        let ink = lane.lane.calls().get(first).map_or(Ink::Muted, ink_of);
        let shares: Rc<[Share]> = shares.into();
        sketch.draw(DrawOp::Density { rect: bar, ink, shares });
        sketch.target(bar, Hit::Call { thread: lane.lane.thread, call: first, count });
    }
}

/// How much of the time from the first of some calls to the one behind them they took.
#[expect(clippy::cast_precision_loss, reason = "a share of a length")]
fn share_of(calls: &[Call], from: usize, to: usize) -> f64 {
    let (first, last) = (&calls[from], &calls[to - 1]);
    let end = calls.get(to).map_or(last.to, |next| next.from);
    let busy = last.busy_before + (last.to.0 - last.from.0) - first.busy_before;
    match end.0.saturating_sub(first.from.0) {
        // At one instant of the clock: nothing has a length, but it happened.
        0 => 1.0,
        whole => busy as f64 / whole as f64,
    }
}

/// Calls as arrows: from the task that asked to where its call begins, for the tasks whose wakes are shown.
pub(super) fn arrows(frame: Frame<'_>, columns: &Columns) -> Vec<DrawOp> {
    /// More could not be told apart.
    const MOST: usize = 150;
    let Frame { view, .. } = frame;
    let is_wanted = |call: &&Call| match view.arrows {
        Arrows::All => call.task.is_some(),
        Arrows::Selected => call.task.is_some() && call.task == view.selected,
        Arrows::None => false,
    };
    let mut drawn = Vec::new();
    for (lane, top, _) in frame.rows.visible_threads(view) {
        let mut last = f64::NEG_INFINITY;
        for call in posted_in_view(lane, columns).filter(is_wanted) {
            let x = view.px_from_step(frame.model.axis, call.posted);
            if x - last >= 3.0 && drawn.len() < MOST {
                drawn.extend(arrow(frame, call, (x, top + frame.rows.thread_size.bar_top())));
                last = x;
            }
        }
    }
    drawn
}

/// The calls that were given away in view, a few of each column.
fn posted_in_view<'a>(lane: &'a ThreadLane, columns: &'a Columns) -> impl Iterator<Item = &'a Call> {
    const FEW: usize = 4;
    let calls = lane.calls();
    columns.stretches(1).flat_map(move |(from, to)| {
        let first = calls.partition_point(|call| call.posted <= from);
        calls.get(first..).unwrap_or_default().iter().take_while(move |call| call.posted <= to).take(FEW)
    })
}

fn arrow(frame: Frame<'_>, call: &Call, (x, top): (f64, f64)) -> Option<DrawOp> {
    let asked = frame.rows.bars_of(frame.model.lanes.index_of(call.task?)?, frame.view)?;
    let from = asked.bottom() - asked.height * 0.4;
    let to_x = call.heard.map_or(x, |heard| px_of(frame, call.from, [call.posted, heard]));
    let to = top + 3.0;
    if to < View::LANES_TOP || from > frame.view.height {
        return None;
    }
    let middle = f64::midpoint(from, to);
    let point = |x, y| Point { x, y };
    let controls = [point(x, middle), point(to_x, middle)];
    Some(DrawOp::Arrow { from: point(x, from), controls, to: point(to_x, to), ink: Ink::Muted })
}
