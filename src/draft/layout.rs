//! Which lane and sub-lane stands at which height.

use std::collections::BTreeSet;

use taskscope_runtime::TaskId;

use super::{Model, View};
use crate::trace::{Lane, Lanes};

/// The height of a task's own row.
pub(super) const LANE: f64 = 40.0;
/// The height of a node's row.
pub(super) const SUB_LANE: f64 = 22.0;
/// Room above the first lane and below a lane with nodes.
const GAP: f64 = 10.0;

/// The tops of all lanes, and which of them are in view.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The top of each lane, scrolled.
    tops: Vec<f64>,
    first: usize,
    last: usize,
}

impl Layout {
    /// Stacks the lanes.
    #[must_use]
    pub fn new(model: &Model<'_>, view: &View) -> Self {
        let mut top = View::TOP + GAP - view.scroll;
        let mut tops = Vec::with_capacity(model.lanes.lanes().len());
        for lane in model.lanes.lanes() {
            tops.push(top);
            top += height(lane, model.folded);
        }
        let first = tops.partition_point(|&top| top < View::TOP).saturating_sub(1);
        let last = tops.partition_point(|&top| top < view.height);
        Self { tops, first, last }
    }

    /// The top of a task's lane.
    #[must_use]
    pub fn top(&self, task: TaskId) -> Option<f64> {
        self.tops.get((task.0 as usize).checked_sub(1)?).copied()
    }

    /// The lanes in view with their tops.
    pub fn visible<'a>(&'a self, lanes: &'a Lanes) -> impl Iterator<Item = (&'a Lane, f64)> {
        let lanes = lanes.lanes().get(self.first..self.last).unwrap_or_default();
        lanes.iter().zip(self.tops.get(self.first..).unwrap_or_default().iter().copied())
    }
}

/// The height of a lane with its nodes, if they are shown.
pub(super) fn height(lane: &Lane, folded: &BTreeSet<TaskId>) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a number of rows")]
    let nodes = shown_nodes(lane, folded) as f64;
    LANE + nodes * SUB_LANE + if nodes > 0.0 { GAP } else { 0.0 }
}

/// How many of a lane's nodes have a row: the first ones, where there are too many to be told apart.
pub(super) fn shown_nodes(lane: &Lane, folded: &BTreeSet<TaskId>) -> usize {
    const MOST: usize = 24;
    if folded.contains(&lane.task) { 0 } else { lane.nodes.len().min(MOST) }
}

/// The height of all lanes together, to know how far they can be scrolled.
#[must_use]
pub fn content_height(lanes: &Lanes, folded: &BTreeSet<TaskId>) -> f64 {
    2.0 * GAP + lanes.lanes().iter().map(|lane| height(lane, folded)).sum::<f64>()
}
