//! Aborting a task without the right to its value.

use std::fmt;

use super::cell::{Anywhere, TaskRef};
use super::door::Left;
use super::phase::Phase;
use crate::TaskId;

/// Aborts a task, however often it is cloned, and from whatever thread.
///
/// On another thread than the executor's, an abort is left for the executor to carry out when it looks next: when its
/// ready tasks run out, and when its host calls [`Turns::look_outside`](crate::host::Turns::look_outside). So are wakes.
#[derive(Clone)]
pub struct AbortHandle {
    task: Anywhere,
}

impl AbortHandle {
    pub(crate) fn of(task: &TaskRef) -> Self {
        Self { task: Anywhere::new(task.clone()) }
    }

    /// The task's id.
    #[must_use]
    pub fn id(&self) -> TaskId {
        self.task.id()
    }

    /// Whether the task is done, cancelled or panicked. Where this is `true`, on whatever thread, everything that the task
    /// did has happened before.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        match self.task.home() {
            Some(task) => task.phase.get() == Phase::Over,
            None => self.task.is_over(),
        }
    }

    /// Cancels the task, as [`JoinHandle::abort`](crate::JoinHandle::abort) does. On another thread than the executor's,
    /// the task is cancelled when the executor looks next.
    pub fn abort(&self) {
        match self.task.home() {
            Some(task) => abort(task),
            None => self.task.door().leave(Left::Aborted(self.task.clone())),
        }
    }
}

impl fmt::Debug for AbortHandle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("AbortHandle").field("id", &self.id()).finish_non_exhaustive()
    }
}

/// Aborts a task, at home; does nothing if its scheduler is gone.
pub(crate) fn abort(task: &TaskRef) {
    if let Some(scheduler) = task.door.scheduler() {
        scheduler.cancel(task);
    }
}
