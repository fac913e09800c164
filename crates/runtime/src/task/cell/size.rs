//! How large a cell is, which is what a task costs.

use std::future::Future;
use std::mem::size_of;

use super::{Task, TaskRef};

impl TaskRef {
    /// The bytes of the cell of a task with this future.
    pub(crate) const fn size<F: Future, E>() -> usize {
        size_of::<Task<F, E>>()
    }
}
