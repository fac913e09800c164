//! Tasks: who woke each, and what its last poll met.

use super::Summary;
use crate::event::Event;
use crate::mentions::Mentions;
use crate::state::TaskChange;
use crate::terms::WakeSource;
use crate::{NodeId, TaskId};

/// What was said of a task.
pub(super) struct Task {
    /// The event that says what it is.
    pub(super) spawned: Event,
    /// Who woke it, from then until it is polled.
    pub(super) woken: Option<WakeSource>,
    /// The awaits that its last poll met, and, while that goes on, the polls of nodes and the work that have not ended: as
    /// the events that began them, in their order.
    pub(super) doing: Vec<Event>,
    /// How it ended, and after how many events.
    pub(super) end: Option<(u64, Event)>,
}

impl Task {
    /// Adds what it is, and what it does and is woken by unless it is over.
    pub(super) fn add_named(&self, named: &mut Mentions) {
        named.add(self.spawned);
        if let Some((_, end)) = self.end {
            named.add(end);
            return;
        }
        self.doing.iter().for_each(|&event| named.add(event));
        if let Some(by) = self.woken {
            named.add_source(by);
        }
    }

    /// Whether a poll of this node goes on.
    pub(super) fn polls(&self, node: NodeId) -> bool {
        self.doing.contains(&Event::NodePollStarted { node })
    }
}

impl Summary {
    // Other events say nothing more of a task than the state knows.
    #[allow(clippy::wildcard_enum_match_arm)]
    pub(super) fn note_task(&mut self, event: Event, change: Option<TaskChange>) {
        if let Some(change) = change.filter(|change| change.is_new_phase()) {
            if change.from.is_none() {
                let new = Task { spawned: event, woken: None, doing: Vec::new(), end: None };
                self.tasks.insert(change.id, new);
            } else if change.to.is_over() {
                let end = (self.dropped, event);
                self.with_task(change.id, |task| (task.doing, task.end) = (Vec::new(), Some(end)));
            }
        }
        match event {
            Event::TaskReady { task, by } => self.with_task(task, |task| {
                task.woken.get_or_insert(by);
            }),
            Event::PollStarted { task } => self.with_task(task, |task| {
                task.woken = None;
                task.doing.clear();
            }),
            Event::PollEnded { task } => self.with_task(task, |task| {
                task.doing.retain(|event| matches!(event, Event::Waiting { .. }));
            }),
            Event::Waiting { .. } | Event::WorkStarted { .. } => self.begin(event),
            Event::WorkEnded => self.end(|event| matches!(event, Event::WorkStarted { .. })),
            _ => {}
        }
    }

    fn with_task(&mut self, id: TaskId, change: impl FnOnce(&mut Task)) {
        if let Some(task) = self.tasks.get_mut(&id).filter(|task| task.end.is_none()) {
            change(task);
        }
    }

    /// The task being polled begins something.
    pub(super) fn begin(&mut self, event: Event) {
        if let Some(id) = self.state.running() {
            self.with_task(id, |task| task.doing.push(event));
        }
    }

    /// The task being polled ends what it began last of a kind.
    pub(super) fn end(&mut self, is_it: impl Fn(&Event) -> bool) {
        let Some(id) = self.state.running() else { return };
        self.with_task(id, |task| {
            if let Some(at) = task.doing.iter().rposition(is_it) {
                task.doing.remove(at);
            }
        });
    }
}
