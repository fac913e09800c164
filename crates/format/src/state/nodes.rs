//! Nodes: the futures inside tasks.

use crate::{Event, NodeId, TaskId, TextId};

use super::{Changes, FutureChange, Whom, Woke};
use super::{Phase, State};

/// One future inside a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeState {
    /// Its id.
    pub id: NodeId,
    /// The task it is in.
    pub task: TaskId,
    /// The node it stands inside.
    pub parent: Option<NodeId>,
    /// Its label.
    pub label: TextId,
    /// Woken since its last poll: its parent has still to poll it.
    pub is_woken: bool,
    /// It is being polled.
    pub is_polled: bool,
    /// It returned its value.
    pub is_finished: bool,
}

impl NodeState {
    /// What it does. A wake during its own poll counts when that poll is over.
    #[must_use]
    pub fn phase(&self) -> Phase {
        if self.is_finished {
            Phase::Done
        } else if self.is_polled {
            Phase::Running
        } else if self.is_woken {
            Phase::Ready
        } else {
            Phase::Waiting
        }
    }
}

impl State {
    // `apply` sends only the events of nodes here.
    #[allow(clippy::wildcard_enum_match_arm)]
    pub(super) fn apply_to_node(&mut self, event: Event, changes: &mut Changes) {
        changes.future = match event {
            Event::NodeCreated { node, parent, label, .. } => self.create_node(node, parent, label),
            Event::NodePollStarted { node } => {
                self.forget_awaits(node);
                self.polled.begin(self.worker, node);
                self.with_node(node, |node| (node.is_polled, node.is_woken) = (true, false))
            }
            Event::NodePollEnded { node, ready } => {
                self.polled.end(self.worker, node);
                self.with_node(node, |node| {
                    node.is_polled = false;
                    node.is_finished |= ready;
                })
            }
            Event::NodeWoken { node, by } => {
                let mut is_again = false;
                let change =
                    self.with_node(node, |node| is_again = std::mem::replace(&mut node.is_woken, true));
                changes.woke = Some(Woke { whom: Whom::Future(node), by, is_again });
                changes.resource = self.settle(by);
                change
            }
            Event::NodeDropped { node, finished } => self.drop_node(node, finished),
            _ => None,
        };
    }

    fn create_node(&mut self, id: NodeId, parent: Option<NodeId>, label: TextId) -> Option<FutureChange> {
        let task = self.running()?;
        if self.nodes.get(id).is_some() {
            return None;
        }
        let [is_woken, is_polled, is_finished] = [false; 3];
        self.nodes.add(id, NodeState { id, task, parent, label, is_woken, is_polled, is_finished });
        Some(FutureChange { id, task, from: None, to: Phase::Waiting })
    }

    fn drop_node(&mut self, id: NodeId, finished: bool) -> Option<FutureChange> {
        self.forget_awaits(id);
        let node = self.nodes.remove(id)?;
        let to = if finished { Phase::Done } else { Phase::Cancelled };
        Some(FutureChange { id, task: node.task, from: Some(node.phase()), to })
    }

    /// A task that is over keeps what it stood at.
    fn forget_awaits(&mut self, node: NodeId) {
        let Some(task) = self.nodes.get(node).map(|node| node.task) else { return };
        if let Some(task) = self.tasks.get_mut(task).filter(|task| !task.phase.is_over()) {
            task.awaits.forget(Some(node));
        }
    }

    fn with_node(&mut self, id: NodeId, change: impl FnOnce(&mut NodeState)) -> Option<FutureChange> {
        let node = self.nodes.get_mut(id)?;
        let from = node.phase();
        change(node);
        Some(FutureChange { id, task: node.task, from: Some(from), to: node.phase() })
    }
}
