//! The tasks that are ready, and which of them goes next.

use crate::choose::{Choice, Lined, Origin};
use crate::task::{Queue, TaskRef};

/// Ready tasks. First in, first out needs one branch more than a bare queue; every other policy pays for itself.
pub(super) struct Ready {
    queue: Queue,
    /// `None` for first in, first out.
    line: Option<Box<dyn Lined>>,
}

impl Ready {
    pub(super) fn new(line: Option<Box<dyn Lined>>) -> Self {
        Self { queue: Queue::default(), line }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.queue.is_empty() && self.line.as_ref().map_or(true, |line| line.is_empty())
    }

    /// Adds a task that became ready.
    #[inline]
    pub(super) fn push(&self, task: TaskRef, origin: Origin) {
        match &self.line {
            None => self.queue.push(task),
            Some(line) => line.push(task, origin),
        }
    }

    /// Takes a ready task that was cancelled out of the line, so that it is never offered. The bare queue skips such
    /// tasks when it comes to them.
    pub(super) fn cancelled(&self, task: &TaskRef) {
        if let Some(line) = &self.line {
            line.cancelled(task);
        }
    }

    /// Takes the task that goes next. Where there is a line, `choose` takes one of those that are offered.
    #[inline]
    pub(super) fn pop(&self, choose: impl FnOnce(Choice) -> usize) -> Option<TaskRef> {
        match &self.line {
            None => self.queue.pop(),
            Some(line) => {
                let mut choose = Some(choose);
                line.pop(&mut |choice| choose.take().map_or(0, |choose| choose(choice)))
            }
        }
    }
}
