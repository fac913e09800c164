//! Wakes as arrows: from who woke to who was woken.

use taskscope_sorted::SortedMap;

use taskscope_format::{Event, TaskId, ThreadId};

use super::detail::Columns;
use super::{Arrows, DrawOp, Frame, Ink, Point, Rect};
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

/// The arrows of a picture: those between lanes that scroll, and those of the lane that stays on top.
#[derive(Default)]
pub(super) struct Drawn {
    pub(super) scrolled: Vec<DrawOp>,
    pub(super) pinned: Vec<DrawOp>,
}

/// Draws the arrows that the view asks for.
pub(super) fn draw(frame: Frame<'_>, columns: &Columns) -> Drawn {
    let wakes = wanted(frame, columns);
    let mut apart = 3.0;
    let mut thinned = thin(frame, &wakes, apart);
    while thinned.len() > MOST && apart < frame.view.width {
        apart *= 2.0;
        thinned = thin(frame, &wakes, apart);
    }
    let mut drawn = Drawn::default();
    for (pair, px) in untangled(frame, thinned) {
        let list = if touches_pinned(frame, pair) { &mut drawn.pinned } else { &mut drawn.scrolled };
        list.extend(arrow(frame, pair, px));
    }
    drawn
}

/// Arrows side by side can be told apart if they are few. Of more, such as two hundred spawns within ten pixels, those
/// that would touch the one before are left out: they would make a slab.
fn untangled(frame: Frame<'_>, arrows: Vec<(Pair, f64)>) -> Vec<(Pair, f64)> {
    const FEW: usize = 40;
    const APART: f64 = 8.0;
    if arrows.len() <= FEW && !frame.rows.is_compact() {
        return arrows;
    }
    let mut arrows = arrows;
    taskscope_sorted::sort_by(&mut arrows, |(_, one), (_, other)| one.total_cmp(other));
    let mut free = f64::NEG_INFINITY;
    arrows.retain(|&(_, px)| {
        let is_free = px >= free;
        free = if is_free { px + APART } else { free };
        is_free
    });
    arrows
}

/// The wakes in view, with who caused them and where.
fn wanted(frame: Frame<'_>, columns: &Columns) -> Vec<(Pair, f64)> {
    let Frame { model, view, .. } = frame;
    let wakes: Vec<Wake> = match (view.arrows, view.selected) {
        (Arrows::None, _) | (Arrows::Selected, None) => Vec::new(),
        (Arrows::Selected, Some(task)) => wakes_of(frame, task, columns),
        // Those of very many tasks would hide the lanes.
        (Arrows::All, Some(task)) if frame.rows.is_compact() => wakes_of(frame, task, columns),
        (Arrows::All, _) => wakes_of_all((model.trace, model.lanes), columns),
    };
    let placed = wakes
        .iter()
        .filter_map(|wake| Some(((Source::of(wake)?, wake.task), view.px_from_step(model.axis, wake.step))));
    placed.filter(|&(_, px)| px >= view.label_width && px <= view.right()).collect()
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

/// Where the bars are that an arrow comes from.
fn bars_of_source(frame: Frame<'_>, source: Source) -> Option<Rect> {
    match source {
        Source::Task(task) => bars_of(frame, task),
        Source::Thread(thread) => {
            let (rows, view) = (frame.rows, frame.view);
            let (top, size) = (rows.top_of_thread(thread, view)?, rows.thread_size);
            Some(Rect { y: top + size.bar_top(), height: size.bar(), ..view.plot() })
        }
    }
}

/// Where the bars of a task are, if its lane is shown.
pub(super) fn bars_of(frame: Frame<'_>, task: TaskId) -> Option<Rect> {
    frame.rows.bars_of(frame.model.lanes.index_of(task)?, frame.view)
}

/// Whether an arrow begins or ends at the lane that stays on top.
fn touches_pinned(frame: Frame<'_>, (by, task): Pair) -> bool {
    let Some((row, _)) = frame.rows.pinned() else { return false };
    task == row.lane.task || by == Source::Task(row.lane.task)
}

fn is_in_view(frame: Frame<'_>, pair: Pair) -> bool {
    let (by, task) = pair;
    let Some(to) = bars_of(frame, task) else { return false };
    let Some(from) = bars_of_source(frame, by) else { return false };
    let (top, bottom) = (frame.room.y, frame.view.height);
    if touches_pinned(frame, pair) {
        // What has scrolled away below the lane on top has no end to point at.
        return from.y.max(to.y) < bottom && (from == to || from.bottom().max(to.bottom()) > top);
    }
    from.bottom().max(to.bottom()) > top && from.y.min(to.y) < bottom
}

fn arrow(frame: Frame<'_>, (by, task): Pair, x: f64) -> Option<DrawOp> {
    let to = bars_of(frame, task)?;
    let point = |x, y| Point { x, y };
    let straight = |from: f64, to: f64| {
        let (bend, middle) = (10.0_f64.min((to - from).abs() / 6.0), f64::midpoint(from, to));
        (point(x, from), [point(x + bend, middle), point(x - bend, middle)], point(x, to))
    };
    // An arrow ends a little inside of a bar, and begins well inside of one.
    let (near, far) = (to.height * 0.2, to.height * 0.4);
    let (from, controls, to) = match bars_of_source(frame, by)? {
        from if by == Source::Task(task) => (
            point(x - 5.0, from.y),
            [point(x - 5.0, from.y - 9.0), point(x + 5.0, from.y - 9.0)],
            point(x + 5.0, from.y + 3.0_f64.min(near)),
        ),
        from if from.y < to.y => straight(from.bottom() - far, to.y + near),
        from => straight(from.y + far, to.bottom() - near),
    };
    Some(DrawOp::Arrow { from, controls, to, ink: Ink::Muted })
}
