//! What both kinds of mpsc channel share: the messages, who waits, and who is still there.

use std::collections::VecDeque;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{ready, Context, Poll, Waker};

use super::line::{Line, Standing};
use super::report::{count, lock, Resource};
use super::wakers::{poll_with, wake, Offer, Woken};
use crate::record::{Event, ResourceKind, Wait};
use crate::{context, Ticket};

/// The shared end of a channel. `Send` where the messages are.
pub(super) struct Queue<T> {
    resource: Resource,
    /// `None` if the channel is unbounded.
    capacity: Option<usize>,
    state: Mutex<State<T>>,
}

struct State<T> {
    messages: VecDeque<T>,
    /// Room that nobody has reserved; in an unbounded channel it never ends.
    room: usize,
    /// Permits that are still to be sent with.
    reserved: usize,
    /// Senders that wait for room.
    line: Line,
    /// Senders that wait for the end of the channel.
    watchers: Line,
    receiver: Option<Waker>,
    senders: usize,
    is_closed: bool,
}

/// Why there is no room now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Full,
    Closed,
}

/// Why there is no message now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Absence {
    Empty,
    Ended,
}

impl<T> Queue<T> {
    pub(super) fn new(capacity: Option<usize>, location: &'static Location<'static>) -> Arc<Self> {
        let state = State {
            messages: VecDeque::new(),
            room: capacity.unwrap_or(usize::MAX),
            reserved: 0,
            line: Line::default(),
            watchers: Line::default(),
            receiver: None,
            senders: 1,
            is_closed: false,
        };
        let resource = Resource::new(ResourceKind::Mpsc, capacity, location);
        Arc::new(Self { resource, capacity, state: Mutex::new(state) })
    }

    /// Sends if there is room that nobody waits for; otherwise the message comes back.
    pub(super) fn try_send(&self, message: T) -> Result<(), (Refusal, T)> {
        let mut state = lock(&self.state);
        match state.take_room() {
            Ok(()) => {
                self.put(state, message, None);
                Ok(())
            }
            Err(refusal) => Err((refusal, message)),
        }
    }

    /// Reserves room that nobody waits for.
    pub(super) fn try_reserve(&self) -> Result<(), Refusal> {
        let mut state = lock(&self.state);
        state.take_room()?;
        state.reserved += 1;
        Ok(())
    }

    /// Sends into room that was reserved. The receiver may have closed the channel meanwhile: it waits for what was
    /// promised before.
    pub(super) fn send_reserved(&self, message: T) {
        let mut state = lock(&self.state);
        state.reserved -= 1;
        self.put(state, message, None);
    }

    /// Gives reserved room back.
    pub(super) fn release_reserved(&self) {
        let mut woken = Woken::default();
        let receiver = {
            let mut state = lock(&self.state);
            state.reserved -= 1;
            state.free_room(&mut woken);
            let is_over = state.is_closed && state.reserved == 0;
            if is_over {
                state.receiver.take()
            } else {
                None
            }
        };
        woken.wake_granted(self.resource);
        wake(receiver);
    }

    /// Puts a message into the room that its sender has; `served` if that came by the line.
    fn put(&self, mut state: MutexGuard<'_, State<T>>, message: T, served: Option<Ticket>) {
        state.messages.push_back(message);
        let len = state.messages.len();
        let receiver = state.receiver.take();
        drop(state);
        self.record_served(served);
        self.resource.record(|resource| Event::Sent { resource, len: count(len) });
        wake(receiver);
    }

    fn record_served(&self, ticket: Option<Ticket>) {
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
            None if state.senders == 0 || state.is_closed => Err(Absence::Ended),
            None => Err(Absence::Empty),
        }
    }

    /// Makes room where a message was taken.
    fn finish_receive(&self, mut state: MutexGuard<'_, State<T>>) {
        let len = state.messages.len();
        let mut woken = Woken::default();
        state.free_room(&mut woken);
        drop(state);
        self.resource.record(|resource| Event::Received { resource, len: count(len) });
        woken.wake_granted(self.resource);
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
            for _ in 0..taken {
                state.free_room(&mut woken);
            }
            drop(state);
            for len in (before - taken..before).rev() {
                self.resource.record(|resource| Event::Received { resource, len: count(len) });
            }
            woken.wake_granted(self.resource);
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
        let outcome = poll_with(cx, |offer| {
            let mut state = lock(&self.state);
            if !state.messages.is_empty() {
                return Poll::Ready(take(state));
            }
            if state.senders == 0 || (state.is_closed && state.reserved == 0) {
                return Poll::Ready(None);
            }
            // Under the same lock as the look, so that no message can slip in between.
            offer.leave_in(&mut state.receiver);
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

    /// The receiver is gone: drops what nobody will receive.
    pub(super) fn discard(&self) {
        self.close();
        // Dropped here, where nothing is locked.
        let (messages, waker) = {
            let mut state = lock(&self.state);
            (std::mem::take(&mut state.messages), state.receiver.take())
        };
        drop(messages);
        drop(waker);
    }

    /// Whether messages are still accepted.
    pub(super) fn is_closed(&self) -> bool {
        lock(&self.state).is_closed
    }

    /// Whether no further message will be sent, but for those that were promised room.
    pub(super) fn is_ended(&self) -> bool {
        let state = lock(&self.state);
        state.is_closed || state.senders == 0
    }

    pub(super) fn len(&self) -> usize {
        lock(&self.state).messages.len()
    }

    pub(super) fn senders(&self) -> usize {
        lock(&self.state).senders
    }

    /// How many more messages there is room for; as many as can be counted if the channel is unbounded.
    pub(super) fn room(&self) -> usize {
        lock(&self.state).room
    }

    pub(super) fn capacity(&self) -> usize {
        self.capacity.unwrap_or(usize::MAX)
    }
}

impl<T> State<T> {
    /// Takes room that nobody waits for. Room that becomes free while somebody waits is never counted here.
    fn take_room(&mut self) -> Result<(), Refusal> {
        if self.is_closed {
            return Err(Refusal::Closed);
        }
        if self.room == 0 {
            return Err(Refusal::Full);
        }
        self.use_room();
        Ok(())
    }

    fn use_room(&mut self) {
        self.room -= usize::from(self.room != usize::MAX);
    }

    /// A place became free: it goes to the first who waits, or to whoever comes.
    fn free_room(&mut self, woken: &mut Woken) {
        if !self.is_closed && self.line.is_anyone_waiting() {
            self.line.grant(woken);
        } else {
            self.room += usize::from(self.room != usize::MAX);
        }
    }
}

/// A wait for room: the inside of the futures that send or reserve. Dropped while it waits, it leaves the line.
pub(super) struct Entry<'a, T> {
    pub(super) queue: &'a Queue<T>,
    ticket: Option<Ticket>,
    location: &'static Location<'static>,
}

impl<'a, T> Entry<'a, T> {
    pub(super) fn new(queue: &'a Queue<T>, location: &'static Location<'static>) -> Self {
        Self { queue, ticket: None, location }
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
        self.poll(cx, |queue, mut state, served| {
            state.reserved += 1;
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
        let Self { queue, ticket, location } = self;
        let was_in_line = ticket.is_some();
        let outcome = poll_with(cx, |offer| attempt(queue, ticket, offer, &mut enter));
        let resource = queue.resource;
        if outcome.is_ready() {
            operation.made_progress();
            return outcome;
        }
        if let (Some(own), false) = (*ticket, was_in_line) {
            resource.queued(own, 1);
        }
        resource.waits(Wait::Send, location);
        Poll::Pending
    }
}

/// One look of a waiting sender.
fn attempt<T>(
    queue: &Queue<T>,
    ticket: &mut Option<Ticket>,
    offer: &mut Offer<'_>,
    enter: &mut impl FnMut(&Queue<T>, MutexGuard<'_, State<T>>, Option<Ticket>),
) -> Poll<Result<(), Refusal>> {
    let mut state = lock(&queue.state);
    let Some(own) = *ticket else {
        return match state.take_room() {
            Ok(()) => {
                enter(queue, state, None);
                Poll::Ready(Ok(()))
            }
            Err(Refusal::Full) => {
                state.line.stay(ticket, 1, offer);
                Poll::Pending
            }
            Err(Refusal::Closed) => Poll::Ready(Err(Refusal::Closed)),
        };
    };
    let is_granted = state.line.is_granted(own);
    if !is_granted && !state.is_closed {
        state.line.stay(ticket, 1, offer);
        return Poll::Pending;
    }
    *ticket = None;
    let standing = state.line.leave(own);
    if !state.is_closed {
        enter(queue, state, Some(own));
        return Poll::Ready(Ok(()));
    }
    state.room += usize::from(is_granted);
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
        if matches!(standing, Standing::Granted) {
            state.free_room(&mut woken);
        }
        drop(state);
        drop(standing);
        self.queue.resource.left(ticket, false);
        woken.wake_granted(self.queue.resource);
    }
}
