//! Any ready task, by the seed.

use super::line::{Discipline, Tasks};
use crate::random::Random;
use crate::task::TaskRef;

/// Draws from a stream of its own: a replay, which draws nothing here, must leave the program the numbers it had.
pub(super) struct Any(Random);

impl Any {
    pub(super) fn new(seed: u64) -> Self {
        Self(Random::new(!seed))
    }
}

impl Discipline for Any {
    fn first(&mut self, tasks: &mut Tasks) -> Option<usize> {
        let count = u32::try_from(tasks.len()).unwrap_or(u32::MAX);
        (count > 0).then(|| self.0.below(count) as usize)
    }

    fn take(&mut self, tasks: &mut Tasks, at: usize, is_first: bool) -> Option<TaskRef> {
        // Where the last one of the line ends up does not matter while any may be next; a chooser counts on the order.
        if is_first {
            tasks.swap_remove_back(at)
        } else {
            tasks.remove(at)
        }
    }
}
