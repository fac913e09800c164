//! Tasks and the ready queue.

use crate::{Event, PlaceId, ResourceId, TaskId, TextId, WakeSource};

use super::{Await, Awaits, ResourceState, State};
use super::{Changes, TaskChange, Whom, Woke};

/// The state of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// In the queue.
    Ready,
    /// Being polled.
    Running,
    /// At an await.
    Waiting,
    /// Ended with a value.
    Done,
    /// Dropped before it was done.
    Cancelled,
    /// Ended by a panic.
    Panicked,
}

impl Phase {
    /// Whether the task will never be polled again.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled | Self::Panicked)
    }
}

/// One task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskState {
    /// Its id.
    pub id: TaskId,
    /// Its name.
    pub name: TextId,
    /// The task that spawned it.
    pub parent: Option<TaskId>,
    /// What it does now, or how it ended.
    pub phase: Phase,
    /// Woken during the poll that goes on: it will be queued when that ends.
    pub is_woken: bool,
    /// Its handle is gone: nobody will see its result.
    pub is_detached: bool,
    /// Its priority; 0 if it was given none.
    pub priority: u8,
    /// The awaits at which it waits.
    pub awaits: Awaits,
    /// The busy work its poll is doing now: where.
    pub works_at: Option<PlaceId>,
    /// Polls begun so far.
    pub polls: u32,
    /// Wakes so far, those that changed nothing included.
    pub wakes: u32,
}

impl TaskState {
    /// How many bytes a copy takes, roughly.
    pub(super) fn bytes(&self) -> usize {
        std::mem::size_of::<(TaskId, Self)>() + self.awaits.spilled() * std::mem::size_of::<Await>() * 3
    }
}

impl State {
    // `apply` sends only the events of tasks here.
    #[allow(clippy::wildcard_enum_match_arm)]
    pub(super) fn apply_to_task(&mut self, event: Event, changes: &mut Changes) {
        changes.task = match event {
            Event::TaskSpawned { task, parent, name, .. } => self.spawn(task, parent, name),
            Event::TaskReady { task, by } => {
                (changes.woke, changes.resource) = (Some(woke(task, by, false)), self.settle(by));
                self.ready(task)
            }
            Event::TaskWokenAgain { task, by } => {
                (changes.woke, changes.resource) = (Some(woke(task, by, true)), self.settle(by));
                self.count_wake(task)
            }
            Event::PollStarted { task } => self.start_poll(task),
            Event::PollEnded { task } => self.end_poll(task),
            Event::PollSuspended { task } => self.suspend_poll(task),
            Event::PollResumed { task } => self.resume_poll(task),
            Event::TaskDone { task } => self.end_task(task, Phase::Done),
            Event::TaskCancelled { task, .. } => self.end_task(task, Phase::Cancelled),
            Event::TaskPanicked { task, .. } => self.end_task(task, Phase::Panicked),
            Event::TaskDetached { task } => self.with_task(task, |task| task.is_detached = true),
            Event::TaskPriority { task, priority } => self.with_task(task, |task| task.priority = priority),
            Event::Waiting { node, on, place } => {
                self.with_running(|task| task.awaits.push(Await { node, on, place }))
            }
            Event::WorkStarted { place, .. } => self.with_running(|task| task.works_at = Some(place)),
            Event::WorkEnded => self.with_running(|task| task.works_at = None),
            _ => None,
        };
    }

    fn spawn(&mut self, id: TaskId, parent: Option<TaskId>, name: TextId) -> Option<TaskChange> {
        if self.tasks.get(id).is_some() {
            return None;
        }
        let task = TaskState {
            id,
            name,
            parent,
            phase: Phase::Waiting,
            is_woken: false,
            is_detached: false,
            priority: 0,
            awaits: Awaits::default(),
            works_at: None,
            polls: 0,
            wakes: 0,
        };
        self.tasks.add(id, task);
        Some(TaskChange { id, from: None, to: Phase::Waiting })
    }

    /// A promise that wakes a task is settled. Gives the promise.
    pub(super) fn settle(&mut self, by: WakeSource) -> Option<ResourceId> {
        let WakeSource::Promise(promise) = by else { return None };
        self.with_resource(promise, ResourceState::settle)
    }

    fn ready(&mut self, id: TaskId) -> Option<TaskChange> {
        let change = self.count_wake(id)?;
        let task = self.tasks.get_mut(id)?;
        match task.phase {
            Phase::Running => task.is_woken = true,
            Phase::Waiting => {
                task.phase = Phase::Ready;
                self.queue.push_back(id);
            }
            Phase::Ready | Phase::Done | Phase::Cancelled | Phase::Panicked => {}
        }
        Some(TaskChange { to: task.phase, ..change })
    }

    fn count_wake(&mut self, id: TaskId) -> Option<TaskChange> {
        let Self { tasks, wakes, .. } = self;
        let task = tasks.get_mut(id)?;
        task.wakes = task.wakes.saturating_add(1);
        *wakes += 1;
        Some(TaskChange { id, from: Some(task.phase), to: task.phase })
    }

    fn start_poll(&mut self, id: TaskId) -> Option<TaskChange> {
        self.running.set(self.worker, id);
        self.polled.clear(self.worker);
        self.polls += 1;
        let change = self.with_task(id, |task| {
            // A damaged trace can poll a task that is over; it stays so.
            if !task.phase.is_over() {
                task.phase = Phase::Running;
            }
            task.is_woken = false;
            // Those of nodes stand until these are polled: a task need not poll all of them.
            task.awaits.start_poll();
            task.polls = task.polls.saturating_add(1);
        })?;
        self.leave_queue(change);
        Some(change)
    }

    fn end_poll(&mut self, id: TaskId) -> Option<TaskChange> {
        self.running.take(self.worker);
        self.polled.clear(self.worker);
        // A damaged trace can end a poll that never began; a task that is over stays so.
        let task = self.tasks.get_mut(id).filter(|task| task.phase == Phase::Running)?;
        task.works_at = None;
        if std::mem::take(&mut task.is_woken) {
            task.phase = Phase::Ready;
            self.queue.push_back(id);
        } else {
            task.phase = Phase::Waiting;
        }
        Some(TaskChange { id, from: Some(Phase::Running), to: task.phase })
    }

    /// Its stack waits, as a task at an await does.
    fn suspend_poll(&mut self, id: TaskId) -> Option<TaskChange> {
        self.running.take(self.worker);
        self.polled.suspend(self.worker, id);
        self.with_task(id, |task| {
            if task.phase == Phase::Running {
                task.phase = Phase::Waiting;
            }
        })
    }

    /// The poll that was suspended goes on; it began before.
    fn resume_poll(&mut self, id: TaskId) -> Option<TaskChange> {
        self.running.set(self.worker, id);
        self.polled.resume(self.worker, id);
        let change = self.with_task(id, |task| {
            if !task.phase.is_over() {
                task.phase = Phase::Running;
            }
        })?;
        self.leave_queue(change);
        Some(change)
    }

    fn end_task(&mut self, id: TaskId, phase: Phase) -> Option<TaskChange> {
        if self.running() == Some(id) {
            self.polled.clear(self.worker);
        }
        self.polled.forget(id);
        self.running.forget(&id);
        let change = self.with_task(id, |task| {
            if !task.phase.is_over() {
                task.phase = phase;
            }
            task.is_woken = false;
            task.works_at = None;
            if phase == Phase::Done {
                task.awaits.clear();
            }
        })?;
        self.leave_queue(change);
        Some(change)
    }

    /// Takes a task that was ready out of the queue. Mostly it is the first; where a policy picked another, it has to be
    /// looked for.
    fn leave_queue(&mut self, change: TaskChange) {
        let id = change.id;
        if change.from != Some(Phase::Ready) {
            return;
        }
        if self.queue.front() == Some(&id) {
            self.queue.pop_front();
        } else if self.queue.back() == Some(&id) {
            self.queue.pop_back();
        } else if let Some(at) = self.queue.iter().position(|&queued| queued == id) {
            self.queue.remove(at);
        }
    }

    fn with_running(&mut self, change: impl FnOnce(&mut TaskState)) -> Option<TaskChange> {
        self.with_task(self.running()?, change)
    }

    fn with_task(&mut self, id: TaskId, change: impl FnOnce(&mut TaskState)) -> Option<TaskChange> {
        let task = self.tasks.get_mut(id)?;
        let from = task.phase;
        change(task);
        Some(TaskChange { id, from: Some(from), to: task.phase })
    }
}

fn woke(task: TaskId, by: WakeSource, is_again: bool) -> Woke {
    Woke { whom: Whom::Task(task), by, is_again }
}
