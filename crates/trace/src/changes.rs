//! What one event changed, found once: lanes, sums and pictures fold changes, and keep no rules of their own about what
//! becomes of a task.

use taskscope_format::{NodeId, ResourceId, TaskId, WakeSource};

use super::{Phase, State};

/// What an event changed in a [`State`], as [`State::apply`] found it.
///
/// An event concerns one task, one future and one resource at most. All of it is on the stack: a change costs no memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The task that it was about.
    pub task: Option<TaskChange>,
    /// The future inside a task that it was about.
    pub future: Option<FutureChange>,
    /// The wake that it was.
    pub woke: Option<Woke>,
    /// The resource that it was about, or that the wake settled.
    pub resource: Option<ResourceId>,
    /// All that was known was forgotten, as events before it were dropped: what is still there is told again.
    pub is_forgotten: bool,
}

/// What became of a task. Where both phases are the same, something else about it changed, such as its priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskChange {
    /// The task.
    pub id: TaskId,
    /// What it did before; `None` if it is new.
    pub from: Option<Phase>,
    /// What it does from now on.
    pub to: Phase,
}

/// What became of a future inside a task. Where both phases are the same, it was woken during its own poll, or once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FutureChange {
    /// The future.
    pub id: NodeId,
    /// The task it is in.
    pub task: TaskId,
    /// What it did before; `None` if it is new.
    pub from: Option<Phase>,
    /// What it does from now on. One that was dropped is over.
    pub to: Phase,
}

/// A call of a waker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Woke {
    /// What was woken.
    pub whom: Whom,
    /// What called the waker.
    pub by: WakeSource,
    /// It was woken already: the wake changed nothing.
    pub is_again: bool,
}

/// What a waker belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// A task.
    Task(TaskId),
    /// A future inside a task.
    Future(NodeId),
}

impl TaskChange {
    /// Whether it does something else from now on.
    #[must_use]
    pub fn is_new_phase(self) -> bool {
        self.from != Some(self.to)
    }
}

impl FutureChange {
    /// Whether it does something else from now on.
    #[must_use]
    pub fn is_new_phase(self) -> bool {
        self.from != Some(self.to)
    }
}

impl Woke {
    /// The task that called the waker, for a new task the one that spawned it; `None` for everything that is no task.
    /// `state` is that after the wake.
    #[must_use]
    pub fn waker(self, state: &State) -> Option<TaskId> {
        match (self.by, self.whom) {
            (WakeSource::Task(task), _) => Some(task),
            (WakeSource::Spawn, Whom::Task(task)) => state.task(task)?.parent,
            (
                WakeSource::Spawn
                | WakeSource::Timer(_)
                | WakeSource::Promise(_)
                | WakeSource::Thread(_)
                | WakeSource::Outside
                | WakeSource::Unknown,
                _,
            ) => None,
        }
    }
}
