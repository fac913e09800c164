//! What both kinds of mpsc channel share: the messages, who waits, and who is still there.

use std::collections::VecDeque;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use super::waiters::{Ticket, Waiters};
use crate::record::{Event, ResourceKind, Wait};
use crate::{context, ResourceId};

/// The shared end of a channel. `Send` where the messages are.
pub(super) struct Queue<T> {
    id: ResourceId,
    state: Mutex<State<T>>,
}

struct State<T> {
    messages: VecDeque<T>,
    /// Room that nobody has reserved; `None` if the channel is unbounded.
    room: Option<usize>,
    waiters: Waiters,
    receiver: Option<Waker>,
    senders: u32,
    is_closed: bool,
}

/// What became of an attempt to send.
pub(super) enum Attempt<T> {
    Sent,
    Full(T),
    Closed(T),
}

impl<T> Queue<T> {
    pub(super) fn new(capacity: Option<usize>, location: &'static Location<'static>) -> Arc<Self> {
        let core = context::current();
        let id = core.as_ref().map_or(ResourceId(0), |core| core.next_resource());
        if let Some(core) = &core {
            core.record(|core| Event::ResourceCreated {
                resource: id,
                kind: ResourceKind::Mpsc,
                capacity: capacity.map(count),
                place: core.place(location),
            });
        }
        let state = State {
            messages: VecDeque::new(),
            room: capacity,
            waiters: Waiters::default(),
            receiver: None,
            senders: 1,
            is_closed: false,
        };
        Arc::new(Self { id, state: Mutex::new(state) })
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn record(&self, event: impl FnOnce(ResourceId) -> Event) {
        if let Some(core) = context::current() {
            core.record(|_| event(self.id));
        }
    }

    fn record_wait(&self, on: fn(ResourceId) -> Wait, location: &'static Location<'static>) {
        if let Some(core) = context::current() {
            core.record(|core| Event::Waiting {
                node: core.node(),
                on: on(self.id),
                place: core.place(location),
            });
        }
    }

    /// Sends if there is room that nobody waits for.
    pub(super) fn try_send(&self, message: T) -> Attempt<T> {
        self.send_into(self.state(), message).map_or_else(|(_, attempt)| attempt, |()| Attempt::Sent)
    }

    /// Sends, or hands the state back as it was locked: whoever wants to wait must do so before anything changes.
    fn send_into<'a>(
        &self,
        mut state: MutexGuard<'a, State<T>>,
        message: T,
    ) -> Result<(), (MutexGuard<'a, State<T>>, Attempt<T>)> {
        if state.is_closed {
            return Err((state, Attempt::Closed(message)));
        }
        if let Some(room) = &mut state.room {
            match room.checked_sub(1) {
                Some(left) => *room = left,
                None => return Err((state, Attempt::Full(message))),
            }
        }
        self.put(state, message);
        Ok(())
    }

    /// One poll of a waiting sender.
    pub(super) fn poll_send(
        &self,
        message: &mut Option<T>,
        ticket: &mut Option<Ticket>,
        cx: &mut Context<'_>,
        location: &'static Location<'static>,
    ) -> Poll<Result<(), T>> {
        let Some(taken) = message.take() else { return Poll::Ready(Ok(())) };
        // Cloned here, as code of the waker's owner must not run under the lock.
        let waker = cx.waker().clone();
        let outcome = match *ticket {
            None => self.first_poll_send(taken, ticket, waker),
            Some(own) => self.next_poll_send(taken, own, waker),
        };
        match outcome {
            Ok(result) => {
                *ticket = None;
                Poll::Ready(result)
            }
            Err(refused) => {
                *message = Some(refused);
                self.record_wait(Wait::Send, location);
                Poll::Pending
            }
        }
    }

    /// Sends, or joins the line; `Err` with the message if it has to wait.
    fn first_poll_send(
        &self,
        message: T,
        ticket: &mut Option<Ticket>,
        waker: Waker,
    ) -> Result<Result<(), T>, T> {
        match self.send_into(self.state(), message) {
            Ok(()) | Err((_, Attempt::Sent)) => Ok(Ok(())),
            Err((mut state, Attempt::Full(message))) => {
                *ticket = Some(state.waiters.join(waker));
                Err(message)
            }
            Err((_, Attempt::Closed(message))) => Ok(Err(message)),
        }
    }

    /// Sends if room was reserved meanwhile; `Err` with the message if it has to wait on.
    fn next_poll_send(&self, message: T, own: Ticket, waker: Waker) -> Result<Result<(), T>, T> {
        let mut state = self.state();
        if state.is_closed {
            state.waiters.leave(own);
            return Ok(Err(message));
        }
        if state.waiters.is_granted(own) {
            state.waiters.leave(own);
            self.put(state, message);
            return Ok(Ok(()));
        }
        let before = state.waiters.rewake(own, waker);
        drop(state);
        drop(before);
        Err(message)
    }

    /// A waiting sender goes away: room that was reserved for it goes to the next.
    pub(super) fn leave(&self, ticket: Ticket) {
        let mut state = self.state();
        let next = if state.waiters.leave(ticket) { state.free_room() } else { None };
        drop(state);
        wake(next);
    }

    fn put(&self, mut state: MutexGuard<'_, State<T>>, message: T) {
        state.messages.push_back(message);
        let len = count(state.messages.len());
        let receiver = state.receiver.take();
        drop(state);
        self.record(|resource| Event::Sent { resource, len });
        wake(receiver);
    }

    /// Takes a message; `Ok(None)` if there is none now, `Err` if none will come.
    pub(super) fn try_receive(&self) -> Result<Option<T>, ()> {
        self.receive_from(self.state()).map_err(drop)
    }

    /// Takes a message, or hands the state back as it was locked if there is none and none will come.
    fn receive_from<'a>(
        &self,
        mut state: MutexGuard<'a, State<T>>,
    ) -> Result<Option<T>, MutexGuard<'a, State<T>>> {
        let Some(message) = state.messages.pop_front() else {
            return if state.senders == 0 || state.is_closed { Err(state) } else { Ok(None) };
        };
        let len = count(state.messages.len());
        let next = state.free_room();
        drop(state);
        self.record(|resource| Event::Received { resource, len });
        wake(next);
        Ok(Some(message))
    }

    pub(super) fn poll_receive(
        &self,
        cx: &mut Context<'_>,
        location: &'static Location<'static>,
    ) -> Poll<Option<T>> {
        let waker = cx.waker().clone();
        let mut state = self.state();
        if state.messages.is_empty() && state.senders > 0 && !state.is_closed {
            // Under the same lock as the look, so that no message can slip in between.
            let before = state.receiver.replace(waker);
            drop(state);
            drop(before);
            self.record_wait(Wait::Receive, location);
            return Poll::Pending;
        }
        Poll::Ready(self.receive_from(state).ok().flatten())
    }

    pub(super) fn add_sender(&self) {
        let senders = {
            let mut state = self.state();
            state.senders += 1;
            state.senders
        };
        self.record(|resource| Event::SendersChanged { resource, senders });
    }

    pub(super) fn remove_sender(&self) {
        let mut state = self.state();
        state.senders -= 1;
        let senders = state.senders;
        let receiver = if senders == 0 { state.receiver.take() } else { None };
        drop(state);
        self.record(|resource| Event::SendersChanged { resource, senders });
        wake(receiver);
    }

    /// No message is accepted any more; those that are in can still be received.
    pub(super) fn close(&self) {
        let mut state = self.state();
        if std::mem::replace(&mut state.is_closed, true) {
            return;
        }
        let wakers = state.waiters.wakers();
        drop(state);
        self.record(|resource| Event::Closed { resource });
        wakers.into_iter().for_each(Waker::wake);
    }

    /// The receiver is gone: drops what nobody will receive.
    pub(super) fn discard(&self) {
        self.close();
        let messages = std::mem::take(&mut self.state().messages);
        drop(messages);
    }

    pub(super) fn is_closed(&self) -> bool {
        self.state().is_closed
    }

    pub(super) fn len(&self) -> usize {
        self.state().messages.len()
    }
}

impl<T> State<T> {
    /// A place became free: it goes to the first who waits, or to whoever comes.
    fn free_room(&mut self) -> Option<Waker> {
        let room = self.room.as_mut()?;
        if !self.is_closed && self.waiters.is_anyone_waiting() {
            return self.waiters.grant();
        }
        *room += 1;
        None
    }
}

fn wake(waker: Option<Waker>) {
    if let Some(waker) = waker {
        waker.wake();
    }
}

fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
