//! The timers that are set, soonest first. Setting, firing and cancelling one costs the logarithm of their number, and
//! a cancelled one is gone at once.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::task::Waker;

use crate::{Micros, TimerId};

pub(crate) struct Timers {
    set: RefCell<BTreeMap<(Micros, TimerId), Waker>>,
    /// The first deadline, or the end of time: looked at after every poll, so it must cost nothing.
    soonest: Cell<Micros>,
    /// When something else is due that is no timer, or the end of time.
    other: Cell<Micros>,
}

impl Default for Timers {
    fn default() -> Self {
        Self { set: RefCell::default(), soonest: Cell::new(Self::NEVER), other: Cell::new(Self::NEVER) }
    }
}

impl Timers {
    const NEVER: Micros = Micros(u64::MAX);

    pub(crate) fn set(&self, timer: TimerId, deadline: Micros, waker: Waker) {
        self.set.borrow_mut().insert((deadline, timer), waker);
        self.soonest.set(deadline.min(self.soonest.get()));
    }

    /// Gives a set timer another waker. False if it has fired.
    pub(crate) fn rewake(&self, timer: TimerId, deadline: Micros, waker: Waker) -> bool {
        let mut timers = self.set.borrow_mut();
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
        self.take(timer, deadline).is_some()
    }

    /// Takes a timer away and gives its waker. `None` if it has fired.
    pub(crate) fn take(&self, timer: TimerId, deadline: Micros) -> Option<Waker> {
        let removed = self.set.borrow_mut().remove(&(deadline, timer));
        if deadline == self.soonest.get() {
            self.find_soonest();
        }
        removed
    }

    /// The moments at which something is due, soonest first.
    pub(crate) fn moments(&self) -> BTreeSet<Micros> {
        let timers = self.set.borrow().keys().map(|&(deadline, _)| deadline).collect::<BTreeSet<_>>();
        let other = Some(self.other.get()).filter(|&other| other != Self::NEVER);
        timers.into_iter().chain(other).collect()
    }

    pub(crate) fn next_deadline(&self) -> Option<Micros> {
        Some(self.soonest.get()).filter(|&soonest| soonest != Self::NEVER)
    }

    #[inline]
    pub(crate) fn is_any_due(&self, now: Micros) -> bool {
        self.soonest.get() <= now
    }

    /// Takes the next timer, if it is due.
    pub(crate) fn take_due(&self, now: Micros) -> Option<(TimerId, Waker)> {
        if !self.is_any_due(now) {
            return None;
        }
        let mut timers = self.set.borrow_mut();
        let first = timers.first_entry().filter(|first| first.key().0 <= now)?;
        let ((_, timer), waker) = first.remove_entry();
        drop(timers);
        self.find_soonest();
        Some((timer, waker))
    }

    /// Counts something else among what is due: the next report of a simulated thread.
    pub(crate) fn set_other(&self, at: Option<Micros>) {
        self.other.set(at.unwrap_or(Self::NEVER));
        self.find_soonest();
    }

    fn find_soonest(&self) {
        let first = self.set.borrow().first_key_value().map(|(&(deadline, _), _)| deadline);
        self.soonest.set(first.unwrap_or(Self::NEVER).min(self.other.get()));
    }
}
