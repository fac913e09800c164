//! Which lanes are shown, and in which order.

use taskscope_sorted::SortedSet;

use super::{Lane, Lanes, Phase, State, Trace};

/// The order of lanes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LaneOrder {
    /// As their tasks were spawned.
    #[default]
    Spawn,
    /// Every task below the one that spawned it.
    Tree,
}

/// Lanes that belong to no task of the executor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LaneGroup {
    /// What the browser around it does.
    Browser,
}

/// Which lanes are shown and how: all of them in the order in which their tasks were spawned, unless asked otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// The order.
    pub order: LaneOrder,
    /// Only tasks whose name has this in it, in capitals or not.
    pub name: String,
    /// Only tasks in one of these states at the cursor; all of them if there are none.
    pub phases: SortedSet<Phase>,
    /// The groups of lanes that are not shown at all.
    pub hidden: SortedSet<LaneGroup>,
    /// Those of which only the name and a summary are shown.
    pub folded: SortedSet<LaneGroup>,
}

/// A lane that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownLane {
    /// Its place among all lanes.
    pub lane: usize,
    /// How deep its task stands in the tree of tasks; 0 in the order of spawning.
    pub depth: usize,
}

impl Arrangement {
    /// The same with a group hidden that was shown, or shown that was hidden.
    #[must_use]
    pub fn with_toggled(mut self, group: LaneGroup) -> Self {
        toggle(&mut self.hidden, group);
        self
    }

    /// The same with a group folded that was open, or open that was folded or hidden.
    #[must_use]
    pub fn with_fold_toggled(mut self, group: LaneGroup) -> Self {
        if self.hidden.remove(&group) {
            self.folded.remove(&group);
        } else {
            toggle(&mut self.folded, group);
        }
        self
    }

    /// The lanes to show, from the top. A parent that is filtered out leaves its children where they would be.
    #[must_use]
    pub fn arrange(&self, lanes: &Lanes, trace: &Trace, state: &State) -> Vec<ShownLane> {
        // Names are identifiers. Other alphabets would bring tables of some twenty kilobytes into the page.
        let name = self.name.to_ascii_lowercase();
        let is_shown = |lane: &Lane| {
            let phase = || state.task(lane.task).map(|task| task.phase);
            (name.is_empty() || trace.text(lane.name).to_ascii_lowercase().contains(&name))
                && (self.phases.is_empty() || phase().is_some_and(|phase| self.phases.contains(&phase)))
        };
        let mut shown = match self.order {
            LaneOrder::Spawn => (0..lanes.len()).map(|lane| ShownLane { lane, depth: 0 }).collect(),
            LaneOrder::Tree => tree(lanes),
        };
        shown.retain(|shown| lanes.at(shown.lane).is_some_and(is_shown));
        shown
    }
}

/// Every task below the one that spawned it.
fn tree(lanes: &Lanes) -> Vec<ShownLane> {
    let mut roots = Vec::new();
    let mut children = vec![Vec::new(); lanes.len()];
    for (index, lane) in lanes.lanes().enumerate() {
        // A file may say that a task was spawned by itself or by a later one: such a task is a root.
        let parent = lane.parent.and_then(|parent| lanes.index_of(parent)).filter(|&parent| parent < index);
        parent.and_then(|parent| children.get_mut(parent)).unwrap_or(&mut roots).push(index);
    }
    let mut ordered = Vec::with_capacity(lanes.len());
    // A stack rather than recursion: tasks can spawn tasks as deep as they like.
    let mut stack = vec![roots.into_iter()];
    while let Some(siblings) = stack.last_mut() {
        let Some(lane) = siblings.next() else {
            stack.pop();
            continue;
        };
        ordered.push(ShownLane { lane, depth: stack.len() - 1 });
        stack.push(children.get_mut(lane).map(std::mem::take).unwrap_or_default().into_iter());
    }
    ordered
}

/// Takes something out of a set, or puts it in.
fn toggle(set: &mut SortedSet<LaneGroup>, group: LaneGroup) {
    if !set.remove(&group) {
        set.insert(group);
    }
}
