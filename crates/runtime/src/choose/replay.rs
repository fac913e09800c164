//! The tasks of a list, one after the other.

use std::rc::Rc;

use super::line::{Discipline, Tasks};
use crate::TaskId;

/// Where the next one of the list is not ready, and after its end, the first of the line goes.
pub(super) struct Replay {
    tasks: Rc<[TaskId]>,
    /// How many have gone.
    gone: usize,
}

impl Replay {
    pub(super) fn new(tasks: Rc<[TaskId]>) -> Self {
        Self { tasks, gone: 0 }
    }
}

impl Discipline for Replay {
    fn first(&mut self, tasks: &mut Tasks) -> Option<usize> {
        if tasks.is_empty() {
            return None;
        }
        let wanted = self.tasks.get(self.gone);
        self.gone += 1;
        let found = wanted.and_then(|&wanted| tasks.iter().position(|task| task.id == wanted));
        Some(found.unwrap_or(0))
    }
}
