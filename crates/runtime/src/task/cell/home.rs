//! The way from a task to its executor, and back to all of its tasks.

use std::mem::ManuallyDrop;
use std::ptr::{self, NonNull};
use std::rc::Rc;
use std::sync::atomic::Ordering;

use super::{Header, TaskRef};
use crate::core::Core;
use crate::task::door::Door;

impl Door {
    /// Lets the door lead to `core`, until [`close`](Door::close).
    pub(crate) fn open(&self, core: &Core) {
        self.core.store(ptr::from_ref(core).cast_mut(), Ordering::Release);
    }

    /// The executor, if it is alive and this is its thread.
    pub(crate) fn core(&self) -> Option<Rc<Core>> {
        self.reach()?.rc()
    }

    /// As [`core`](Door::core), to be counted at once unless a turn goes on, which has a count of its own (`InTurn`).
    #[inline]
    pub(super) fn reach(&self) -> Option<&Core> {
        let core = if self.is_here() { NonNull::new(self.core.load(Ordering::Acquire)) } else { None };
        // SAFETY: we are on the executor's thread, where the pointer is set when the core is made and cleared in its
        // drop, before any field goes: it is alive now, and for as long as somebody counts it.
        core.map(|core| unsafe { core.as_ref() })
    }

    /// Every task that is not over, in no particular order. To be called at home.
    pub(crate) fn live_tasks(&self) -> Vec<TaskRef> {
        let pool = self.pool();
        let cells = pool.cells().map(NonNull::cast::<Header>);
        // SAFETY: every cell of the pool holds a header (rule 4), and phases are only changed at home or under the lock
        // that we hold. A task that is not over counts itself (rule 3), so it may be counted once more.
        let live =
            cells.filter(|header| unsafe { !(*ptr::addr_of!((*header.as_ptr()).phase)).get().is_over() });
        live.map(|header| (*ManuallyDrop::new(TaskRef(header))).clone()).collect()
    }
}
