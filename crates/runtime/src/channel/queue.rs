//! What both kinds of mpsc channel share: the messages, who waits, and who is still there.

use std::collections::VecDeque;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use super::waiters::{Ticket, Waiters};
use crate::record::{Event, Wait};
use crate::{context, ChannelId};

/// The shared end of a channel. `Send` where the messages are.
pub(super) struct Queue<T> {
    id: ChannelId,
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
        let id = core.as_ref().map_or(ChannelId(0), |core| core.next_channel());
        if let Some(core) = &core {
            core.record(|core| Event::ChannelCreated {
                channel: id,
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

    fn record(&self, event: impl FnOnce(ChannelId) -> Event) {
        if let Some(core) = context::current() {
            core.record(|_| event(self.id));
        }
    }

    fn record_wait(&self, on: fn(ChannelId) -> Wait, location: &'static Location<'static>) {
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
        let mut state = self.state();
        if state.is_closed {
            return Attempt::Closed(message);
        }
        if let Some(room) = &mut state.room {
            match room.checked_sub(1) {
                Some(left) => *room = left,
                None => return Attempt::Full(message),
            }
        }
        self.put(state, message);
        Attempt::Sent
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
        let refused = match *ticket {
            None => match self.try_send(taken) {
                Attempt::Sent => return Poll::Ready(Ok(())),
                Attempt::Closed(taken) => return Poll::Ready(Err(taken)),
                Attempt::Full(taken) => taken,
            },
            Some(own) => {
                let mut state = self.state();
                if state.is_closed {
                    state.waiters.leave(own);
                    *ticket = None;
                    return Poll::Ready(Err(taken));
                }
                if state.waiters.is_granted(own, cx.waker()) {
                    state.waiters.leave(own);
                    *ticket = None;
                    self.put(state, taken);
                    return Poll::Ready(Ok(()));
                }
                taken
            }
        };
        if ticket.is_none() {
            *ticket = Some(self.state().waiters.join(cx.waker().clone()));
        }
        *message = Some(refused);
        self.record_wait(Wait::Send, location);
        Poll::Pending
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
        self.record(|channel| Event::Sent { channel, len });
        wake(receiver);
    }

    /// Takes a message; `Ok(None)` if there is none now, `Err` if none will come.
    pub(super) fn try_receive(&self) -> Result<Option<T>, ()> {
        let mut state = self.state();
        let Some(message) = state.messages.pop_front() else {
            return if state.senders == 0 || state.is_closed { Err(()) } else { Ok(None) };
        };
        let len = count(state.messages.len());
        let next = state.free_room();
        drop(state);
        self.record(|channel| Event::Received { channel, len });
        wake(next);
        Ok(Some(message))
    }

    pub(super) fn poll_receive(
        &self,
        cx: &mut Context<'_>,
        location: &'static Location<'static>,
    ) -> Poll<Option<T>> {
        match self.try_receive() {
            Ok(Some(message)) => Poll::Ready(Some(message)),
            Err(()) => Poll::Ready(None),
            Ok(None) => {
                let before = self.state().receiver.replace(cx.waker().clone());
                drop(before);
                self.record_wait(Wait::Receive, location);
                Poll::Pending
            }
        }
    }

    pub(super) fn add_sender(&self) {
        let senders = {
            let mut state = self.state();
            state.senders += 1;
            state.senders
        };
        self.record(|channel| Event::SendersChanged { channel, senders });
    }

    pub(super) fn remove_sender(&self) {
        let mut state = self.state();
        state.senders -= 1;
        let senders = state.senders;
        let receiver = if senders == 0 { state.receiver.take() } else { None };
        drop(state);
        self.record(|channel| Event::SendersChanged { channel, senders });
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
        self.record(|channel| Event::ReceiverClosed { channel });
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
