//! What a task asks of whoever runs it: the one way out of this folder.

use std::any::Any;
use std::rc::{Rc, Weak};

use super::cell::TaskRef;

/// Whoever runs the tasks behind a [`Home`](super::Home). Called on its own thread only, and counted while it is called, so
/// it outlives the call even if that drops everything else that holds it.
pub(crate) trait Scheduler: Any {
    /// A task was woken, and [`wake_silently`](super::Phase::wake_silently) was not enough: arrows 4 and 7.
    fn wake(&self, task: &TaskRef);

    /// A handle aborts a task: arrows 5 and 10.
    fn cancel(&self, task: &TaskRef);

    /// The same as a value of any type, for code that knows which one it is.
    fn into_any(self: Rc<Self>) -> Rc<dyn Any>;
}

/// The scheduler of a door, for as long as it is there.
pub(super) type WeakScheduler = Weak<dyn Scheduler>;
