//! Wakers on their way into a resource and out of it. Cloning, calling and dropping one runs code of its owner, so
//! none of that may happen while the resource is locked.

use std::task::{Context, Poll, Waker};

use super::report::Resource;
use crate::record::Event;
use crate::Ticket;

/// The waker of a poll, to be left in a resource if the poll has to wait.
pub(in crate::sync) struct Offer<'a> {
    waker: &'a Waker,
    /// The clone to be left, or the waker that it replaced.
    spare: Option<Waker>,
    is_short: bool,
}

impl Offer<'_> {
    /// Makes `slot` hold the waker of this poll. Without a clone at hand `slot` stays as it is, and [`poll_with`] calls
    /// again with one.
    pub(in crate::sync) fn leave_in(&mut self, slot: &mut Option<Waker>) {
        if slot.as_ref().is_some_and(|waker| waker.will_wake(self.waker)) {
            return;
        }
        match self.spare.take() {
            Some(waker) => self.spare = slot.replace(waker),
            None => self.is_short = true,
        }
    }
}

/// Polls by calling `attempt`, which locks what it needs and leaves the waker if it has to wait.
///
/// The waker is cloned only when an attempt asks for it, and outside its lock: then `attempt` is called a second time.
/// An attempt that is short of a waker must not have changed anything else.
pub(in crate::sync) fn poll_with<T>(
    cx: &mut Context<'_>,
    attempt: impl FnMut(&mut Offer<'_>) -> Poll<T>,
) -> Poll<T> {
    poll_prepared(cx, false, attempt)
}

/// Like [`poll_with`]; with a clone for the first attempt, too, where it is known that this will want one.
#[inline]
pub(in crate::sync) fn poll_prepared<T>(
    cx: &mut Context<'_>,
    wants_waker: bool,
    mut attempt: impl FnMut(&mut Offer<'_>) -> Poll<T>,
) -> Poll<T> {
    let spare = wants_waker.then(|| cx.waker().clone());
    let mut offer = Offer { waker: cx.waker(), spare, is_short: false };
    loop {
        let outcome = attempt(&mut offer);
        if outcome.is_ready() || !offer.is_short {
            return outcome;
        }
        offer.spare = Some(offer.waker.clone());
        offer.is_short = false;
    }
}

/// Wakers taken out of a line under its lock, to be called after it.
#[derive(Default)]
pub(in crate::sync) struct Woken {
    /// Mostly there is only one: no allocation for it.
    first: Option<(Ticket, Option<Waker>)>,
    rest: Vec<(Ticket, Option<Waker>)>,
}

impl Woken {
    pub(in crate::sync) fn push(&mut self, ticket: Ticket, waker: Option<Waker>) {
        if self.first.is_none() {
            self.first = Some((ticket, waker));
        } else {
            self.rest.push((ticket, waker));
        }
    }

    /// How many there are.
    pub(in crate::sync) fn len(&self) -> usize {
        usize::from(self.first.is_some()) + self.rest.len()
    }

    /// Wakes them in order. The lock must be free.
    pub(in crate::sync) fn wake(self) {
        self.each(|_| {});
    }

    /// Records for each that what it waited for was granted, and wakes it. The lock must be free.
    pub(in crate::sync) fn wake_granted(self, resource: &Resource) {
        self.each(|ticket| resource.record(|resource| Event::Granted { resource, ticket }));
    }

    #[inline]
    fn each(self, before: impl Fn(Ticket)) {
        if self.first.is_none() {
            return;
        }
        for (ticket, waker) in self.first.into_iter().chain(self.rest) {
            before(ticket);
            wake(waker);
        }
    }
}

/// Calls a waker, if there is one.
pub(in crate::sync) fn wake(waker: Option<Waker>) {
    if let Some(waker) = waker {
        waker.wake();
    }
}
