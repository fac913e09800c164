//! Where every lane stands, from the top: tasks, below each the rows of its nodes, and below all of them the threads.

use taskscope_format::ThreadId;

use super::{Model, View, times};
use taskscope_trace::{Lane, NodeRow, ThreadLane};

/// All rows of a picture.
pub(super) struct Rows<'a> {
    shown: Vec<Row<'a>>,
    /// For each lane of the run its place among these, if it is shown.
    places: Vec<Option<u32>>,
    /// Threads, each with its upper edge, counted as those of the others are.
    threads: Vec<(&'a ThreadLane, f64)>,
    height: f64,
}

/// The lane of a task, with its nodes.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) lane: &'a Lane,
    /// How deep it stands in the tree of tasks; 0 where they are not shown as a tree.
    pub(super) depth: usize,
    /// Its upper edge, counted from that of the first lane's room.
    top: f64,
    /// Whether the rows of its nodes are shown.
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
    /// Room above the first lane and below the last.
    const PADDING: f64 = 10.0;
    pub(super) const LANE: f64 = 40.0;
    pub(super) const SUB_LANE: f64 = 24.0;
    /// Room above the first thread.
    pub(super) const WORKERS_HEADING: f64 = 22.0;
    /// Room below the last row of nodes.
    const SUB_END: f64 = 8.0;

    pub(super) fn new(model: &Model<'a>) -> Self {
        let mut top = Self::PADDING;
        let shown = model.arrangement.arrange(model.lanes, model.trace, model.state);
        let mut rows = Vec::with_capacity(shown.len());
        let mut places = vec![None; model.lanes.len()];
        for shown in shown {
            let Some(lane) = model.lanes.at(shown.lane) else { continue };
            if let Some(place) = places.get_mut(shown.lane) {
                *place = u32::try_from(rows.len()).ok();
            }
            let is_open = !lane.rows().is_empty() && !model.folded.contains(&lane.task);
            rows.push(Row { lane, depth: shown.depth, top, is_open });
            let nodes_height = times(lane.rows().len()) * Self::SUB_LANE + Self::SUB_END;
            top += Self::LANE + if is_open { nodes_height } else { 0.0 };
        }
        let threads = shown_threads(model);
        if !threads.is_empty() {
            top += Self::WORKERS_HEADING;
        }
        let threads: Vec<_> = threads
            .into_iter()
            .zip(0..)
            .map(|(lane, index)| (lane, top + times(index) * Self::LANE))
            .collect();
        let height = top + times(threads.len()) * Self::LANE + Self::PADDING;
        Self { shown: rows, places, threads, height }
    }

    /// The height of all of them.
    pub(super) fn height(&self) -> f64 {
        self.height
    }

    /// Those of which something is in view, with their upper edges on the screen.
    pub(super) fn visible(&self, view: &View) -> impl Iterator<Item = (&Row<'a>, f64)> {
        let first = self.shown.partition_point(|row| row.top <= view.scroll).saturating_sub(1);
        let shift = View::LANES_TOP - view.scroll;
        let bottom = view.height;
        let rest = self.shown.get(first..).unwrap_or_default();
        rest.iter().map(move |row| (row, row.top + shift)).take_while(move |&(_, top)| top < bottom)
    }

    /// The threads of which something is in view, their heading included, with their upper edges on the screen; whether
    /// each is the first of all.
    pub(super) fn visible_threads(&self, view: &View) -> impl Iterator<Item = (&'a ThreadLane, f64, bool)> {
        let shift = View::LANES_TOP - view.scroll;
        let bottom = view.height + Self::WORKERS_HEADING;
        let on_screen =
            self.threads.iter().enumerate().map(move |(index, &(lane, top))| (lane, top + shift, index == 0));
        on_screen.filter(move |&(_, top, _)| top + Self::LANE > View::LANES_TOP && top < bottom)
    }

    /// The upper edge of a thread's lane on the screen, in view or not. `None` for one that is filtered out.
    pub(super) fn top_of_thread(&self, thread: ThreadId, view: &View) -> Option<f64> {
        let found = self.threads.iter().find(|(lane, _)| lane.thread == thread);
        found.map(|&(_, top)| top + View::LANES_TOP - view.scroll)
    }

    /// The upper edge of a lane on the screen, in view or not. `None` for a lane that is filtered out.
    pub(super) fn top_of(&self, lane: usize, view: &View) -> Option<f64> {
        let place = (*self.places.get(lane)?)?;
        self.shown.get(place as usize).map(|row| row.top + View::LANES_TOP - view.scroll)
    }
}

impl<'a> Row<'a> {
    /// The rows of nodes of which something is in view, with the middle of each on the screen; `top` is that of the lane.
    pub(super) fn visible_subs(
        &self,
        top: f64,
        view: &View,
    ) -> impl Iterator<Item = (SubRow<'a>, f64)> + use<'a> {
        let rows = if self.is_open { in_tree_order(self.lane.rows()) } else { Vec::new() };
        let height = view.height;
        let margin = Rows::SUB_LANE / 2.0;
        let middle = move |index: usize| top + 47.0 + times(index) * Rows::SUB_LANE;
        rows.into_iter()
            .enumerate()
            .map(move |(index, row)| (row, middle(index)))
            .skip_while(move |&(_, middle)| middle + margin < View::LANES_TOP)
            .take_while(move |&(_, middle)| middle - margin < height)
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
