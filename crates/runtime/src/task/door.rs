//! How a waker finds its executor, from whichever thread it is called.

use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
#[cfg(not(target_arch = "wasm32"))]
use std::thread::{self, ThreadId};

use super::cell::TaskRef;
use super::pool::Pool;
use crate::core::Core;

/// The part of an executor that other threads may touch.
pub(crate) struct Door {
    #[cfg(not(target_arch = "wasm32"))]
    owner: ThreadId,
    /// The executor, null once it is gone. Followed on the owner's thread only.
    pub(super) core: AtomicPtr<Core>,
    /// The memory of the executor's tasks: it has to last as long as their wakers do.
    pool: Mutex<Pool>,
    /// Tasks that other threads woke, to be queued when the executor looks next; `None` once it is gone. Each of them
    /// holds this door, so the list has to be emptied in the end.
    woken: Mutex<Option<Vec<TaskRef>>>,
}

impl Door {
    /// A door that leads nowhere yet.
    pub(crate) fn new() -> Self {
        Self {
            #[cfg(not(target_arch = "wasm32"))]
            owner: thread::current().id(),
            core: AtomicPtr::new(ptr::null_mut()),
            pool: Mutex::default(),
            woken: Mutex::new(Some(Vec::new())),
        }
    }

    pub(super) fn pool(&self) -> MutexGuard<'_, Pool> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets the door lead nowhere: the executor is going away.
    pub(crate) fn close(&self) {
        self.core.store(ptr::null_mut(), Ordering::Release);
        let left = self.woken.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(left);
    }

    /// Whether this is the thread that the executor and its tasks belong to. On wasm32 there is only one.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn is_here(&self) -> bool {
        thread::current().id() == self.owner
    }

    #[cfg(target_arch = "wasm32")]
    // The same shape as on other targets.
    #[allow(clippy::unused_self)]
    pub(super) fn is_here(&self) -> bool {
        true
    }

    /// Leaves a task for the executor to queue; does nothing if there is no executor any more, as at home there is none.
    #[cold]
    pub(super) fn leave(&self, task: TaskRef) {
        if self.is_here() {
            return drop(task);
        }
        // The task may be the last to hold the door, so it goes first.
        let door = Arc::clone(&task.door);
        let mut woken = door.woken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(woken) = woken.as_mut() {
            return woken.push(task);
        }
        drop(task);
    }

    /// Takes the tasks that other threads woke.
    pub(crate) fn take_woken(&self) -> Vec<TaskRef> {
        if cfg!(target_arch = "wasm32") {
            // Every thread is this one.
            return Vec::new();
        }
        let mut woken = self.woken.lock().unwrap_or_else(PoisonError::into_inner);
        woken.as_mut().map(std::mem::take).unwrap_or_default()
    }
}
