//! The waiting line that every resource shares: first come, first served.

use std::collections::VecDeque;
use std::task::Waker;

use super::wakers::{Offer, Woken};
use crate::Ticket;

/// Futures that wait for one resource, in the order in which they came.
///
/// What becomes free is granted to the first who waits and kept for it until it is polled or dropped, so that no
/// latecomer can take it. The line lives inside its resource's lock; it only ever moves wakers, which are cloned,
/// called and dropped outside.
///
/// Places are sorted by ticket. One that is given up in the middle stays as a gap until it reaches the front or until
/// half of the line are gaps, so joining, granting and leaving cost a binary search at most, whoever leaves.
#[derive(Default)]
pub(in crate::sync) struct Line {
    places: VecDeque<Place>,
    /// How many at the front need not be looked at to find the first who waits: grants go in order.
    passed: usize,
    gaps: usize,
    next: u32,
}

struct Place {
    ticket: Ticket,
    /// How many permits it waits for.
    permits: usize,
    standing: Standing,
}

/// How a future stands in the line.
pub(in crate::sync) enum Standing {
    /// It waits; without a waker if it was woken for another reason than a grant.
    Waiting(Option<Waker>),
    /// What it waited for is kept for it: it has only to be polled.
    Granted,
    /// It is not in the line, or no longer.
    Gone,
}

impl Line {
    /// Lines below this length are not searched for gaps.
    const SHORT: usize = 32;

    /// How many permits the first who waits needs; `None` if nobody waits.
    pub(in crate::sync) fn first(&self) -> Option<usize> {
        self.places.get(self.passed).map(|place| place.permits)
    }

    /// Whether anybody waits without a grant.
    pub(in crate::sync) fn is_anyone_waiting(&self) -> bool {
        self.passed < self.places.len()
    }

    /// Joins the line at its end. Without a waker, one has to be left by [`stay`](Self::stay) later.
    pub(in crate::sync) fn join(&mut self, permits: usize, waker: Option<Waker>) -> Ticket {
        let ticket = Ticket(self.next);
        // Wraps after four billion: comparisons below are by distance, so only the line itself must be shorter.
        self.next = self.next.wrapping_add(1);
        self.places.push_back(Place { ticket, permits, standing: Standing::Waiting(waker) });
        ticket
    }

    /// Stands in the line under `ticket`, joining it if there is none yet and there is a waker to leave. A new waker
    /// replaces the one left before.
    pub(in crate::sync) fn stay(
        &mut self,
        ticket: &mut Option<Ticket>,
        permits: usize,
        offer: &mut Offer<'_>,
    ) {
        let own = ticket.and_then(|ticket| self.position(ticket));
        match own.and_then(|at| self.places.get_mut(at)).map(|place| &mut place.standing) {
            Some(Standing::Waiting(waker)) => offer.leave_in(waker),
            Some(Standing::Granted | Standing::Gone) | None => {
                let mut waker = None;
                offer.leave_in(&mut waker);
                *ticket = waker.map(|waker| self.join(permits, Some(waker)));
            }
        }
    }

    /// Whether what `ticket` waits for is kept for it.
    pub(in crate::sync) fn is_granted(&self, ticket: Ticket) -> bool {
        self.position(ticket).is_some_and(|at| matches!(self.places[at].standing, Standing::Granted))
    }

    /// Whether `ticket` waits without a grant.
    pub(in crate::sync) fn is_waiting(&self, ticket: Ticket) -> bool {
        self.position(ticket).is_some_and(|at| matches!(self.places[at].standing, Standing::Waiting(_)))
    }

    /// Grants the first who waits what it waits for, and puts it with those to wake.
    pub(in crate::sync) fn grant(&mut self, woken: &mut Woken) {
        let Some(place) = self.places.get_mut(self.passed) else { return };
        let before = std::mem::replace(&mut place.standing, Standing::Granted);
        if let Standing::Waiting(waker) = before {
            woken.push(place.ticket, waker);
        }
        self.tidy();
    }

    /// Grants the last one that waits what it waits for, adds it to `woken`, and returns its ticket.
    #[cfg(feature = "tokio-like")]
    pub(in crate::sync) fn grant_last(&mut self, woken: &mut Woken) -> Option<Ticket> {
        let waits = |place: &&mut Place| matches!(place.standing, Standing::Waiting(_));
        let place = self.places.range_mut(self.passed..).rev().find(waits)?;
        let ticket = place.ticket;
        if let Standing::Waiting(waker) = std::mem::replace(&mut place.standing, Standing::Granted) {
            woken.push(ticket, waker);
        }
        self.tidy();
        Some(ticket)
    }

    /// Leaves the line; tells how it stood. A waker in the answer must be dropped outside the lock.
    pub(in crate::sync) fn leave(&mut self, ticket: Ticket) -> Standing {
        let Some(at) = self.position(ticket) else { return Standing::Gone };
        let before = std::mem::replace(&mut self.places[at].standing, Standing::Gone);
        self.gaps += usize::from(!matches!(before, Standing::Gone));
        self.tidy();
        before
    }

    /// Empties the line of all who wait without a grant: for what wakes everyone at once.
    pub(in crate::sync) fn release_all(&mut self) -> Woken {
        let mut woken = Woken::default();
        for place in self.places.split_off(self.passed) {
            match place.standing {
                Standing::Waiting(waker) => woken.push(place.ticket, waker),
                // Out of order: see `grant_last`.
                Standing::Granted => self.places.push_back(place),
                Standing::Gone => self.gaps -= 1,
            }
        }
        self.passed = self.places.len();
        woken
    }

    /// Takes the wakers of all who wait, and leaves them in the line: they have to see that there is nothing to wait
    /// for any more.
    pub(in crate::sync) fn wake_all(&mut self) -> Woken {
        let mut woken = Woken::default();
        for place in self.places.range_mut(self.passed..) {
            if let Standing::Waiting(waker) = &mut place.standing {
                woken.push(place.ticket, waker.take());
            }
        }
        woken
    }

    fn position(&self, ticket: Ticket) -> Option<usize> {
        let first = self.places.front()?.ticket;
        let distance = |ticket: Ticket| ticket.0.wrapping_sub(first.0);
        self.places.binary_search_by_key(&distance(ticket), |place| distance(place.ticket)).ok()
    }

    /// Drops gaps at the front, or all when they are many, and finds the first who waits again.
    fn tidy(&mut self) {
        let is_gap = |place: &Place| matches!(place.standing, Standing::Gone);
        if self.places.len() > Self::SHORT && self.gaps > self.places.len() / 2 {
            self.places.retain(|place| !is_gap(place));
            self.gaps = 0;
            self.passed = 0;
        }
        while self.places.front().is_some_and(is_gap) {
            self.places.pop_front();
            self.gaps -= 1;
            self.passed = self.passed.saturating_sub(1);
        }
        let waits = |place: &Place| matches!(place.standing, Standing::Waiting(_));
        while self.places.get(self.passed).is_some_and(|place| !waits(place)) {
            self.passed += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Standing};
    use crate::sync::waiting::Woken;
    use crate::Ticket;

    fn line_of(len: u32, first: u32) -> (Line, Vec<Ticket>) {
        let mut line = Line { next: first, ..Line::default() };
        let tickets = (0..len).map(|_| line.join(1, None)).collect();
        (line, tickets)
    }

    fn grant(line: &mut Line) {
        line.grant(&mut Woken::default());
    }

    #[test]
    fn tickets_may_start_again_at_zero() {
        let (mut line, tickets) = line_of(4, u32::MAX - 1);
        assert_eq!(tickets.iter().map(|ticket| ticket.0).collect::<Vec<_>>(), [u32::MAX - 1, u32::MAX, 0, 1]);
        grant(&mut line);
        grant(&mut line);
        let granted: Vec<_> = tickets.iter().map(|&ticket| line.is_granted(ticket)).collect();
        assert_eq!(granted, [true, true, false, false]);
        assert!(matches!(line.leave(tickets[2]), Standing::Waiting(None)));
        assert!(line.is_waiting(tickets[3]));
    }

    #[test]
    fn gaps_do_not_pile_up_behind_one_who_waits_for_ever() {
        let (mut line, tickets) = line_of(1, 0);
        for _ in 0..1000 {
            let passing = line.join(1, None);
            assert!(matches!(line.leave(passing), Standing::Waiting(None)));
        }
        assert!(line.places.len() <= 2 * Line::SHORT, "{}", line.places.len());
        assert!(line.is_waiting(tickets[0]));
    }

    #[test]
    fn grants_skip_those_who_left() {
        let (mut line, tickets) = line_of(100, 0);
        for &ticket in tickets.iter().filter(|ticket| ticket.0 % 3 != 1) {
            line.leave(ticket);
        }
        grant(&mut line);
        grant(&mut line);
        let granted: Vec<_> = tickets.iter().filter(|&&ticket| line.is_granted(ticket)).collect();
        assert_eq!(granted, [&Ticket(1), &Ticket(4)]);
        assert!(matches!(line.leave(Ticket(1)), Standing::Granted));
        assert!(matches!(line.leave(Ticket(1)), Standing::Gone));
    }

    #[test]
    fn releasing_all_leaves_those_who_were_granted() {
        let (mut line, tickets) = line_of(5, 0);
        grant(&mut line);
        line.leave(tickets[3]);
        assert_eq!(line.release_all().len(), 3);
        assert!(line.is_granted(tickets[0]) && !line.is_anyone_waiting());
        let late = line.join(1, None);
        assert!(line.is_anyone_waiting() && line.is_waiting(late));
        assert!(matches!(line.leave(tickets[0]), Standing::Granted));
        assert_eq!(line.gaps, 0);
    }
}
