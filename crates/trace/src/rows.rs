//! The rows of a task's nodes. Nodes with the same label and parent that are not there at the same time share one: an arm
//! in a loop needs one row, not one for each round.

use taskscope_sorted::{SortedMap, SortedSet};

use taskscope_format::{NodeId, TextId};

use super::Step;
use super::measure::Before;
use super::track::{End, Mark, Track, push};

/// A row of nodes that come one after another.
#[derive(Clone, Debug)]
pub struct NodeRow {
    /// The label of each of them.
    pub label: TextId,
    /// The row in which the nodes stand that they are inside of; `None` at the task's own level.
    pub parent: Option<usize>,
    /// How deep they stand in the tree of nodes: 0 at the task's own level.
    pub depth: usize,
    /// The steps right after they were made, and which they are.
    nodes: Vec<(u32, NodeId)>,
    /// The one that is there now.
    current: Option<NodeId>,
    track: Track,
}

impl NodeRow {
    /// What they did, one after another.
    #[must_use]
    pub fn track(&self) -> &Track {
        &self.track
    }

    /// How many there were.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there was none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The node that was there at a step, or the last one before it. `None` before the first.
    #[must_use]
    pub fn node_at(&self, step: Step) -> Option<NodeId> {
        self.index_at(step).and_then(|index| self.node(index)).map(|(_, node)| node)
    }

    /// The node at an index, and the step right after it was made.
    #[must_use]
    pub fn node(&self, index: usize) -> Option<(Step, NodeId)> {
        self.nodes.get(index).map(|&(from, node)| (Step(from as usize), node))
    }

    /// The index of the node that was there at a step, or of the last one before it. `None` before the first.
    #[must_use]
    pub fn index_at(&self, step: Step) -> Option<usize> {
        self.nodes.partition_point(|&(from, _)| from as usize <= step.0).checked_sub(1)
    }

    pub(super) fn mark(&mut self, mark: Mark, step: Step, before: Before) {
        self.track.mark(mark, step, before);
    }
}

/// All rows of a task.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    rows: Vec<NodeRow>,
    /// The rows that are free for a node with a parent and label.
    free: SortedMap<(Option<usize>, TextId), SortedSet<usize>>,
}

impl Rows {
    pub(super) fn all(&self) -> &[NodeRow] {
        &self.rows
    }

    /// Finds a row for a new node.
    pub(super) fn add(&mut self, node: NodeId, parent: Option<usize>, label: TextId, step: Step) -> usize {
        let free = self.free.get_mut(&(parent, label)).and_then(SortedSet::pop_first);
        let index = free.unwrap_or_else(|| {
            let depth = parent.and_then(|parent| self.rows.get(parent)).map_or(0, |parent| parent.depth + 1);
            let (nodes, track) = (Vec::new(), Track::default());
            push(&mut self.rows, NodeRow { label, parent, depth, nodes, current: None, track });
            self.rows.len() - 1
        });
        if let Some(row) = self.rows.get_mut(index) {
            row.current = Some(node);
            push(&mut row.nodes, (u32::try_from(step.0).unwrap_or(u32::MAX), node));
        }
        index
    }

    /// The row of a node that is not over.
    pub(super) fn of_mut(&mut self, row: usize, node: NodeId) -> Option<&mut NodeRow> {
        self.rows.get_mut(row).filter(|row| row.current == Some(node))
    }

    /// Ends a node, unless it has ended already: its row is free.
    pub(super) fn end(&mut self, index: usize, node: NodeId, (end, step, before): (End, Step, Before)) {
        let Some(row) = self.of_mut(index, node) else { return };
        row.mark(Mark::End(end), step, before);
        row.current = None;
        let key = (row.parent, row.label);
        self.free.entry(key).or_default().insert(index);
    }
}
