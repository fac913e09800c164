//! Nodes and timers.

use super::Summary;
use crate::event::Event;
use crate::mentions::Mentions;
use crate::terms::WakeSource;
use crate::{NodeId, TaskId, TimerId};

/// One node.
pub(super) struct Node {
    /// The event that says what it is.
    pub(super) created: Event,
    /// The task it was made in.
    pub(super) task: Option<TaskId>,
    pub(super) is_finished: bool,
    /// Who woke it, from then until it is polled.
    pub(super) woken: Option<WakeSource>,
    /// After how many events it was dropped.
    pub(super) end: Option<u64>,
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

/// One timer.
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
    pub(super) fn apply_to_node(&mut self, event: Event) {
        match event {
            Event::NodeCreated { node, .. } => {
                let task = self.polled();
                let new = || Node { created: event, task, is_finished: false, woken: None, end: None };
                self.nodes.entry(node).or_insert_with(new);
            }
            Event::NodePollStarted { node } => {
                self.begin(event);
                self.with_node(node, |node| node.woken = None);
            }
            Event::NodePollEnded { node, ready } => {
                self.end(|begun| *begun == Event::NodePollStarted { node });
                self.with_node(node, |node| node.is_finished |= ready);
            }
            Event::NodeWoken { node, by } => {
                self.settle(by);
                self.with_node(node, |node| node.woken = Some(by));
            }
            Event::NodeDropped { node, finished } => {
                let dropped = self.dropped;
                self.with_node(node, |node| {
                    node.is_finished = finished;
                    node.woken = None;
                    node.end = Some(dropped);
                });
            }
            _ => {}
        }
    }

    fn with_node(&mut self, id: NodeId, change: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.get_mut(&id).filter(|node| node.end.is_none()) {
            change(node);
        }
    }

    // `apply` sends only the events of timers here.
    #[allow(clippy::wildcard_enum_match_arm)]
    pub(super) fn apply_to_timer(&mut self, event: Event) {
        match event {
            Event::TimerSet { timer, .. } => {
                let task = self.polled();
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
