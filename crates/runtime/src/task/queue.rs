//! The ready queue: first in, first out, linked through the tasks themselves.

use std::cell::Cell;

use super::cell::{Link, TaskRef};

/// Ready tasks in the order in which they became ready. Needs no memory of its own: the queue keeps a count of each task
/// in its chain, as a link.
#[derive(Default)]
pub(crate) struct Queue {
    first: Cell<Link>,
    /// The last task of the chain that starts at `first`; none while the queue is empty.
    last: Cell<Link>,
}

impl Queue {
    /// Whether no task is ready. Tasks that were cancelled while they stood at the front are let go.
    pub(crate) fn is_empty(&self) -> bool {
        while self.first.get().task().is_some_and(|first| first.phase.get().is_over()) {
            drop(self.pop());
        }
        self.first.get() == Link::NONE
    }

    /// Puts a task at the back. It must not be in the queue.
    #[inline]
    pub(crate) fn push(&self, task: TaskRef) {
        let task = task.into_link();
        match self.last.replace(task).task() {
            Some(last) => last.next.set(task),
            None => self.first.set(task),
        }
    }

    /// Takes the task at the front.
    #[inline]
    pub(crate) fn pop(&self) -> Option<TaskRef> {
        let task = self.first.get().into_task()?;
        let next = task.next.replace(Link::NONE);
        self.first.set(next);
        if next == Link::NONE {
            self.last.set(Link::NONE);
        }
        Some(task)
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        while self.pop().is_some() {}
    }
}
