//! Senders that wait for room, first come, first served.

use std::collections::VecDeque;
use std::task::Waker;

/// Names one waiting sender. Tickets only go up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ticket(u64);

struct Waiter {
    ticket: Ticket,
    waker: Waker,
    /// Room is reserved for it; it only has to be polled.
    is_granted: bool,
}

/// The waiting line. Room that becomes free is given to the first who waits and can't be taken by a latecomer.
#[derive(Default)]
pub(super) struct Waiters {
    line: VecDeque<Waiter>,
    next: u64,
    /// How many at the front are granted: grants go in order, so they are a prefix but for those that left.
    granted: usize,
}

impl Waiters {
    /// Whether anybody waits without a grant.
    pub(super) fn is_anyone_waiting(&self) -> bool {
        self.granted < self.line.len()
    }

    pub(super) fn join(&mut self, waker: Waker) -> Ticket {
        let ticket = Ticket(self.next);
        self.next += 1;
        self.line.push_back(Waiter { ticket, waker, is_granted: false });
        ticket
    }

    /// Grants the first in line who has no grant, and returns whom to wake.
    pub(super) fn grant(&mut self) -> Option<Waker> {
        let waiter = self.line.get_mut(self.granted)?;
        waiter.is_granted = true;
        self.granted += 1;
        Some(waiter.waker.clone())
    }

    /// Leaves the line; true if room was reserved for it.
    pub(super) fn leave(&mut self, ticket: Ticket) -> bool {
        let Some(at) = self.position(ticket) else { return false };
        let was_granted = self.line.remove(at).is_some_and(|waiter| waiter.is_granted);
        self.granted -= usize::from(was_granted);
        was_granted
    }

    /// Whether room is reserved.
    pub(super) fn is_granted(&self, ticket: Ticket) -> bool {
        self.position(ticket).is_some_and(|at| self.line[at].is_granted)
    }

    /// Wakes `waker` from now on; returns the one it woke before, to be dropped where nothing is locked.
    pub(super) fn rewake(&mut self, ticket: Ticket, waker: Waker) -> Option<Waker> {
        let at = self.position(ticket)?;
        Some(std::mem::replace(&mut self.line[at].waker, waker))
    }

    fn position(&self, ticket: Ticket) -> Option<usize> {
        self.line.binary_search_by_key(&ticket, |waiter| waiter.ticket).ok()
    }

    /// Everybody's waker, in order: the channel closes.
    pub(super) fn wakers(&self) -> Vec<Waker> {
        self.line.iter().map(|waiter| waiter.waker.clone()).collect()
    }
}
