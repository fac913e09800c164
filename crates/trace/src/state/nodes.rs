//! Nodes: the futures inside tasks.

use taskscope_runtime::{Event, NodeId, TaskId, TextId};

use super::State;

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
    /// It returned its value.
    pub is_finished: bool,
}

impl State {
    #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` sends only the events of nodes here")]
    pub(super) fn apply_to_node(&mut self, event: Event) {
        match event {
            Event::NodeCreated { node: id, parent, label, .. } => {
                let Some(task) = self.running else { return };
                let [is_woken, is_finished] = [false; 2];
                self.nodes.add(id, NodeState { id, task, parent, label, is_woken, is_finished });
            }
            Event::NodePollStarted { node } => {
                self.with_node(node, |node| node.is_woken = false);
                self.forget_awaits(node);
            }
            Event::NodePollEnded { node, ready } => self.with_node(node, |node| node.is_finished |= ready),
            Event::NodeWoken { node, by } => {
                self.settle(by);
                self.with_node(node, |node| node.is_woken = true);
            }
            Event::NodeDropped { node, .. } => {
                self.forget_awaits(node);
                self.nodes.remove(node);
            }
            _ => {}
        }
    }

    /// A task that is over keeps what it stood at.
    fn forget_awaits(&mut self, node: NodeId) {
        let Some(task) = self.nodes.get(node).map(|node| node.task) else { return };
        if let Some(task) = self.tasks.get_mut(task).filter(|task| !task.phase.is_over()) {
            task.awaits.forget(Some(node));
        }
    }

    fn with_node(&mut self, id: NodeId, change: impl FnOnce(&mut NodeState)) {
        if let Some(node) = self.nodes.get_mut(id) {
            change(node);
        }
    }
}
