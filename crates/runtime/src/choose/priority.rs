//! The highest priority first, among equals the one that came first.

use super::line::{Discipline, Tasks};

/// Offers a chooser the tasks of the highest priority alone: a priority is a promise.
pub(super) struct Priority;

fn highest(tasks: &Tasks) -> u8 {
    tasks.iter().map(|task| task.priority.get()).max().unwrap_or(0)
}

impl Discipline for Priority {
    fn first(&mut self, tasks: &mut Tasks) -> Option<usize> {
        let highest = highest(tasks);
        tasks.iter().position(|task| task.priority.get() == highest)
    }

    fn least_priority(&self, tasks: &Tasks) -> u8 {
        highest(tasks)
    }
}
