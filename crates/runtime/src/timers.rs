//! The timers that are set, soonest first. Setting, firing and cancelling one costs the logarithm of their number, and
//! a cancelled one is gone at once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::task::Waker;

use crate::{Micros, TimerId};

#[derive(Default)]
pub(crate) struct Timers(RefCell<BTreeMap<(Micros, TimerId), Waker>>);

impl Timers {
    pub(crate) fn set(&self, timer: TimerId, deadline: Micros, waker: Waker) {
        self.0.borrow_mut().insert((deadline, timer), waker);
    }

    /// Gives a set timer another waker. False if it has fired.
    pub(crate) fn rewake(&self, timer: TimerId, deadline: Micros, waker: Waker) -> bool {
        let mut timers = self.0.borrow_mut();
        let Some(set) = timers.get_mut(&(deadline, timer)) else { return false };
        if set.will_wake(&waker) {
            return true;
        }
        let before = std::mem::replace(set, waker);
        drop(timers);
        // Outside the borrow: dropping the last waker of a task runs its destructor.
        drop(before);
        true
    }

    /// Takes a timer away. False if it has fired.
    pub(crate) fn cancel(&self, timer: TimerId, deadline: Micros) -> bool {
        let removed = self.0.borrow_mut().remove(&(deadline, timer));
        removed.is_some()
    }

    pub(crate) fn next_deadline(&self) -> Option<Micros> {
        self.0.borrow().first_key_value().map(|(&(deadline, _), _)| deadline)
    }

    /// Takes the next timer, if it is due.
    pub(crate) fn take_due(&self, now: Micros) -> Option<(TimerId, Waker)> {
        let mut timers = self.0.borrow_mut();
        let first = timers.first_entry()?;
        let &(deadline, timer) = first.key();
        (deadline <= now).then(|| (timer, first.remove()))
    }
}
