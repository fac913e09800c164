//! What is touched at home only: the way from a task to its scheduler, and from a scheduler to all of its tasks.

use std::cell::UnsafeCell;
use std::mem::ManuallyDrop;
use std::ptr;
use std::rc::{Rc, Weak};

use super::{Header, TaskRef};
use crate::task::door::{Door, Home};
use crate::task::scheduler::{Scheduler, WeakScheduler};

/// Where a [`Door`] leads, which only the door's own thread touches, though other threads hold the door.
pub(in crate::task) struct AtHome(UnsafeCell<Option<WeakScheduler>>);

impl AtHome {
    pub(in crate::task) const fn nowhere() -> Self {
        Self(UnsafeCell::new(None))
    }
}

// SAFETY: the value inside is private to this file. `replace_scheduler` and `reach` touch it, at home alone; and the door
// itself is dropped, wherever that is, only after `Home` has emptied it: a home that is never dropped keeps the door.
unsafe impl Send for AtHome {}

// SAFETY: as above.
unsafe impl Sync for AtHome {}

impl Door {
    /// Lets the door lead elsewhere; returns where it led before. To be called at home, which only `Home` does.
    pub(in crate::task) fn replace_scheduler(&self, next: Option<WeakScheduler>) -> Option<WeakScheduler> {
        assert!(self.is_here(), "a door is opened and closed at home");
        // SAFETY: we are at home. `reach` gives out no reference to what is replaced, and the value before is dropped by the
        // caller, when this access is over.
        unsafe { ptr::replace(self.scheduler.0.get(), next) }
    }

    /// The scheduler, if it is alive and this is its thread.
    #[inline]
    pub(crate) fn scheduler(&self) -> Option<Rc<dyn Scheduler>> {
        if self.is_here() {
            // SAFETY: we are at home.
            unsafe { self.reach() }
        } else {
            None
        }
    }

    /// The scheduler, if it is alive.
    ///
    /// # Safety
    /// To be called at home.
    #[inline]
    pub(super) unsafe fn reach(&self) -> Option<Rc<dyn Scheduler>> {
        debug_assert!(self.is_here(), "a scheduler is reached at home");
        // SAFETY: the caller vouches that we are at home, and to count a scheduler calls nothing that could replace it.
        unsafe { &*self.scheduler.0.get() }.as_ref().and_then(Weak::upgrade)
    }
}

impl Home {
    /// Every task that is not over, in no particular order.
    pub(crate) fn live_tasks(&self) -> Vec<TaskRef> {
        let mut live = Vec::new();
        self.door().pool().each_cell(&mut |cell| {
            let header = cell.cast::<Header>();
            // SAFETY: every cell of the pool holds a header (rule 4), and phases are only changed at home, where we are, or
            // under the lock that we hold. A task that is not over counts itself (rule 3), so it may be counted once more.
            if unsafe { !(*ptr::addr_of!((*header.as_ptr()).phase)).get().is_over() } {
                live.push((*ManuallyDrop::new(TaskRef(header))).clone());
            }
        });
        live
    }
}
