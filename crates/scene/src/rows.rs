//! Where every lane is, from the top: tasks, below each the rows of its futures, and below all of them the threads.
//!
//! The one source of where a lane and its bars are. Many lanes are compact: then the main task stays on top, and the
//! others scroll below it.

use taskscope_format::{TaskId, ThreadId};

use super::lane_size::LaneSize;
use super::{Model, Rect, View, groups, times};
use taskscope_trace::{Lane, NodeRow, ThreadLane};

/// All rows of a picture.
pub(super) struct Rows<'a> {
    shown: Vec<Row<'a>>,
    /// For each lane of the run its place among these, if it is shown.
    places: Vec<Option<u32>>,
    /// Threads, each with its upper edge, counted as those of the others are.
    threads: Vec<(&'a ThreadLane, f64)>,
    pub(super) thread_size: LaneSize,
    /// How high the lane is that stays on top; 0 if none does.
    pinned: f64,
    height: f64,
}

/// The lane of a task, with the futures inside.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) lane: &'a Lane,
    /// Its place among the lanes that are shown.
    pub(super) place: usize,
    /// How deep it is in the tree of tasks; 0 where they are not shown as a tree.
    pub(super) depth: usize,
    pub(super) size: LaneSize,
    /// Its upper edge, counted from that of the first lane's room.
    pub(super) top: f64,
    /// The upper edge of the first row of futures, counted likewise.
    subs_top: f64,
    /// Whether the rows of its futures are shown.
    is_open: bool,
}

/// A row of nodes.
#[derive(Clone, Copy)]
pub(super) struct SubRow<'a> {
    pub(super) nodes: &'a NodeRow,
    /// Whether no other row of the same parent follows.
    pub(super) is_last: bool,
}

impl<'a> Rows<'a> {
    /// The height of a row of futures.
    pub(super) const SUB_LANE: f64 = 24.0;
    /// Room above the first thread.
    pub(super) const WORKERS_HEADING: f64 = 22.0;
    /// Room below the last row of futures.
    const SUB_END: f64 = 8.0;
    /// Room between the lane that stays on top and those that scroll, and below the last.
    const COMPACT_GAP: f64 = 4.0;

    /// The rows where there is room for all of them.
    pub(super) fn unbounded(model: &Model<'a>) -> Self {
        Self::new(model, None, f64::INFINITY)
    }

    /// The rows of a picture of some height, with a selected task.
    pub(super) fn of_view(model: &Model<'a>, view: &View) -> Self {
        let room = view.height - View::LANES_TOP - groups::height(model);
        Self::new(model, view.selected, room)
    }

    fn new(model: &Model<'a>, selected: Option<TaskId>, room: f64) -> Self {
        let arranged = model.arrangement.arrange(model.lanes, model.trace, model.state);
        let threads = shown_threads(model);
        let natural = LaneSize::of(arranged.len() + threads.len());
        let is_compact = natural.is_compact();
        let mut rows = Vec::with_capacity(arranged.len());
        let mut places = vec![None; model.lanes.len()];
        for shown in arranged {
            let Some(lane) = model.lanes.at(shown.lane) else { continue };
            let place = rows.len();
            places[shown.lane] = u32::try_from(place).ok();
            // Of many tasks only the selected one has its futures below it: they would hide the others.
            let is_wanted = !is_compact || selected == Some(lane.task);
            let is_open = is_wanted && !lane.rows().is_empty() && !model.folded.contains(&lane.task);
            let is_main = is_compact && shown.lane == 0;
            let size = if is_main { LaneSize::MAIN } else { natural };
            rows.push(Row { lane, place, depth: shown.depth, size, top: 0.0, subs_top: 0.0, is_open });
        }
        let threads_top = if threads.is_empty() { 0.0 } else { Self::WORKERS_HEADING };
        let subs: f64 = rows.iter().map(Row::subs_height).sum();
        let size = natural.within((room - subs - threads_top) / times((rows.len() + threads.len()).max(1)));
        let is_pinned = rows.first().is_some_and(|row| row.size == LaneSize::MAIN);
        let pinned = if is_pinned { LaneSize::MAIN.height } else { 0.0 };
        let thread_size = if is_compact { LaneSize::THREAD } else { size };
        let mut top = 0.0;
        for row in &mut rows {
            row.size = if row.place == 0 && is_pinned { row.size } else { size };
            row.top = top;
            top += row.size.height + if is_pinned && row.place == 0 { Self::COMPACT_GAP } else { 0.0 };
            row.subs_top = top;
            top += row.subs_height();
        }
        top += threads_top;
        let threads: Vec<_> =
            (0..).zip(threads).map(|(index, lane)| (lane, top + times(index) * thread_size.height)).collect();
        let height = top
            + times(threads.len()) * thread_size.height
            + if is_compact { Self::COMPACT_GAP } else { 0.0 };
        Self { shown: rows, places, threads, thread_size, pinned, height }
    }

    /// The height of all of them.
    pub(super) fn height(&self) -> f64 {
        self.height
    }

    /// How many lanes there are, threads included.
    pub(super) fn count(&self) -> usize {
        self.shown.len() + self.threads.len()
    }

    /// By how many pixels each lane can get lower.
    pub(super) fn spare(&self) -> usize {
        self.shown.last().map_or(0, |row| row.size.spare())
    }

    /// All lanes of tasks, from the top.
    pub(super) fn all(&self) -> &[Row<'a>] {
        &self.shown
    }

    /// Whether the lanes are compact.
    pub(super) fn is_compact(&self) -> bool {
        self.shown.last().is_some_and(|row| row.size.is_compact())
    }

    /// How high the lane is that stays on top while others scroll; 0 if none does.
    pub(super) fn pinned_height(&self) -> f64 {
        self.pinned
    }

    /// The lane that stays on top, with its upper edge on the screen.
    pub(super) fn pinned(&self) -> Option<(&Row<'a>, f64)> {
        self.shown.first().filter(|_| self.pinned > 0.0).map(|row| (row, View::LANES_TOP))
    }

    fn scrolled(&self) -> &[Row<'a>] {
        self.shown.get(usize::from(self.pinned > 0.0)..).unwrap_or_default()
    }

    /// The upper edge on the screen of the room in which lanes scroll.
    pub(super) fn scroll_top(&self) -> f64 {
        View::LANES_TOP + self.pinned
    }

    /// Those that scroll and of which something is in view, with their upper edges on the screen.
    pub(super) fn visible(&self, view: &View) -> impl Iterator<Item = (&Row<'a>, f64)> {
        let rows = self.scrolled();
        let hidden = view.scroll + self.pinned;
        let first = rows.partition_point(|row| row.top <= hidden).saturating_sub(1);
        let shift = View::LANES_TOP - view.scroll;
        let bottom = view.height;
        let rest = rows.get(first..).unwrap_or_default();
        rest.iter().map(move |row| (row, row.top + shift)).take_while(move |&(_, top)| top < bottom)
    }

    /// The rows of futures of which something is in view, with the middle of each on the screen.
    pub(super) fn visible_subs(&self, view: &View) -> impl Iterator<Item = (&Row<'a>, SubRow<'a>, f64)> {
        self.seen(view)
            .flat_map(move |(row, _)| self.subs_of(row, view).map(move |(sub, middle)| (row, sub, middle)))
    }

    /// The lane that stays on top, and those of which something is in view.
    pub(super) fn seen(&self, view: &View) -> impl Iterator<Item = (&Row<'a>, f64)> {
        self.pinned().into_iter().chain(self.visible(view))
    }

    /// The rows of futures of one lane of which something is in view, with the middle of each on the screen.
    pub(super) fn subs_of(
        &self,
        row: &Row<'a>,
        view: &View,
    ) -> impl Iterator<Item = (SubRow<'a>, f64)> + use<'a> {
        let (top, bottom) = (self.scroll_top(), view.height);
        let margin = Self::SUB_LANE / 2.0;
        let first = row.subs_top + View::LANES_TOP - view.scroll + 7.0;
        let middle = move |index: usize| first + times(index) * Self::SUB_LANE;
        let subs = if row.is_open { in_tree_order(row.lane.rows()) } else { Vec::new() };
        let placed = subs.into_iter().enumerate().map(move |(index, sub)| (sub, middle(index)));
        placed
            .skip_while(move |&(_, middle)| middle + margin < top)
            .take_while(move |&(_, middle)| middle - margin < bottom)
    }

    /// The threads of which something is in view, their heading included, with their upper edges on the screen; whether
    /// each is the first of all.
    pub(super) fn visible_threads(&self, view: &View) -> impl Iterator<Item = (&'a ThreadLane, f64, bool)> {
        let shift = View::LANES_TOP - view.scroll;
        let bottom = view.height + Self::WORKERS_HEADING;
        let height = self.thread_size.height;
        let on_screen =
            self.threads.iter().enumerate().map(move |(index, &(lane, top))| (lane, top + shift, index == 0));
        on_screen.filter(move |&(_, top, _)| top + height > View::LANES_TOP && top < bottom)
    }

    /// The upper edge of a thread's lane on the screen, in view or not. `None` for one that is filtered out.
    pub(super) fn top_of_thread(&self, thread: ThreadId, view: &View) -> Option<f64> {
        let found = self.threads.iter().find(|(lane, _)| lane.thread == thread);
        found.map(|&(_, top)| top + View::LANES_TOP - view.scroll)
    }

    /// The row of a lane. `None` for a lane that is filtered out.
    pub(super) fn row(&self, lane: usize) -> Option<&Row<'a>> {
        let place = (*self.places.get(lane)?)?;
        self.shown.get(place as usize)
    }

    /// Whether a row stays on top.
    pub(super) fn is_pinned(&self, row: &Row<'_>) -> bool {
        row.place == 0 && self.pinned > 0.0
    }

    /// The upper edge of a row on the screen, in view or not.
    pub(super) fn top_of(&self, row: &Row<'_>, view: &View) -> f64 {
        let scroll = if self.is_pinned(row) { 0.0 } else { view.scroll };
        row.top + View::LANES_TOP - scroll
    }

    /// The room for the bars of a lane on the screen, in view or not: as wide as the plot, as high as a running bar.
    /// `None` for a lane that is filtered out.
    pub(super) fn bars_of(&self, lane: usize, view: &View) -> Option<Rect> {
        let row = self.row(lane)?;
        let (plot, size) = (view.plot(), row.size);
        Some(Rect { y: self.top_of(row, view) + size.bar_top(), height: size.bar(), ..plot })
    }
}

impl Row<'_> {
    /// How high the rows of its futures are.
    fn subs_height(&self) -> f64 {
        if self.is_open { times(self.lane.rows().len()) * Rows::SUB_LANE + Rows::SUB_END } else { 0.0 }
    }

    /// Whether its futures can be hidden and shown: of many tasks only those of the selected one.
    pub(super) fn can_fold(&self, selected: Option<TaskId>) -> bool {
        let is_alone = !self.size.is_compact() && self.size != LaneSize::MAIN;
        !self.lane.rows().is_empty() && (is_alone || selected == Some(self.lane.task))
    }
}

/// The threads whose names have in them what is looked for. They have no states that tasks have, so they are not shown where
/// only tasks in some of these are.
fn shown_threads<'a>(model: &Model<'a>) -> Vec<&'a ThreadLane> {
    let arrangement = model.arrangement;
    if !arrangement.phases.is_empty() {
        return Vec::new();
    }
    let name = arrangement.name.to_ascii_lowercase();
    let is_shown = |lane: &&ThreadLane| model.trace.text(lane.name).to_ascii_lowercase().contains(&name);
    model.lanes.threads().lanes().filter(is_shown).collect()
}

/// Children below their parents.
fn in_tree_order(rows: &[NodeRow]) -> Vec<SubRow<'_>> {
    let mut roots = Vec::new();
    let mut children = vec![Vec::new(); rows.len()];
    for (index, row) in rows.iter().enumerate() {
        row.parent.and_then(|parent| children.get_mut(parent)).unwrap_or(&mut roots).push(index);
    }
    let mut ordered = Vec::with_capacity(rows.len());
    // A stack rather than recursion: a trace from a file can nest as deep as it likes.
    let mut stack = vec![roots.into_iter()];
    while let Some(siblings) = stack.last_mut() {
        let Some(index) = siblings.next() else {
            stack.pop();
            continue;
        };
        let is_last = siblings.len() == 0;
        ordered.extend(rows.get(index).map(|nodes| SubRow { nodes, is_last }));
        stack.push(children.get_mut(index).map(std::mem::take).unwrap_or_default().into_iter());
    }
    ordered
}
