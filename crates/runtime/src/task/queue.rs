//! The ready queue: first in, first out, linked through the tasks themselves.

use std::cell::Cell;

use super::cell::{TaskRef, WeakLink};

/// Ready tasks in the order in which they became ready. Needs no memory of its own.
#[derive(Default)]
pub(crate) struct Queue {
    first: Cell<Option<TaskRef>>,
    /// The last task of the chain that starts at `first`; dangling while the queue is empty.
    last: Cell<WeakLink>,
}

impl Queue {
    pub(crate) fn is_empty(&self) -> bool {
        let first = self.first.take();
        let empty = first.is_none();
        self.first.set(first);
        empty
    }

    /// Puts a task at the back. It must not be in the queue.
    pub(crate) fn push(&self, task: TaskRef) {
        let link = task.link();
        match self.first.take() {
            None => self.first.set(Some(task)),
            Some(first) => {
                self.last.get().set_next(task);
                self.first.set(Some(first));
            }
        }
        self.last.set(link);
    }

    /// Takes the task at the front.
    pub(crate) fn pop(&self) -> Option<TaskRef> {
        let task = self.first.take()?;
        self.first.set(task.next.take());
        Some(task)
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        // One by one: the chain dropped by its head would recurse through every task.
        while self.pop().is_some() {}
    }
}
