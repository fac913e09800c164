//! How a waker finds its executor, from whichever thread it is called.

use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::cell::Anywhere;
use super::owner::Owner;
use super::pool::Pool;
use crate::core::Core;

/// What another thread asks of the executor.
pub(crate) enum Left {
    /// To queue a task.
    Woken(Anywhere),
    /// To cancel one.
    Aborted(Anywhere),
}

/// The part of an executor that other threads may touch.
pub(crate) struct Door {
    owner: Owner,
    /// The executor, null once it is gone. Followed on the owner's thread only.
    pub(super) core: AtomicPtr<Core>,
    /// The memory of the executor's tasks: it has to last as long as their wakers do.
    pool: Mutex<Pool>,
    /// What other threads have left, for the executor to do when it looks next; `None` once it is gone. Each entry counts a
    /// task, which holds this door, so the list has to be emptied in the end.
    left: Mutex<Option<Vec<Left>>>,
}

impl Door {
    /// A door that leads nowhere yet.
    pub(crate) fn new() -> Self {
        Self {
            owner: Owner::here(),
            core: AtomicPtr::new(ptr::null_mut()),
            pool: Mutex::default(),
            left: Mutex::new(Some(Vec::new())),
        }
    }

    pub(super) fn pool(&self) -> MutexGuard<'_, Pool> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets the door lead nowhere: the executor is going away.
    pub(crate) fn close(&self) {
        self.core.store(ptr::null_mut(), Ordering::Release);
        let left = self.left().take();
        drop(left);
    }

    fn left(&self) -> MutexGuard<'_, Option<Vec<Left>>> {
        self.left.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether this is the thread that the executor and its tasks belong to.
    #[inline]
    pub(super) fn is_here(&self) -> bool {
        self.owner.is_here()
    }

    /// Leaves something for the executor to do. Does nothing if the executor is gone, which it is if this is called at
    /// home.
    #[cold]
    pub(super) fn leave(&self, entry: Left) {
        if self.is_here() {
            return drop(entry);
        }
        let refused = match self.left().as_mut() {
            Some(left) => {
                left.push(entry);
                None
            }
            None => Some(entry),
        };
        // Without the lock, as it may free the task.
        drop(refused);
    }

    /// Takes what other threads have left.
    pub(crate) fn take_left(&self) -> Vec<Left> {
        if !Owner::HAS_OTHERS {
            return Vec::new();
        }
        self.left().as_mut().map(std::mem::take).unwrap_or_default()
    }
}
