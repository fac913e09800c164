//! How a waker finds the scheduler of its task, from whichever thread it is called.

use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use super::cell::{Anywhere, AtHome};
use super::owner::Owner;
use super::pool::Pool;
use super::scheduler::WeakScheduler;

/// What another thread asks of the scheduler.
pub(crate) enum Left {
    /// To queue a task.
    Woken(Anywhere),
    /// To cancel one.
    Aborted(Anywhere),
}

/// The part of a scheduler that other threads may touch.
pub(crate) struct Door {
    owner: Owner,
    /// The scheduler; `None` before it is there and once it is gone.
    pub(super) scheduler: AtHome,
    /// The memory of the tasks: it has to last as long as their wakers do.
    pool: Mutex<Pool>,
    /// What other threads have left, for the scheduler to do when it looks next; `None` once it is gone. Each entry counts a
    /// task, which holds this door, so the list has to be emptied in the end.
    left: Mutex<Option<Vec<Left>>>,
}

/// A scheduler's own end of its door, which stays on its thread. When this is dropped, the door leads nowhere.
pub(crate) struct Home {
    door: Arc<Door>,
    /// What may be done at home is done through this, so it is neither `Send` nor `Sync`.
    stays: PhantomData<*const ()>,
}

impl Home {
    /// The end of a door that leads nowhere yet.
    pub(crate) fn new() -> Self {
        let door = Door {
            owner: Owner::here(),
            scheduler: AtHome::nowhere(),
            pool: Mutex::default(),
            left: Mutex::new(Some(Vec::new())),
        };
        Self { door: Arc::new(door), stays: PhantomData }
    }

    /// Lets the door lead to a scheduler.
    pub(crate) fn open(&self, scheduler: WeakScheduler) {
        drop(self.door.replace_scheduler(Some(scheduler)));
    }

    /// Lets the door lead nowhere: the scheduler is going away.
    pub(crate) fn close(&self) {
        drop(self.door.replace_scheduler(None));
        let left = self.door.left().take();
        // Without the lock, as it may free tasks.
        drop(left);
    }

    /// The end for everybody else.
    pub(crate) fn door(&self) -> &Arc<Door> {
        &self.door
    }

    /// Takes what other threads have left.
    pub(crate) fn take_left(&self) -> Vec<Left> {
        if !Owner::HAS_OTHERS {
            return Vec::new();
        }
        self.door.left().as_mut().map(std::mem::take).unwrap_or_default()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        self.close();
    }
}

impl Door {
    pub(super) fn pool(&self) -> MutexGuard<'_, Pool> {
        lock(&self.pool)
    }

    fn left(&self) -> MutexGuard<'_, Option<Vec<Left>>> {
        lock(&self.left)
    }

    /// Whether this is the thread that the scheduler and its tasks belong to.
    #[inline]
    pub(super) fn is_here(&self) -> bool {
        self.owner.is_here()
    }

    /// Leaves something for the scheduler to do. Does nothing if the scheduler is gone, which it is if this is called at
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
}

/// Takes a lock, whatever happened under it before. Where there is one thread alone, it is free: there is no wait to be linked.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    if Owner::HAS_OTHERS {
        return mutex.lock().unwrap_or_else(PoisonError::into_inner);
    }
    match mutex.try_lock() {
        Ok(guard) => guard,
        Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
        Err(TryLockError::WouldBlock) => unreachable!("a lock is not held while program code runs"),
    }
}
