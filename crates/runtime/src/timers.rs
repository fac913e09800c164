//! The timers that are set, soonest first. Setting, firing and cancelling one costs the logarithm of their number, and
//! a cancelled one is gone at once.
//!
//! What keeps them is attached with the first one, so that an executor whose tasks never sleep is not linked with it.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::task::Waker;

use crate::{Micros, TimerId};

pub(crate) struct Timers {
    set: OnceCell<Box<dyn Keep>>,
    /// The first deadline, or the end of time: looked at after every poll, so it must cost nothing.
    soonest: Cell<Micros>,
    /// When something else is due that is no timer, or the end of time.
    other: Cell<Micros>,
}

impl Default for Timers {
    fn default() -> Self {
        Self { set: OnceCell::new(), soonest: Cell::new(Self::NEVER), other: Cell::new(Self::NEVER) }
    }
}

impl Timers {
    const NEVER: Micros = Micros(u64::MAX);

    /// Sets a timer; the first one attaches what keeps them.
    pub(crate) fn set(&self, timer: TimerId, deadline: Micros, waker: Waker) {
        self.set.get_or_init(|| Box::<Sorted>::default()).add((deadline, timer), waker);
        self.soonest.set(deadline.min(self.soonest.get()));
    }

    /// Gives a set timer another waker. False if it has fired.
    pub(crate) fn rewake(&self, timer: TimerId, deadline: Micros, waker: Waker) -> bool {
        self.set.get().is_some_and(|set| set.rewake((deadline, timer), waker))
    }

    /// Takes a timer away. False if it has fired.
    pub(crate) fn cancel(&self, timer: TimerId, deadline: Micros) -> bool {
        self.take(timer, deadline).is_some()
    }

    /// Takes a timer away and gives its waker. `None` if it has fired.
    pub(crate) fn take(&self, timer: TimerId, deadline: Micros) -> Option<Waker> {
        let removed = self.set.get().and_then(|set| set.remove((deadline, timer)));
        if deadline == self.soonest.get() {
            self.find_soonest();
        }
        removed
    }

    /// The moments at which something is due, soonest first.
    pub(crate) fn moments(&self) -> Vec<Micros> {
        let mut moments = self.set.get().map(|set| set.deadlines()).unwrap_or_default();
        let other = self.other.get();
        if other != Self::NEVER {
            if let Err(place) = moments.binary_search(&other) {
                moments.insert(place, other);
            }
        }
        moments
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
        let due = self.set.get()?.take_due(now)?;
        self.find_soonest();
        Some(due)
    }

    /// Counts something else among what is due: the next report of a simulated thread.
    pub(crate) fn set_other(&self, at: Option<Micros>) {
        self.other.set(at.unwrap_or(Self::NEVER));
        self.find_soonest();
    }

    fn find_soonest(&self) {
        let first = self.set.get().and_then(|set| set.first());
        self.soonest.set(first.unwrap_or(Self::NEVER).min(self.other.get()));
    }
}

/// When a timer is due, and which one it is.
type Key = (Micros, TimerId);

/// Keeps timers. No waker is dropped or called here while a borrow is held.
trait Keep {
    fn add(&self, key: Key, waker: Waker);
    fn rewake(&self, key: Key, waker: Waker) -> bool;
    fn remove(&self, key: Key) -> Option<Waker>;
    fn take_due(&self, now: Micros) -> Option<(TimerId, Waker)>;
    fn first(&self) -> Option<Micros>;
    /// Each deadline once, soonest first.
    fn deadlines(&self) -> Vec<Micros>;
}

/// Timers in the order in which they fire.
#[derive(Default)]
struct Sorted(RefCell<BTreeMap<Key, Waker>>);

impl Keep for Sorted {
    fn add(&self, key: Key, waker: Waker) {
        self.0.borrow_mut().insert(key, waker);
    }

    fn rewake(&self, key: Key, waker: Waker) -> bool {
        let mut timers = self.0.borrow_mut();
        let Some(set) = timers.get_mut(&key) else { return false };
        if set.will_wake(&waker) {
            return true;
        }
        let before = std::mem::replace(set, waker);
        drop(timers);
        // Outside the borrow: dropping the last waker of a task runs its destructor.
        drop(before);
        true
    }

    fn remove(&self, key: Key) -> Option<Waker> {
        self.0.borrow_mut().remove(&key)
    }

    fn take_due(&self, now: Micros) -> Option<(TimerId, Waker)> {
        let mut timers = self.0.borrow_mut();
        let first = timers.first_entry().filter(|first| first.key().0 <= now)?;
        let ((_, timer), waker) = first.remove_entry();
        Some((timer, waker))
    }

    fn first(&self) -> Option<Micros> {
        self.0.borrow().first_key_value().map(|(&(deadline, _), _)| deadline)
    }

    fn deadlines(&self) -> Vec<Micros> {
        let mut deadlines: Vec<_> = self.0.borrow().keys().map(|&(deadline, _)| deadline).collect();
        deadlines.dedup();
        deadlines
    }
}
