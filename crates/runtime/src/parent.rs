//! The waker behind a waker: whom a node or a promise wakes in turn.

use std::sync::{Arc, Mutex, PoisonError};
use std::task::Waker;

/// The waker of whoever polls, as it was at the last poll.
#[derive(Default)]
pub(crate) struct Parent(
    /// Counted, because cloning and dropping a waker can be program code, which must not run while this is locked.
    Mutex<Option<Arc<Waker>>>,
);

impl Parent {
    pub(crate) fn set(&self, waker: &Waker) {
        if self.get().is_some_and(|parent| parent.will_wake(waker)) {
            return;
        }
        let next = Some(Arc::new(waker.clone()));
        let before = std::mem::replace(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner), next);
        drop(before);
    }

    pub(crate) fn wake(&self) {
        if let Some(parent) = self.get() {
            parent.wake_by_ref();
        }
    }

    fn get(&self) -> Option<Arc<Waker>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
