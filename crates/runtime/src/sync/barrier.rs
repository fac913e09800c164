//! A place where tasks wait for each other, with the meaning of `tokio::sync::Barrier`.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{ready, Context, Poll};

use super::waiting::{lock, poll_with, Line, Offer, Resource, Woken};
use crate::record::{ResourceKind, Wait};
use crate::{context, Ticket};

/// Lets tasks go on together, as soon as `n` of them have come. Then it starts anew for the next `n`.
/// Take one where nobody may begin the next part before everybody has ended this one. A task that never comes keeps the others
/// waiting for ever.
///
/// ```
/// use std::sync::Arc;
/// use taskscope_runtime::sync::Barrier;
/// use taskscope_runtime::{println, simulate, spawn};
///
/// let run = simulate("main", async {
///     let start = Arc::new(Barrier::new(2));
///     let runners = ["a", "b"].map(|name| {
///         let start = Arc::clone(&start);
///         spawn(name, async move {
///             println!("{name} is there");
///             start.wait().await;
///             println!("{name} runs");
///         })
///     });
///     for runner in runners {
///         runner.await.expect("it neither panics nor is aborted");
///     }
/// });
/// assert_eq!(run.output(), ["a is there", "b is there", "b runs", "a runs"]);
/// ```
pub struct Barrier {
    resource: Resource,
    /// How many have to come.
    size: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    arrived: usize,
    line: Line,
}

impl Barrier {
    /// A barrier for `n` tasks; 0 is the same as 1.
    #[must_use]
    #[track_caller]
    pub fn new(n: usize) -> Self {
        let size = n.max(1);
        let resource = Resource::new(ResourceKind::Barrier, Some(size), Location::caller());
        Self { resource, size, state: Mutex::default() }
    }

    /// Comes to the barrier, at the first poll of the returned future, and waits for the others.
    ///
    /// A future that is dropped after that still counts as come.
    #[track_caller]
    pub fn wait(&self) -> BarrierWait<'_> {
        BarrierWait { barrier: self, ticket: None, location: Location::caller() }
    }

    /// One look of a waiting future; ready with whom it woke if it was the last to come.
    fn attempt(&self, ticket: &mut Option<Ticket>, offer: &mut Offer<'_>) -> Poll<Option<Woken>> {
        let mut state = lock(&self.state);
        let Some(own) = *ticket else {
            if state.arrived + 1 == self.size {
                state.arrived = 0;
                return Poll::Ready(Some(state.line.release_all()));
            }
            state.line.stay(ticket, 1, offer);
            state.arrived += usize::from(ticket.is_some());
            return Poll::Pending;
        };
        if !state.line.is_waiting(own) {
            return Poll::Ready(None);
        }
        state.line.stay(ticket, 1, offer);
        Poll::Pending
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Barrier").field("size", &self.size).finish_non_exhaustive()
    }
}

/// The future of [`Barrier::wait`].
#[must_use = "futures do nothing unless awaited"]
pub struct BarrierWait<'a> {
    barrier: &'a Barrier,
    ticket: Option<Ticket>,
    location: &'static Location<'static>,
}

impl Future for BarrierWait<'_> {
    type Output = BarrierWaitResult;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<BarrierWaitResult> {
        let Self { barrier, ticket, location } = self.get_mut();
        let operation = ready!(context::poll_operation(cx, location));
        let was_in_line = ticket.is_some();
        let outcome = poll_with(cx, |offer| barrier.attempt(ticket, offer));
        if let (Some(own), false) = (*ticket, was_in_line) {
            barrier.resource.queued(own, 1);
        }
        let Poll::Ready(woken) = outcome else {
            barrier.resource.waits(Wait::Barrier, location);
            return Poll::Pending;
        };
        operation.made_progress();
        if let Some(own) = ticket.take() {
            barrier.resource.left(own, true);
        }
        let is_leader = woken.is_some();
        if let Some(woken) = woken {
            woken.wake_granted(&barrier.resource);
        }
        Poll::Ready(BarrierWaitResult(is_leader))
    }
}

impl Drop for BarrierWait<'_> {
    fn drop(&mut self) {
        let Some(ticket) = self.ticket else { return };
        let standing = lock(&self.barrier.state).line.leave(ticket);
        drop(standing);
        self.barrier.resource.left(ticket, false);
    }
}

impl fmt::Debug for BarrierWait<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("BarrierWait").finish_non_exhaustive()
    }
}

/// What a wait at a barrier gives.
#[derive(Clone, Debug)]
pub struct BarrierWaitResult(bool);

impl BarrierWaitResult {
    /// Whether this task was the last to come: exactly one of each `n` is.
    #[must_use]
    pub fn is_leader(&self) -> bool {
        self.0
    }
}
