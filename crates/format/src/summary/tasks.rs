//! Tasks: where each stands, and what its last poll met.

use super::Summary;
use crate::event::Event;
use crate::mentions::Mentions;
use crate::terms::WakeSource;
use crate::{NodeId, TaskId};

/// One task.
pub(super) struct Task {
    /// The event that says what it is.
    pub(super) spawned: Event,
    pub(super) priority: u8,
    pub(super) is_detached: bool,
    /// Whether its poll is suspended in its middle.
    pub(super) is_suspended: bool,
    /// Under which number it stands among the ready tasks.
    ready: Option<u64>,
    /// Who woke it, from then until it is polled.
    pub(super) woken: Option<WakeSource>,
    /// The awaits that its last poll met, and, while that goes on, the polls of nodes and the work that have not ended: as
    /// the events that began them, in their order.
    pub(super) doing: Vec<Event>,
    /// How it ended, and after how many events.
    pub(super) end: Option<(u64, Event)>,
}

impl Task {
    fn new(spawned: Event) -> Self {
        Self {
            spawned,
            priority: 0,
            is_detached: false,
            is_suspended: false,
            ready: None,
            woken: None,
            doing: Vec::new(),
            end: None,
        }
    }

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
    // `apply` sends only the events of tasks here.
    #[allow(clippy::wildcard_enum_match_arm)]
    pub(super) fn apply_to_task(&mut self, event: Event) {
        match event {
            Event::TaskSpawned { task, .. } => {
                self.tasks.entry(task).or_insert_with(|| Task::new(event));
            }
            Event::TaskPriority { task, priority } => self.with_task(task, |task| task.priority = priority),
            Event::TaskDetached { task } => {
                // Mostly it is over by then.
                if let Some(task) = self.tasks.get_mut(&task) {
                    task.is_detached = true;
                }
            }
            Event::TaskReady { task, by } => {
                self.settle(by);
                self.wake(task, by);
            }
            Event::TaskWokenAgain { by, .. } => self.settle(by),
            Event::PollStarted { task } => self.start_poll(task),
            Event::PollEnded { task } => self.end_poll(task),
            Event::PollSuspended { task } => self.suspend(task, true),
            Event::PollResumed { task } => self.suspend(task, false),
            Event::TaskDone { task }
            | Event::TaskCancelled { task, .. }
            | Event::TaskPanicked { task, .. } => {
                self.end_task(task, event);
            }
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

    fn wake(&mut self, id: TaskId, by: WakeSource) {
        let Some(task) = self.tasks.get_mut(&id).filter(|task| task.end.is_none()) else { return };
        task.woken.get_or_insert(by);
        if !self.is_polled(id) {
            self.queue(id);
        }
    }

    /// Puts a task behind those that are ready, unless it is one of them.
    fn queue(&mut self, id: TaskId) {
        let next = self.ready.last_key_value().map_or(0, |(number, _)| number + 1);
        let Some(task) = self.tasks.get_mut(&id) else { return };
        if task.ready.is_none() {
            task.ready = Some(next);
            self.ready.insert(next, id);
        }
    }

    fn unqueue(&mut self, id: TaskId) {
        if let Some(number) = self.tasks.get_mut(&id).and_then(|task| task.ready.take()) {
            self.ready.remove(&number);
        }
    }

    fn start_poll(&mut self, id: TaskId) {
        self.unqueue(id);
        self.polled.insert(self.worker, id);
        self.with_task(id, |task| {
            task.woken = None;
            task.doing.clear();
        });
    }

    /// A poll is suspended in its middle, or goes on.
    fn suspend(&mut self, id: TaskId, is_suspended: bool) {
        self.polled.remove(&self.worker);
        if !is_suspended {
            self.polled.insert(self.worker, id);
        }
        self.with_task(id, |task| task.is_suspended = is_suspended);
    }

    fn end_poll(&mut self, id: TaskId) {
        self.polled.remove(&self.worker);
        let Some(task) = self.tasks.get_mut(&id).filter(|task| task.end.is_none()) else { return };
        task.is_suspended = false;
        task.doing.retain(|event| matches!(event, Event::Waiting { .. }));
        if task.woken.is_some() {
            self.queue(id);
        }
    }

    fn end_task(&mut self, id: TaskId, how: Event) {
        self.unqueue(id);
        self.polled.retain(|_, polled| *polled != id);
        let dropped = self.dropped;
        self.with_task(id, |task| {
            task.doing = Vec::new();
            task.is_suspended = false;
            task.end = Some((dropped, how));
        });
    }

    /// The task being polled begins something.
    pub(super) fn begin(&mut self, event: Event) {
        if let Some(id) = self.polled() {
            self.with_task(id, |task| task.doing.push(event));
        }
    }

    /// The task being polled ends what it began last of a kind.
    pub(super) fn end(&mut self, is_it: impl Fn(&Event) -> bool) {
        let Some(id) = self.polled() else { return };
        self.with_task(id, |task| {
            if let Some(at) = task.doing.iter().rposition(is_it) {
                task.doing.remove(at);
            }
        });
    }
}
