//! What takes reports, by the numbers of what they are about.

use std::cell::{Cell, RefCell};

/// Takers of reports, each with a number that no other had before.
pub(crate) struct Takers<T> {
    given: Cell<u32>,
    takers: RefCell<Vec<(u32, T)>>,
}

impl<T> Default for Takers<T> {
    fn default() -> Self {
        Self { given: Cell::default(), takers: RefCell::default() }
    }
}

impl<T: Clone> Takers<T> {
    /// Keeps one, and gives its number.
    pub(crate) fn keep(&self, taker: T) -> u32 {
        let number = self.given.get().wrapping_add(1);
        self.given.set(number);
        self.takers.borrow_mut().push((number, taker));
        number
    }

    /// The one of a number; `None` if it is gone. It may be called: nothing is borrowed.
    pub(crate) fn of(&self, number: u32) -> Option<T> {
        self.takers.borrow().iter().find(|(of, _)| *of == number).map(|(_, taker)| taker.clone())
    }

    /// Forgets one.
    pub(crate) fn forget(&self, number: u32) {
        let mut takers = self.takers.borrow_mut();
        let place = takers.iter().position(|(of, _)| *of == number);
        let taker = place.map(|place| takers.swap_remove(place));
        drop(takers);
        drop(taker);
    }
}
