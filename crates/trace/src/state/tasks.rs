//! Tasks and the ready queue.

use taskscope_runtime::{Event, PlaceId, TaskId, TextId, WakeSource};

use super::{Await, Awaits, State};

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
    /// Who spawned it.
    pub parent: Option<TaskId>,
    /// Where it stands.
    pub phase: Phase,
    /// Woken during the poll that goes on: it will be queued when that ends.
    pub is_woken: bool,
    /// Its handle is gone: nobody will see its result.
    pub is_detached: bool,
    /// Its priority; 0 if it was given none.
    pub priority: u8,
    /// The awaits that it stands at.
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
        size_of::<(TaskId, Self)>() + self.awaits.spilled() * size_of::<Await>() * 3
    }
}

impl State {
    #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` sends only the events of tasks here")]
    pub(super) fn apply_to_task(&mut self, event: Event) {
        match event {
            Event::TaskSpawned { task, parent, name, .. } => self.spawn(task, parent, name),
            Event::TaskReady { task, by } => {
                self.settle(by);
                self.ready(task);
            }
            Event::TaskWokenAgain { task, by } => {
                self.settle(by);
                self.count_wake(task);
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
                self.with_running(|task| task.awaits.push(Await { node, on, place }));
            }
            Event::WorkStarted { place, .. } => self.with_running(|task| task.works_at = Some(place)),
            Event::WorkEnded => self.with_running(|task| task.works_at = None),
            _ => {}
        }
    }

    fn spawn(&mut self, id: TaskId, parent: Option<TaskId>, name: TextId) {
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
    }

    /// A promise that wakes somebody is settled.
    pub(super) fn settle(&mut self, by: WakeSource) {
        if let WakeSource::Promise(promise) = by
            && let Some(promise) = self.resources.get_mut(promise)
        {
            promise.settle();
        }
    }

    fn ready(&mut self, id: TaskId) {
        self.count_wake(id);
        let Some(task) = self.tasks.get_mut(id) else { return };
        match task.phase {
            Phase::Running => task.is_woken = true,
            Phase::Waiting => {
                task.phase = Phase::Ready;
                self.queue.push_back(id);
            }
            Phase::Ready | Phase::Done | Phase::Cancelled | Phase::Panicked => {}
        }
    }

    fn count_wake(&mut self, id: TaskId) {
        if let Some(task) = self.tasks.get_mut(id) {
            task.wakes = task.wakes.saturating_add(1);
            self.wakes += 1;
        }
    }

    fn start_poll(&mut self, id: TaskId) {
        self.leave_queue(id);
        self.running = Some(id);
        self.polls += 1;
        self.with_running(|task| {
            task.phase = Phase::Running;
            task.is_woken = false;
            // Those of nodes stand until these are polled: a task need not poll all of them.
            task.awaits.start_poll();
            task.polls = task.polls.saturating_add(1);
        });
    }

    fn end_poll(&mut self, id: TaskId) {
        self.running = None;
        // A damaged trace can end a poll that never began; a task that is over stays so.
        let Some(task) = self.tasks.get_mut(id).filter(|task| task.phase == Phase::Running) else { return };
        task.works_at = None;
        if std::mem::take(&mut task.is_woken) {
            task.phase = Phase::Ready;
            self.queue.push_back(id);
        } else {
            task.phase = Phase::Waiting;
        }
    }

    /// Its stack waits, as a task at an await does.
    fn suspend_poll(&mut self, id: TaskId) {
        self.running = None;
        self.with_task(id, |task| {
            if task.phase == Phase::Running {
                task.phase = Phase::Waiting;
            }
        });
    }

    /// The poll that was suspended goes on; it began before.
    fn resume_poll(&mut self, id: TaskId) {
        self.leave_queue(id);
        self.running = Some(id);
        self.with_running(|task| task.phase = Phase::Running);
    }

    fn end_task(&mut self, id: TaskId, phase: Phase) {
        self.leave_queue(id);
        if self.running == Some(id) {
            self.running = None;
        }
        self.with_task(id, |task| {
            task.phase = phase;
            task.is_woken = false;
            task.works_at = None;
            if phase == Phase::Done {
                task.awaits.clear();
            }
        });
    }

    /// Takes a task out of the queue. Mostly it is the first; where a policy picked another, it has to be looked for.
    fn leave_queue(&mut self, id: TaskId) {
        if self.tasks.get(id).is_none_or(|task| task.phase != Phase::Ready) {
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

    fn with_running(&mut self, change: impl FnOnce(&mut TaskState)) {
        if let Some(id) = self.running {
            self.with_task(id, change);
        }
    }

    fn with_task(&mut self, id: TaskId, change: impl FnOnce(&mut TaskState)) {
        if let Some(task) = self.tasks.get_mut(id) {
            change(task);
        }
    }
}
