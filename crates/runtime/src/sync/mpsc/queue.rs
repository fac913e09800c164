//! What senders and receivers of both kinds of mpsc channel do: lock the state, change it, record that, and wake.

use std::panic::Location;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{ready, Context, Poll};

use super::state::{Refusal, State};
use crate::record::{Event, ResourceKind, Wait};
use crate::sync::waiting::{count, lock, poll_prepared, poll_with, wake, Resource, Woken};
use crate::{context, Ticket};

/// The shared end of a channel. `Send` where the messages are.
pub(super) struct Queue<T> {
    pub(super) resource: Resource,
    /// Where the channel was made.
    pub(super) location: &'static Location<'static>,
    /// `None` if the channel is unbounded.
    capacity: Option<usize>,
    pub(super) state: Mutex<State<T>>,
    /// Whether the receiver, if it came now, would have to leave its waker. Known under the lock alone, so this is a guess:
    /// it saves a second look.
    wants_waker: AtomicBool,
}

/// Why there is no message now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Absence {
    Empty,
    Ended,
}

impl<T> Queue<T> {
    pub(super) fn new(capacity: Option<usize>, location: &'static Location<'static>) -> Arc<Self> {
        let state = Mutex::new(State::new(capacity));
        let resource = Resource::new(ResourceKind::Mpsc, capacity, location);
        Arc::new(Self { resource, location, capacity, state, wants_waker: AtomicBool::new(true) })
    }

    /// Sends if there is room that nobody waits for; otherwise the message comes back.
    pub(super) fn try_send(&self, message: T) -> Result<(), (Refusal, T)> {
        let mut state = lock(&self.state);
        match state.take_room(1) {
            Ok(()) => {
                self.put(state, message, None);
                Ok(())
            }
            Err(refusal) => Err((refusal, message)),
        }
    }

    /// Reserves room that nobody waits for, for this many messages.
    pub(super) fn try_reserve(&self, messages: usize) -> Result<(), Refusal> {
        let mut state = lock(&self.state);
        state.take_room(messages)?;
        state.reserved += messages;
        Ok(())
    }

    /// Sends into room that was reserved. The receiver may have closed the channel meanwhile: it waits for what was
    /// promised before.
    pub(super) fn send_reserved(&self, message: T) {
        let mut state = lock(&self.state);
        state.reserved -= 1;
        self.put(state, message, None);
    }

    /// Gives reserved room for this many messages back.
    pub(super) fn release_reserved(&self, messages: usize) {
        let mut woken = Woken::default();
        let receiver = {
            let mut state = lock(&self.state);
            state.reserved -= messages;
            state.free_room(messages, &mut woken);
            let is_over = state.is_closed && state.reserved == 0;
            if is_over {
                state.receiver.take()
            } else {
                None
            }
        };
        woken.wake_granted(&self.resource);
        wake(receiver);
    }

    /// Puts a message into the room that its sender has; `served` if that came by the line.
    pub(super) fn put(&self, mut state: MutexGuard<'_, State<T>>, message: T, served: Option<Ticket>) {
        state.messages.push_back(message);
        let len = state.messages.len();
        let receiver = state.receiver.take();
        self.wants_waker.store(false, Ordering::Relaxed);
        drop(state);
        self.record_served(served);
        self.resource.record(|resource| Event::Sent { resource, len: count(len) });
        wake(receiver);
    }

    pub(super) fn record_served(&self, ticket: Option<Ticket>) {
        if let Some(ticket) = ticket {
            self.resource.left(ticket, true);
        }
    }

    /// Takes a message.
    pub(super) fn try_receive(&self) -> Result<T, Absence> {
        let mut state = lock(&self.state);
        match state.messages.pop_front() {
            Some(message) => {
                self.finish_receive(state);
                Ok(message)
            }
            None if state.is_over() => Err(Absence::Ended),
            None => Err(Absence::Empty),
        }
    }

    /// Makes room where a message was taken.
    fn finish_receive(&self, mut state: MutexGuard<'_, State<T>>) {
        let len = state.messages.len();
        state.add_room(1);
        // Mostly there is no sender to serve.
        let woken = state.line.is_anyone_waiting().then(|| {
            let mut woken = Woken::default();
            state.serve(&mut woken);
            woken
        });
        self.wants_waker.store(len == 0 && state.receiver.is_none(), Ordering::Relaxed);
        drop(state);
        self.resource.record(|resource| Event::Received { resource, len: count(len) });
        if let Some(woken) = woken {
            woken.wake_granted(&self.resource);
        }
    }

    /// One poll of the receiver: `None` if no message will come.
    pub(super) fn poll_receive(
        &self,
        cx: &mut Context<'_>,
        location: &'static Location<'static>,
    ) -> Poll<Option<T>> {
        self.poll_with_receiver(cx, location, |mut state| {
            let message = state.messages.pop_front();
            if message.is_some() {
                self.finish_receive(state);
            }
            message
        })
    }

    /// Like [`poll_receive`](Self::poll_receive), for all messages that are there, `limit` at most. Ready with how many
    /// came into the buffer: none only if none will come.
    pub(super) fn poll_receive_many(
        &self,
        buffer: &mut Vec<T>,
        limit: usize,
        cx: &mut Context<'_>,
        location: &'static Location<'static>,
    ) -> Poll<usize> {
        let outcome = self.poll_with_receiver(cx, location, |mut state| {
            let before = state.messages.len();
            let taken = before.min(limit);
            buffer.extend(state.messages.drain(..taken));
            let mut woken = Woken::default();
            state.free_room(taken, &mut woken);
            drop(state);
            for len in (before - taken..before).rev() {
                self.resource.record(|resource| Event::Received { resource, len: count(len) });
            }
            woken.wake_granted(&self.resource);
            Some(taken)
        });
        outcome.map(Option::unwrap_or_default)
    }

    /// Calls `take` with the channel locked once there is a message; `None` if there will be none.
    fn poll_with_receiver<R>(
        &self,
        cx: &mut Context<'_>,
        location: &'static Location<'static>,
        mut take: impl FnMut(MutexGuard<'_, State<T>>) -> Option<R>,
    ) -> Poll<Option<R>> {
        let operation = ready!(context::poll_operation(cx, location));
        let wants_waker = self.wants_waker.load(Ordering::Relaxed);
        let outcome = poll_prepared(cx, wants_waker, |offer| {
            let mut state = lock(&self.state);
            if !state.messages.is_empty() {
                return Poll::Ready(take(state));
            }
            if state.is_over() {
                return Poll::Ready(None);
            }
            // Under the same lock as the look, so that no message can slip in between.
            offer.leave_in(&mut state.receiver);
            self.wants_waker.store(state.receiver.is_none(), Ordering::Relaxed);
            Poll::Pending
        });
        if outcome.is_pending() {
            self.resource.waits(Wait::Receive, location);
        } else {
            operation.made_progress();
        }
        outcome
    }

    /// One poll of who waits for the end of the channel.
    pub(super) fn poll_closed(
        &self,
        ticket: &mut Option<Ticket>,
        cx: &mut Context<'_>,
        location: &'static Location<'static>,
    ) -> Poll<()> {
        let operation = ready!(context::poll_operation(cx, location));
        let outcome = poll_with(cx, |offer| {
            let mut state = lock(&self.state);
            if state.is_closed {
                return Poll::Ready(());
            }
            state.watchers.stay(ticket, 1, offer);
            Poll::Pending
        });
        if outcome.is_pending() {
            self.resource.waits(Wait::Closed, location);
        } else {
            operation.made_progress();
        }
        outcome
    }

    /// Nobody waits for the end of the channel under this ticket any more.
    pub(super) fn stop_watching(&self, ticket: Ticket) {
        let standing = lock(&self.state).watchers.leave(ticket);
        drop(standing);
    }

    pub(super) fn add_sender(&self) {
        let senders = {
            let mut state = lock(&self.state);
            state.senders += 1;
            state.senders
        };
        self.resource.record(|resource| Event::SendersChanged { resource, senders: count(senders) });
    }

    pub(super) fn remove_sender(&self) {
        let mut state = lock(&self.state);
        state.senders -= 1;
        let senders = state.senders;
        let receiver = if senders == 0 { state.receiver.take() } else { None };
        drop(state);
        self.resource.record(|resource| Event::SendersChanged { resource, senders: count(senders) });
        wake(receiver);
    }

    /// No message is accepted any more; those that are in can still be received.
    pub(super) fn close(&self) {
        let (waiting, watching) = {
            let mut state = lock(&self.state);
            if std::mem::replace(&mut state.is_closed, true) {
                return;
            }
            (state.line.wake_all(), state.watchers.release_all())
        };
        self.resource.record(|resource| Event::Closed { resource });
        waiting.wake();
        watching.wake();
    }

    /// The receiver is gone: drops the messages that are left. Their room counts as free again.
    pub(super) fn discard(&self) {
        self.close();
        // Dropped here, where nothing is locked.
        let (messages, waker) = {
            let mut state = lock(&self.state);
            let messages = std::mem::take(&mut state.messages);
            state.add_room(messages.len());
            (messages, state.receiver.take())
        };
        drop(messages);
        drop(waker);
    }

    /// Whether messages are still accepted.
    pub(super) fn is_closed(&self) -> bool {
        lock(&self.state).is_closed
    }

    /// Whether no further message can be sent, except with room that was reserved.
    pub(super) fn is_ended(&self) -> bool {
        lock(&self.state).is_ended()
    }

    /// Bounds on how many messages can still be received; the upper one is known once the channel has
    /// [ended](State::is_ended).
    pub(super) fn size_hint(&self) -> (usize, Option<usize>) {
        let state = lock(&self.state);
        let len = state.messages.len();
        (len, state.is_ended().then(|| len.saturating_add(state.reserved)))
    }

    pub(super) fn len(&self) -> usize {
        lock(&self.state).messages.len()
    }

    pub(super) fn senders(&self) -> usize {
        lock(&self.state).senders
    }

    /// How many more messages there is room for; as many as can be counted if the channel is unbounded.
    pub(super) fn room(&self) -> usize {
        lock(&self.state).available()
    }

    pub(super) fn capacity(&self) -> usize {
        self.capacity.unwrap_or(usize::MAX)
    }
}
