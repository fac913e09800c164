//! What a task waits for, with what is in its way at that moment.

use taskscope_format::{NodeId, TaskId, Wait};
use taskscope_trace::{Await, ResourceState, State, Waiter};

use crate::TaskList;
use crate::why::writer_ahead;

/// What a task waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The task.
    pub task: TaskId,
    /// What it waits for.
    pub on: Wait,
    /// Who has that, if it is a lock or permits.
    pub held_by: HeldBy,
    /// The writer that it waits behind, where nothing else keeps it out.
    pub behind: Option<TaskId>,
    /// How many have come to the barrier that it waits at, and how many have to if that is known.
    pub come: Option<(u32, Option<u32>)>,
}

/// Who has what a task waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeldBy {
    /// The trace names no holder.
    NotKnown,
    /// The task itself, alone.
    Itself,
    /// These, code outside of tasks too.
    These(TaskList),
}

impl Waiting {
    /// What a task waits for in a state, with what that state knows of it.
    #[must_use]
    pub fn new(state: &State, task: TaskId, on: Wait) -> Self {
        let held_by = match on {
            Wait::Acquire(resource) | Wait::Read(resource) => {
                let holders = state.resource(resource).into_iter().flat_map(ResourceState::holding_tasks);
                let holders = TaskList::new(holders);
                match holders.first.as_slice() {
                    [] => HeldBy::NotKnown,
                    [only] if *only == Some(task) && holders.count == 1 => HeldBy::Itself,
                    _ => HeldBy::These(holders),
                }
            }
            Wait::Timer(_)
            | Wait::Receive(_)
            | Wait::Send(_)
            | Wait::Task(_)
            | Wait::Yield
            | Wait::Notified(_)
            | Wait::Changed(_)
            | Wait::Barrier(_)
            | Wait::Closed(_)
            | Wait::Promise(_)
            | Wait::Budget
            | Wait::Thread(_) => HeldBy::NotKnown,
        };
        let barrier = if let Wait::Barrier(resource) = on { state.resource(resource) } else { None };
        let come = barrier.map(|barrier| (barrier.come, barrier.capacity));
        Self { task, on, held_by, behind: writer_ahead(state, on), come }
    }
}

/// A future that is before another one in the line for a lock or for permits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// Its task; `None` outside of tasks.
    pub task: Option<TaskId>,
    /// Which of the task's futures it is; `None` at the task's own level.
    pub node: Option<NodeId>,
    /// Whether what both want was handed to it. Otherwise it is a future of the same task.
    pub is_given: bool,
}

impl Ahead {
    /// The future that was handed what a task waits for and has not taken it, or else one of the task's own futures that
    /// is before it in line.
    #[must_use]
    pub fn of(state: &State, task: TaskId, wait: &Await) -> Option<Self> {
        let (Wait::Acquire(resource) | Wait::Read(resource)) = wait.on else { return None };
        let is_itself = |waiter: &&Waiter| (waiter.task, waiter.node) == (Some(task), wait.node);
        let line = state.resource(resource)?.waiters();
        let mut before = line.take_while(|waiter| !is_itself(waiter));
        let ahead = before.find(|waiter| waiter.is_granted || waiter.task == Some(task))?;
        Some(Self { task: ahead.task, node: ahead.node, is_given: ahead.is_granted })
    }
}
