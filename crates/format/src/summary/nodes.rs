//! Nodes and timers.

use super::Summary;
use crate::event::Event;
use crate::mentions::Mentions;
use crate::state::{FutureChange, Phase};
use crate::terms::WakeSource;
use crate::{NodeId, TaskId, TimerId};

/// What was said of a node.
pub(super) struct Node {
    /// The event that says what it is.
    pub(super) created: Event,
    /// The task it was made in.
    pub(super) task: TaskId,
    /// Who woke it, from then until it is polled.
    pub(super) woken: Option<WakeSource>,
    /// After how many events it was dropped, and whether it had finished.
    pub(super) end: Option<(u64, bool)>,
}

impl Node {
    /// Adds what it is, and who woke it unless it is gone.
    pub(super) fn add_named(&self, named: &mut Mentions) {
        named.add(self.created);
        if let Some(by) = self.woken {
            named.add_source(by);
        }
    }
}

/// What was said of a timer.
pub(super) struct Timer {
    /// The event that says when it is due.
    pub(super) set: Event,
    /// The task that set it.
    pub(super) task: Option<TaskId>,
    /// The event that says that it is over, and after how many that came.
    pub(super) end: Option<(u64, Event)>,
}

impl Summary {
    // `apply` sends only the events of nodes here.
    #[allow(clippy::wildcard_enum_match_arm)]
    pub(super) fn note_node(&mut self, event: Event, change: Option<FutureChange>) {
        match event {
            Event::NodePollStarted { .. } => self.begin(event),
            Event::NodePollEnded { node, .. } => {
                self.end(|begun| *begun == Event::NodePollStarted { node });
            }
            _ => {}
        }
        let Some(FutureChange { id, task, from, to }) = change else { return };
        if from.is_none() {
            self.nodes.insert(id, Node { created: event, task, woken: None, end: None });
        }
        let dropped = self.dropped;
        let Some(node) = self.nodes.get_mut(&id) else { return };
        match event {
            Event::NodePollStarted { .. } => node.woken = None,
            Event::NodeWoken { by, .. } => node.woken = Some(by),
            Event::NodeDropped { .. } => (node.woken, node.end) = (None, Some((dropped, to == Phase::Done))),
            _ => {}
        }
    }

    /// Whether a node has returned its value.
    pub(super) fn is_finished(&self, id: NodeId, node: &Node) -> bool {
        match node.end {
            Some((_, is_finished)) => is_finished,
            None => self.state.nodes.get(id).is_some_and(|node| node.is_finished),
        }
    }

    // `apply` sends only the events of timers here.
    #[allow(clippy::wildcard_enum_match_arm)]
    pub(super) fn note_timer(&mut self, event: Event) {
        match event {
            Event::TimerSet { timer, .. } => {
                let task = self.state.timers.get(timer).and_then(|timer| timer.task);
                self.timers.entry(timer).or_insert(Timer { set: event, task, end: None });
            }
            Event::TimerFired { timer } | Event::TimerCancelled { timer } => self.end_timer(timer, event),
            _ => {}
        }
    }

    fn end_timer(&mut self, id: TimerId, how: Event) {
        let dropped = self.dropped;
        if let Some(timer) = self.timers.get_mut(&id) {
            timer.end.get_or_insert((dropped, how));
        }
    }
}
