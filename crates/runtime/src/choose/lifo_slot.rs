//! Last in, first out for one task, as on a worker of Tokio: the one that a running task woke last.

use super::line::{Discipline, Origin, Tasks};
use crate::task::TaskRef;

/// Keeps that task at the head of the line.
pub(super) struct LifoSlot {
    cap: Option<u32>,
    /// Whether the task at the head is in the slot.
    is_taken: bool,
    /// How many polls in a row came from the slot.
    in_a_row: u32,
}

impl LifoSlot {
    pub(super) fn new(cap: Option<u32>) -> Self {
        Self { cap, is_taken: false, in_a_row: 0 }
    }

    /// Sends the task of the slot behind all others.
    fn empty(&mut self, tasks: &mut Tasks) {
        if std::mem::take(&mut self.is_taken) {
            tasks.rotate_left(1);
        }
    }
}

impl Discipline for LifoSlot {
    fn add(&mut self, tasks: &mut Tasks, task: TaskRef, origin: Origin) {
        match origin {
            Origin::Task => {
                self.empty(tasks);
                tasks.push_front(task);
                self.is_taken = true;
            }
            Origin::Other | Origin::Yield => tasks.push_back(task),
        }
    }

    fn first(&mut self, tasks: &mut Tasks) -> Option<usize> {
        // Too often in a row, while others wait: it loses its privilege, not its turn.
        if self.cap.is_some_and(|cap| self.in_a_row >= cap) && tasks.len() > 1 {
            self.empty(tasks);
        }
        if !self.is_taken {
            self.in_a_row = 0;
        }
        (!tasks.is_empty()).then_some(0)
    }

    fn take(&mut self, tasks: &mut Tasks, at: usize, is_first: bool) -> Option<TaskRef> {
        if is_first && std::mem::take(&mut self.is_taken) {
            self.in_a_row = self.in_a_row.saturating_add(1);
        } else {
            self.in_a_row = 0;
        }
        tasks.remove(at)
    }

    fn cancelled(&mut self, at: usize) {
        self.is_taken &= at > 0;
    }
}
