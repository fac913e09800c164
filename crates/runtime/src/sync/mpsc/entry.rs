//! A sender's wait for room.

use std::panic::Location;
use std::sync::MutexGuard;
use std::task::{ready, Context, Poll};

use super::queue::Queue;
use super::state::{Refusal, State};
use crate::record::Wait;
use crate::sync::waiting::{count, lock, poll_with, Offer, Standing, Woken};
use crate::{context, Ticket};

/// The inside of the futures that send or reserve. Dropped while it waits, it leaves the line.
pub(super) struct Entry<'a, T> {
    pub(super) queue: &'a Queue<T>,
    /// How many messages it needs room for.
    messages: usize,
    ticket: Option<Ticket>,
    location: &'static Location<'static>,
}

impl<'a, T> Entry<'a, T> {
    pub(super) fn new(queue: &'a Queue<T>, location: &'static Location<'static>) -> Self {
        Self::many(queue, 1, location)
    }

    pub(super) fn many(queue: &'a Queue<T>, messages: usize, location: &'static Location<'static>) -> Self {
        Self { queue, messages, ticket: None, location }
    }

    /// Sends `message`, which is there, as soon as there is room; it comes back if the channel is closed.
    pub(super) fn poll_send(
        &mut self,
        message: &mut Option<T>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), Refusal>> {
        self.poll(cx, |queue, state, served| {
            if let Some(message) = message.take() {
                queue.put(state, message, served);
            }
        })
    }

    /// Reserves room as soon as there is some.
    pub(super) fn poll_reserve(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Refusal>> {
        let messages = self.messages;
        self.poll(cx, |queue, mut state, served| {
            state.reserved += messages;
            drop(state);
            queue.record_served(served);
        })
    }

    /// Calls `enter` with the channel locked once there is room for it, and with the ticket if it came by the line.
    fn poll(
        &mut self,
        cx: &mut Context<'_>,
        mut enter: impl FnMut(&Queue<T>, MutexGuard<'_, State<T>>, Option<Ticket>),
    ) -> Poll<Result<(), Refusal>> {
        let operation = ready!(context::poll_operation(cx, self.location));
        let Self { queue, messages, ticket, location } = self;
        let was_in_line = ticket.is_some();
        let outcome = poll_with(cx, |offer| attempt(queue, *messages, ticket, offer, &mut enter));
        let resource = &queue.resource;
        if outcome.is_ready() {
            operation.made_progress();
            return outcome;
        }
        if let (Some(own), false) = (*ticket, was_in_line) {
            resource.queued(own, count(*messages));
        }
        resource.waits(Wait::Send, location);
        Poll::Pending
    }
}

/// One look of a waiting sender.
fn attempt<T>(
    queue: &Queue<T>,
    messages: usize,
    ticket: &mut Option<Ticket>,
    offer: &mut Offer<'_>,
    enter: &mut impl FnMut(&Queue<T>, MutexGuard<'_, State<T>>, Option<Ticket>),
) -> Poll<Result<(), Refusal>> {
    let mut state = lock(&queue.state);
    let Some(own) = *ticket else {
        return match state.take_room(messages) {
            Ok(()) => {
                enter(queue, state, None);
                Poll::Ready(Ok(()))
            }
            Err(Refusal::Full) => {
                state.line.stay(ticket, messages, offer);
                Poll::Pending
            }
            Err(Refusal::Closed) => Poll::Ready(Err(Refusal::Closed)),
        };
    };
    let is_granted = state.line.is_granted(own);
    if !is_granted && !state.is_closed {
        state.line.stay(ticket, messages, offer);
        return Poll::Pending;
    }
    *ticket = None;
    let standing = state.line.leave(own);
    if !state.is_closed {
        enter(queue, state, Some(own));
        return Poll::Ready(Ok(()));
    }
    if is_granted {
        state.add_room(messages);
    }
    drop(state);
    drop(standing);
    queue.resource.left(own, false);
    Poll::Ready(Err(Refusal::Closed))
}

impl<T> Drop for Entry<'_, T> {
    fn drop(&mut self) {
        let Some(ticket) = self.ticket else { return };
        let mut woken = Woken::default();
        let mut state = lock(&self.queue.state);
        let standing = state.line.leave(ticket);
        match standing {
            Standing::Granted => state.free_room(self.messages, &mut woken),
            // It may have held back others behind it that need less room.
            Standing::Waiting(_) => state.serve(&mut woken),
            Standing::Gone => {}
        }
        drop(state);
        drop(standing);
        self.queue.resource.left(ticket, false);
        woken.wake_granted(&self.queue.resource);
    }
}
