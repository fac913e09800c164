//! What a task waits for, with what is in its way at that moment.

use taskscope_format::{TaskId, Wait};
use taskscope_trace::{ResourceState, State};

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
