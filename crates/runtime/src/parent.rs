//! The waker behind a waker: whom a node or a promise wakes in turn.

use std::sync::{Mutex, PoisonError};
use std::task::Waker;

/// The waker of whoever polls, as it was at the last poll.
#[derive(Default)]
pub(crate) struct Parent(Mutex<Option<Waker>>);

impl Parent {
    pub(crate) fn set(&self, waker: &Waker) {
        let mut parent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if parent.as_ref().is_some_and(|parent| parent.will_wake(waker)) {
            return;
        }
        let before = parent.replace(waker.clone());
        drop(parent);
        // Outside the lock: a waker's drop can be program code.
        drop(before);
    }

    pub(crate) fn wake(&self) {
        // Cloned out, so that the lock is not held while a waker runs.
        let parent = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(parent) = parent {
            parent.wake();
        }
    }
}
