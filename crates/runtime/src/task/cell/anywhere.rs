//! A count of a task for other threads.

use std::sync::atomic::Ordering;

use super::{TaskRef, OWN};
use crate::task::door::Door;
use crate::TaskId;

/// A count of a task that any thread may hold and use: for abort handles, and for what other threads leave at the
/// executor's door. Apart from wakers, nothing else that counts a task leaves its executor's thread.
#[derive(Clone)]
pub(crate) struct Anywhere(TaskRef);

// SAFETY: whoever has an `Anywhere` reads `id`, `door` and `refs`, which other threads may (rule 2); the `TaskRef` inside is
// private to this file and given out at home alone. Cloning and dropping touch `refs`, and what the last count frees away
// from home is the cell of a task that is over, with an empty stage (rule 3).
unsafe impl Send for Anywhere {}

// SAFETY: as above: all of that goes through a shared reference as well.
unsafe impl Sync for Anywhere {}

impl Anywhere {
    pub(crate) fn new(task: TaskRef) -> Self {
        Self(task)
    }

    pub(crate) fn id(&self) -> TaskId {
        self.0.id
    }

    pub(crate) fn door(&self) -> &Door {
        &self.0.door
    }

    /// Whether the task is over, as far as this thread can know.
    pub(crate) fn is_over(&self) -> bool {
        self.0.refs.load(Ordering::Acquire) & OWN == 0
    }

    /// The task, on its executor's own thread.
    pub(crate) fn home(&self) -> Option<&TaskRef> {
        self.0.door.is_here().then_some(&self.0)
    }
}
