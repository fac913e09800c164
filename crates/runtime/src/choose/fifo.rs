//! First in, first out, where a chooser may take another task. Without one the executor's bare queue does the same.

use super::line::{Discipline, Tasks};

/// The queue that every default of [`Discipline`] is.
pub(super) struct Fifo;

impl Discipline for Fifo {
    fn first(&mut self, tasks: &mut Tasks) -> Option<usize> {
        (!tasks.is_empty()).then_some(0)
    }
}
