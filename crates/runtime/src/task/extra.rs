//! What a task has beyond its future when it was spawned with a name and a handle.

use std::borrow::Cow;
use std::cell::Cell;
use std::task::Waker;

/// Tasks spawned without either go without this, too: it is as large as many a future.
pub(crate) struct Extra {
    pub(crate) name: Cow<'static, str>,
    /// Who awaits the task's end.
    joiner: Cell<Option<Waker>>,
}

impl Extra {
    pub(crate) fn new(name: Cow<'static, str>) -> Self {
        Self { name, joiner: Cell::default() }
    }

    /// Wakes `waker` when the task is over; returns the one it would have woken before.
    pub(crate) fn set_joiner(&self, waker: &Waker) -> Option<Waker> {
        let before = self.joiner.take();
        let is_same = before.as_ref().is_some_and(|before| before.will_wake(waker));
        self.joiner.set(before);
        if is_same {
            return None;
        }
        // Program code, if the waker is not ours: whatever it does, it finds the one before in its place.
        let next = waker.clone();
        self.joiner.replace(Some(next))
    }

    pub(crate) fn take_joiner(&self) -> Option<Waker> {
        self.joiner.take()
    }
}
