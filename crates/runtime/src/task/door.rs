//! How a waker finds its executor, from whichever thread it is called.

use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown", not(target_feature = "atomics"))))]
use std::thread::{self, ThreadId};

use super::cell::Anywhere;
use super::pool::Pool;
use crate::core::Core;

/// Whether there can be other threads. A module for browsers has none unless it is compiled with atomics. The other wasm
/// targets may be built with threads, which a stable compiler does not tell, so they count as if they were.
const HAS_THREADS: bool =
    !cfg!(all(target_arch = "wasm32", target_os = "unknown", not(target_feature = "atomics")));

/// What another thread asks of the executor.
pub(crate) enum Left {
    /// To queue a task.
    Woken(Anywhere),
    /// To cancel one.
    Aborted(Anywhere),
}

/// The part of an executor that other threads may touch.
pub(crate) struct Door {
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown", not(target_feature = "atomics"))))]
    owner: ThreadId,
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
            #[cfg(not(all(
                target_arch = "wasm32",
                target_os = "unknown",
                not(target_feature = "atomics")
            )))]
            owner: thread::current().id(),
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
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown", not(target_feature = "atomics"))))]
    pub(super) fn is_here(&self) -> bool {
        thread::current().id() == self.owner
    }

    /// Whether this is the thread that the executor and its tasks belong to: there is no other.
    #[cfg(all(target_arch = "wasm32", target_os = "unknown", not(target_feature = "atomics")))]
    // The same shape as on other targets.
    #[allow(clippy::unused_self)]
    pub(super) fn is_here(&self) -> bool {
        true
    }

    /// Leaves something for the executor to do; does nothing if there is no executor any more, as at home there is none.
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
        if !HAS_THREADS {
            return Vec::new();
        }
        self.left().as_mut().map(std::mem::take).unwrap_or_default()
    }
}
