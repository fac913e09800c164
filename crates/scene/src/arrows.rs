//! Wakes as arrows: from who woke to who was woken.

use taskscope_sorted::SortedMap;

use taskscope_format::{Event, TaskId, ThreadId};

use super::bar::{BAR_HEIGHT, BAR_TOP};
use super::detail::Columns;
use super::{Arrows, DrawOp, Frame, Ink, Point, View};
use taskscope_trace::{Lanes, Trace, Wake};

/// The most arrows in one picture; beyond, those between the same tasks thin out.
const MOST: usize = 300;
/// The most wakes of a column that are looked at.
const FEW: usize = 4;

/// Who woke whom.
type Pair = (Source, TaskId);

/// Where an arrow comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Task(TaskId),
    Thread(ThreadId),
}

impl Source {
    /// `None` for timers and everything else that has no lane: their wakes are marks.
    fn of(wake: &Wake) -> Option<Self> {
        wake.by.map(Self::Task).or(wake.thread.map(Self::Thread))
    }
}

/// Draws the arrows that the view asks for.
pub(super) fn draw(frame: Frame<'_>, columns: &Columns) -> Vec<DrawOp> {
    let wakes = wanted(frame, columns);
    let mut apart = 3.0;
    loop {
        let thinned = thin(frame, &wakes, apart);
        if thinned.len() <= MOST || apart >= frame.view.width {
            return thinned.into_iter().filter_map(|(pair, px)| arrow(frame, pair, px)).collect();
        }
        apart *= 2.0;
    }
}

/// The wakes in view, with who caused them and where.
fn wanted(frame: Frame<'_>, columns: &Columns) -> Vec<(Pair, f64)> {
    let Frame { model, view, .. } = frame;
    let wakes: Vec<Wake> = match (view.arrows, view.selected) {
        (Arrows::None, _) | (Arrows::Selected, None) => Vec::new(),
        (Arrows::Selected, Some(task)) => wakes_of(frame, task, columns),
        (Arrows::All, _) => wakes_of_all((model.trace, model.lanes), columns),
    };
    let placed = wakes
        .iter()
        .filter_map(|wake| Some(((Source::of(wake)?, wake.task), view.px_from_step(model.axis, wake.step))));
    placed.filter(|&(_, px)| px >= view.label_width && px <= view.width).collect()
}

/// The wakes of each column that a task took part in, a few of them: more could not be told apart, and there may be
/// thousands.
fn wakes_of(frame: Frame<'_>, task: TaskId, columns: &Columns) -> Vec<Wake> {
    let Some(lane) = frame.model.lanes.lane(task) else { return Vec::new() };
    let of_column = columns.stretches(1).flat_map(|(from, to)| lane.wakes_between(from, to).take(FEW));
    of_column.filter_map(|step| frame.model.lanes.wake_before(frame.model.trace, step)).collect()
}

/// The same for all tasks, from the first events of each column.
fn wakes_of_all((trace, lanes): (&Trace, &Lanes), columns: &Columns) -> Vec<Wake> {
    /// Events among which a column's wakes are looked for.
    const LOOKED_AT: usize = 64;
    /// With more events in view, wakes are looked for in fewer places: there is no room for more arrows.
    const CROWDED: usize = 10_000;
    /// Columns to a place then.
    const COARSE: usize = 8;
    let (first, last) = columns.ends();
    let is_crowded = last.0 - first.0 > CROWDED;
    let of_column = columns.stretches(if is_crowded { COARSE } else { 1 }).flat_map(|(from, to)| {
        let events = trace.between(from, to).take(LOOKED_AT);
        let wakes = events.filter(|(_, event)| matches!(event, Event::TaskReady { .. }));
        wakes.filter_map(|(step, _)| lanes.wake_before(trace, step)).take(FEW)
    });
    of_column.collect()
}

/// Leaves out arrows that lie close to one between the same tasks.
fn thin(frame: Frame<'_>, wakes: &[(Pair, f64)], apart: f64) -> Vec<(Pair, f64)> {
    let mut last = SortedMap::new();
    let mut thinned = Vec::new();
    for &(pair, px) in wakes {
        if last.get(&pair).is_some_and(|last| px - last < apart) || !is_in_view(frame, pair) {
            continue;
        }
        last.insert(pair, px);
        thinned.push((pair, px));
    }
    thinned
}

fn top_of_source(frame: Frame<'_>, source: Source) -> Option<f64> {
    match source {
        Source::Task(task) => top_of(frame, task),
        Source::Thread(thread) => frame.rows.top_of_thread(thread, frame.view).map(|top| top + BAR_TOP),
    }
}

/// The upper edge of the bars of a task, if its lane is shown.
pub(super) fn top_of(frame: Frame<'_>, task: TaskId) -> Option<f64> {
    let index = frame.model.lanes.index_of(task)?;
    frame.rows.top_of(index, frame.view).map(|top| top + BAR_TOP)
}

fn is_in_view(frame: Frame<'_>, (by, task): Pair) -> bool {
    let Some(to) = top_of(frame, task) else { return false };
    let from = top_of_source(frame, by).unwrap_or(to);
    from.max(to) + BAR_HEIGHT > View::LANES_TOP && from.min(to) < frame.view.height
}

fn arrow(frame: Frame<'_>, (by, task): Pair, x: f64) -> Option<DrawOp> {
    let to = top_of(frame, task)?;
    let point = |x, y| Point { x, y };
    let straight = |from: f64, to: f64| {
        let (bend, middle) = (10.0_f64.min((to - from).abs() / 6.0), f64::midpoint(from, to));
        (point(x, from), [point(x + bend, middle), point(x - bend, middle)], point(x, to))
    };
    let (from, controls, to) = match top_of_source(frame, by) {
        None => straight(to - 7.0, to + 5.0),
        Some(from) if by == Source::Task(task) => (
            point(x - 5.0, from),
            [point(x - 5.0, from - 9.0), point(x + 5.0, from - 9.0)],
            point(x + 5.0, from + 3.0),
        ),
        Some(from) if from < to => straight(from + BAR_HEIGHT - 10.0, to + 5.0),
        Some(from) => straight(from + 10.0, to + BAR_HEIGHT - 5.0),
    };
    Some(DrawOp::Arrow { from, controls, to, ink: Ink::Muted })
}
