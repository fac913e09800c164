//! Where every lane stands, from the top: tasks, and below each the rows of its nodes.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use taskscope_runtime::{Event, NodeId, TextId};

use super::{Model, View, times};
use crate::trace::{Lane, Step, SubLane, Trace};

/// All rows of a picture.
pub(super) struct Rows<'a> {
    rows: Vec<Row<'a>>,
    height: f64,
}

/// The lane of a task, with its nodes.
pub(super) struct Row<'a> {
    pub(super) lane: &'a Lane,
    /// Its upper edge, counted from that of the first lane's room.
    top: f64,
    /// The rows of its nodes; none if they are folded.
    pub(super) subs: Vec<SubRow<'a>>,
}

/// A row of nodes that have the same label and parent and are not there at the same time: an arm in a loop needs one
/// row, not one for each round.
pub(super) struct SubRow<'a> {
    pub(super) label: TextId,
    pub(super) depth: usize,
    /// Whether no other row of the same parent follows.
    pub(super) is_last: bool,
    /// In the order in which they were made.
    pub(super) nodes: Vec<&'a SubLane>,
}

impl<'a> Rows<'a> {
    /// Room above the first lane and below the last.
    const PADDING: f64 = 10.0;
    const LANE: f64 = 40.0;
    const SUB_LANE: f64 = 24.0;
    /// Room below the last row of nodes.
    const SUB_END: f64 = 8.0;

    pub(super) fn new(model: &Model<'a>) -> Self {
        let mut top = Self::PADDING;
        let mut rows = Vec::with_capacity(model.lanes.lanes().len());
        for lane in model.lanes.lanes() {
            let is_folded = lane.nodes.is_empty() || model.folded.contains(&lane.task);
            let subs = if is_folded { Vec::new() } else { pack(lane, model.trace) };
            let subs_height =
                if is_folded { 0.0 } else { times(subs.len()) * Self::SUB_LANE + Self::SUB_END };
            rows.push(Row { lane, top, subs });
            top += Self::LANE + subs_height;
        }
        Self { rows, height: top + Self::PADDING }
    }

    /// The height of all of them.
    pub(super) fn height(&self) -> f64 {
        self.height
    }

    /// Those of which something is in view, with their upper edges on the screen.
    pub(super) fn visible(&self, view: &View) -> impl Iterator<Item = (&Row<'a>, f64)> {
        let first = self.rows.partition_point(|row| row.top <= view.scroll).saturating_sub(1);
        let shift = View::LANES_TOP - view.scroll;
        let bottom = view.height;
        let rest = self.rows.get(first..).unwrap_or_default();
        rest.iter().map(move |row| (row, row.top + shift)).take_while(move |&(_, top)| top < bottom)
    }

    /// The lane with an index and its upper edge on the screen, in view or not.
    pub(super) fn top_of(&self, index: usize, view: &View) -> Option<f64> {
        self.rows.get(index).map(|row| row.top + View::LANES_TOP - view.scroll)
    }
}

impl Row<'_> {
    /// The rows of nodes of which something is in view, with the middle of each on the screen; `top` is that of the lane.
    pub(super) fn visible_subs(&self, top: f64, view: &View) -> impl Iterator<Item = (&SubRow<'_>, f64)> {
        let height = view.height;
        let middle = move |index: usize| top + 47.0 + times(index) * Rows::SUB_LANE;
        let rows = self.subs.iter().enumerate().map(move |(index, sub)| (sub, middle(index)));
        let margin = Rows::SUB_LANE / 2.0;
        rows.skip_while(move |&(_, middle)| middle + margin < View::LANES_TOP)
            .take_while(move |&(_, middle)| middle - margin < height)
    }
}

/// A row while it is being filled.
struct Packed<'a> {
    row: SubRow<'a>,
    parent: Option<usize>,
}

/// Lays the nodes of a task out in rows, children below their parents.
fn pack<'a>(lane: &'a Lane, trace: &Trace) -> Vec<SubRow<'a>> {
    let mut packed: Vec<Packed<'_>> = Vec::new();
    // The row of each node, and for each parent and label the rows there are, the one that is free first in front.
    let mut row_of: Vec<usize> = Vec::with_capacity(lane.nodes.len());
    let mut free: BTreeMap<_, BinaryHeap<Reverse<(Step, usize)>>> = BTreeMap::new();
    for node in &lane.nodes {
        let start = node.spans.first().map_or(Step(0), |span| span.from);
        let end = node.end.map_or(Step(usize::MAX), |(step, _)| step);
        let parent = parent_of(start, trace)
            .and_then(|parent| lane.nodes.binary_search_by_key(&parent, |node| node.node).ok())
            .and_then(|index| row_of.get(index).copied());
        let rows = free.entry((parent, node.label)).or_default();
        let reused = rows.peek().filter(|Reverse((end, _))| *end <= start).map(|&Reverse((_, row))| row);
        let row = reused.unwrap_or(packed.len());
        if reused.is_some() {
            rows.pop();
        } else {
            let row = SubRow { label: node.label, depth: node.depth, is_last: false, nodes: Vec::new() };
            packed.push(Packed { row, parent });
        }
        rows.push(Reverse((end, row)));
        row_of.push(row);
        packed[row].row.nodes.push(node);
    }
    in_tree_order(packed)
}

/// The node that the node made right before `start` stands inside.
fn parent_of(start: Step, trace: &Trace) -> Option<NodeId> {
    match trace.event_before(start) {
        Some(Event::NodeCreated { parent, .. }) => parent,
        _ => None,
    }
}

fn in_tree_order(packed: Vec<Packed<'_>>) -> Vec<SubRow<'_>> {
    let mut roots = Vec::new();
    let mut children = vec![Vec::new(); packed.len()];
    for (index, Packed { parent, .. }) in packed.iter().enumerate() {
        parent.and_then(|parent| children.get_mut(parent)).unwrap_or(&mut roots).push(index);
    }
    let mut rows: Vec<Option<SubRow<'_>>> = packed.into_iter().map(|packed| Some(packed.row)).collect();
    let mut ordered = Vec::with_capacity(rows.len());
    // A stack rather than recursion: a trace from a file can nest as deep as it likes.
    let mut stack = vec![roots.into_iter()];
    while let Some(siblings) = stack.last_mut() {
        let Some(index) = siblings.next() else {
            stack.pop();
            continue;
        };
        let is_last = siblings.len() == 0;
        if let Some(row) = rows[index].take() {
            ordered.push(SubRow { is_last, ..row });
        }
        stack.push(std::mem::take(&mut children[index]).into_iter());
    }
    ordered
}
