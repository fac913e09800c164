//! Permits and the line of those who wait for them: what mutexes, locks for readers and writers, and semaphores are
//! made of.

use std::fmt;
use std::ops::Deref;
use std::panic::Location;
use std::sync::Mutex;
use std::task::{ready, Context, Poll};

use super::line::{Line, Standing};
use super::report::{count, lock, Resource};
use super::wakers::{poll_with, Offer, Woken};
use crate::record::{Access, Event, Wait};
use crate::{context, ResourceId, TaskId, Ticket};

/// A number of permits. Whoever is first in line gets what it waits for before anybody behind it gets anything, so
/// that one who needs many is not passed by for ever.
pub struct Permits {
    resource: Resource,
    state: Mutex<State>,
}

struct State {
    free: usize,
    line: Line,
    is_closed: bool,
}

/// What has permits: a mutex, a lock for readers and writers, a semaphore.
pub trait HasPermits {
    /// Its permits.
    fn permits(&self) -> &Permits;
}

/// What one future asks for, and what a guard gives back.
#[derive(Clone, Copy)]
pub(in crate::sync) struct Claim {
    pub(in crate::sync) permits: usize,
    pub(in crate::sync) access: Access,
    /// What a wait for it is called.
    pub(in crate::sync) on: fn(ResourceId) -> Wait,
}

impl Claim {
    /// As the trace counts it: who holds a resource alone holds one.
    fn recorded(self) -> u32 {
        if self.access == Access::Exclusive {
            1
        } else {
            count(self.permits)
        }
    }
}

/// The semaphore was closed: it gives no permits any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AcquireError(());

impl fmt::Display for AcquireError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the semaphore is closed")
    }
}

impl std::error::Error for AcquireError {}

/// Why permits could not be had at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TryAcquireError {
    /// The semaphore was closed.
    Closed,
    /// There are not enough permits now, or others wait for them already.
    NoPermits,
}

impl fmt::Display for TryAcquireError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Closed => "the semaphore is closed",
            Self::NoPermits => "not enough permits are free",
        })
    }
}

impl std::error::Error for TryAcquireError {}

impl Permits {
    /// The most permits there can be: as many as tokio's semaphores have.
    pub(in crate::sync) const MAX: usize = usize::MAX >> 3;

    pub(in crate::sync) fn new(resource: Resource, permits: usize) -> Self {
        let state = State { free: permits, line: Line::default(), is_closed: false };
        Self { resource, state: Mutex::new(state) }
    }

    /// Takes permits that are free now; returns the task that holds them from now on.
    pub(in crate::sync) fn try_acquire(&self, claim: Claim) -> Result<Option<TaskId>, TryAcquireError> {
        {
            let mut state = lock(&self.state);
            if state.is_closed {
                return Err(TryAcquireError::Closed);
            }
            if !state.take(claim.permits) {
                return Err(TryAcquireError::NoPermits);
            }
        }
        Ok(self.resource.acquired(claim.access, claim.recorded()))
    }

    /// Gives back what `holder` had acquired.
    pub(in crate::sync) fn release(&self, claim: Claim, holder: Option<TaskId>) {
        self.resource.released(claim.access, claim.recorded(), holder);
        self.add(claim.permits);
    }

    /// Exchanges the hold on everything for a smaller one, with nobody in between.
    pub(in crate::sync) fn downgrade(
        &self,
        from: Claim,
        to: Claim,
        holder: Option<TaskId>,
    ) -> Option<TaskId> {
        self.resource.released(from.access, from.recorded(), holder);
        let holder = self.resource.acquired(to.access, to.recorded());
        self.add(from.permits - to.permits);
        holder
    }

    /// Makes more permits free, for those who wait or for whoever comes.
    fn add(&self, permits: usize) {
        let woken = {
            let mut state = lock(&self.state);
            state.free += permits;
            state.serve()
        };
        woken.wake_granted(&self.resource);
    }

    /// New permits.
    ///
    /// # Panics
    /// If there are more than [`MAX`](Self::MAX) then.
    #[track_caller]
    pub(in crate::sync) fn create(&self, permits: usize) {
        let is_possible = lock(&self.state).free.checked_add(permits).is_some_and(|free| free <= Self::MAX);
        assert!(is_possible, "a semaphore has {} permits at most", Self::MAX);
        self.resource.released(Access::Shared, count(permits), None);
        self.add(permits);
    }

    /// Takes free permits away for ever, `permits` at most; tells how many.
    pub(in crate::sync) fn destroy(&self, permits: usize) -> usize {
        let taken = {
            let mut state = lock(&self.state);
            let taken = state.available().min(permits);
            state.free -= taken;
            taken
        };
        self.resource.acquired(Access::Shared, count(taken));
        taken
    }

    /// Gives no permits any more; who waits is woken and finds an error.
    pub(in crate::sync) fn close(&self) {
        let woken = {
            let mut state = lock(&self.state);
            if std::mem::replace(&mut state.is_closed, true) {
                return;
            }
            state.line.wake_all()
        };
        self.resource.record(|resource| Event::Closed { resource });
        woken.wake();
    }

    pub(in crate::sync) fn is_closed(&self) -> bool {
        lock(&self.state).is_closed
    }

    /// How many are free for whoever comes.
    pub(in crate::sync) fn available(&self) -> usize {
        lock(&self.state).available()
    }

    /// One look of a waiting future.
    fn attempt(
        &self,
        claim: Claim,
        ticket: &mut Option<Ticket>,
        offer: &mut Offer<'_>,
    ) -> Poll<Result<(), AcquireError>> {
        let mut state = lock(&self.state);
        let is_served = match *ticket {
            _ if state.is_closed => false,
            Some(own) => state.line.is_granted(own),
            None => state.take(claim.permits),
        };
        if !is_served && !state.is_closed {
            state.line.stay(ticket, claim.permits, offer);
            return Poll::Pending;
        }
        let standing = ticket.map(|own| state.line.leave(own));
        if state.is_closed && matches!(standing, Some(Standing::Granted)) {
            state.free += claim.permits;
        }
        drop(state);
        drop(standing);
        Poll::Ready(if is_served { Ok(()) } else { Err(AcquireError(())) })
    }

    /// A waiting future goes away: what was granted to it, or what it kept others from, goes to the next.
    fn leave(&self, claim: Claim, ticket: Ticket) {
        let mut state = lock(&self.state);
        let standing = state.line.leave(ticket);
        if matches!(standing, Standing::Granted) {
            state.free += claim.permits;
        }
        let woken = state.serve();
        drop(state);
        drop(standing);
        self.resource.left(ticket, false);
        woken.wake_granted(&self.resource);
    }
}

impl State {
    /// Free permits are kept for the first in line, as soon as there is one; but not once nobody will get any.
    fn available(&self) -> usize {
        if self.line.is_anyone_waiting() && !self.is_closed {
            0
        } else {
            self.free
        }
    }

    fn take(&mut self, permits: usize) -> bool {
        let is_possible = permits <= self.available();
        if is_possible {
            self.free -= permits;
        }
        is_possible
    }

    /// Grants permits from the front of the line, until the first who waits needs more than there are.
    fn serve(&mut self) -> Woken {
        let mut woken = Woken::default();
        while let Some(permits) = self.line.first().filter(|&permits| permits <= self.free && !self.is_closed)
        {
            self.free -= permits;
            self.line.grant(&mut woken);
        }
        woken
    }
}

/// The inside of every future that waits for permits: `H` is a reference or an `Arc` to what has them.
///
/// Dropped while it waits, it leaves the line.
pub(in crate::sync) struct Claiming<H>
where
    H: Deref,
    H::Target: HasPermits,
{
    pub(in crate::sync) handle: H,
    claim: Claim,
    ticket: Option<Ticket>,
    location: &'static Location<'static>,
}

/// The handle is never pinned: it only leads to the permits.
impl<H> Unpin for Claiming<H>
where
    H: Deref,
    H::Target: HasPermits,
{
}

impl<H> Claiming<H>
where
    H: Deref,
    H::Target: HasPermits,
{
    pub(in crate::sync) fn new(handle: H, claim: Claim, location: &'static Location<'static>) -> Self {
        Self { handle, claim, ticket: None, location }
    }

    /// Ready with the task that holds the permits from now on.
    pub(in crate::sync) fn poll(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<Option<TaskId>, AcquireError>> {
        let operation = ready!(context::poll_operation(cx, self.location));
        let Self { handle, claim, ticket, location } = self;
        let permits = handle.permits();
        let was_in_line = ticket.is_some();
        let outcome = poll_with(cx, |offer| permits.attempt(*claim, ticket, offer));
        if let (Some(own), false) = (*ticket, was_in_line) {
            permits.resource.queued(own, claim.recorded());
        }
        let Poll::Ready(result) = outcome else {
            permits.resource.waits(claim.on, location);
            return Poll::Pending;
        };
        operation.made_progress();
        if let Some(own) = ticket.take() {
            permits.resource.left(own, result.is_ok());
        }
        Poll::Ready(result.map(|()| permits.resource.acquired(claim.access, claim.recorded())))
    }
}

impl<H> Drop for Claiming<H>
where
    H: Deref,
    H::Target: HasPermits,
{
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket {
            self.handle.permits().leave(self.claim, ticket);
        }
    }
}

impl fmt::Debug for Permits {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Permits").field("available", &self.available()).finish_non_exhaustive()
    }
}
