//! Aborting a task without the right to its value.

use std::fmt;

use super::cell::TaskRef;
use super::phase::Phase;
use crate::TaskId;

/// Aborts a task, however often it is cloned.
#[derive(Clone)]
pub struct AbortHandle {
    pub(super) task: TaskRef,
}

impl AbortHandle {
    /// The task's id.
    #[must_use]
    pub fn id(&self) -> TaskId {
        self.task.id
    }

    /// Whether the task is done, cancelled or panicked.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.task.phase.get() == Phase::Over
    }

    /// Cancels the task, as [`JoinHandle::abort`](super::JoinHandle::abort) does.
    pub fn abort(&self) {
        abort(&self.task);
    }
}

impl fmt::Debug for AbortHandle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("AbortHandle").field("id", &self.id()).finish_non_exhaustive()
    }
}

pub(super) fn abort(task: &TaskRef) {
    if let Some(core) = task.door.core() {
        core.cancel(task);
    }
}
