//! What senders and receivers of a broadcast channel share: the latest messages, and who has still to see them.

use std::collections::VecDeque;
use std::panic::Location;
use std::sync::{Arc, Mutex, PoisonError};

use super::RecvError;
use crate::record::{Event, ResourceKind};
use crate::sync::waiting::{count, lock, Holders, Line, Resource, Use, Woken};
use crate::Ticket;

pub(super) struct Shared<T> {
    pub(super) resource: Resource,
    capacity: usize,
    state: Mutex<State<T>>,
}

/// Messages are numbered from 0; a receiver knows the number of the next it will see.
pub(super) struct State<T> {
    /// The latest messages that somebody has still to see. The further back, the fewer have.
    messages: VecDeque<Message<T>>,
    /// The number of the next message.
    next: u64,
    pub(super) senders: usize,
    /// Senders that do not keep the channel open.
    #[cfg(feature = "tokio-like")]
    pub(super) weak_senders: usize,
    pub(super) receivers: usize,
    /// Receivers that wait for a message.
    pub(super) line: Line,
    /// Senders that wait for the last receiver to go.
    pub(super) watchers: Line,
}

struct Message<T> {
    shared: SharedMessage<T>,
    /// How many receivers have still to see it.
    unseen: usize,
}

/// A message that several receivers take.
///
/// Cloning it is program code, so it happens outside the channel's lock, and inside a lock of the message's own: that
/// makes the channel `Sync` for messages that are not. Only a `clone` that receives that same message again would
/// wait for itself; it panics instead.
type SharedMessage<T> = Arc<Clonable<T>>;

struct Clonable<T> {
    value: Mutex<T>,
    /// Who is cloning it.
    holders: Holders,
}

impl<T> Shared<T> {
    #[track_caller]
    pub(super) fn new(capacity: usize, receivers: usize, location: &'static Location<'static>) -> Arc<Self> {
        assert!(capacity > 0, "a channel needs room for at least one message");
        assert!(capacity <= usize::MAX / 2, "a channel has room for {} messages at most", usize::MAX / 2);
        let capacity = capacity.next_power_of_two();
        let state = State {
            messages: VecDeque::new(),
            next: 0,
            senders: 1,
            #[cfg(feature = "tokio-like")]
            weak_senders: 0,
            receivers,
            line: Line::default(),
            watchers: Line::default(),
        };
        let resource = Resource::new(ResourceKind::Broadcast, Some(capacity), location);
        Arc::new(Self { resource, capacity, state: Mutex::new(state) })
    }

    /// Looks at the channel, or changes it. No program code may run in `look`.
    pub(super) fn with<R>(&self, look: impl FnOnce(&mut State<T>) -> R) -> R {
        look(&mut lock(&self.state))
    }

    /// Sends a message to every receiver there is, and tells how many; the message comes back if there is none.
    pub(super) fn send(&self, message: T) -> Result<usize, T> {
        let mut state = lock(&self.state);
        let receivers = state.receivers;
        if receivers == 0 {
            return Err(message);
        }
        let is_full = state.messages.len() == self.capacity;
        let overwritten = if is_full { state.messages.pop_front() } else { None };
        state.messages.push_back(Message { shared: Arc::new(Clonable::new(message)), unseen: receivers });
        state.next += 1;
        let len = state.messages.len();
        let woken = state.line.release_all();
        drop(state);
        self.resource.record(|resource| Event::Sent { resource, len: count(len) });
        drop(overwritten);
        woken.wake();
        Ok(receivers)
    }

    /// Records what a look of a receiver gave, and makes the message its own.
    #[track_caller]
    pub(super) fn finish(
        &self,
        taken: Result<Taken<T>, RecvError>,
        location: &'static Location<'static>,
    ) -> Result<T, RecvError>
    where
        T: Clone,
    {
        match taken {
            Ok(Taken { message, len }) => {
                self.resource.record(|resource| Event::Received { resource, len: count(len) });
                Ok(own(message, location))
            }
            Err(error) => {
                if let RecvError::Lagged(missed) = error {
                    let missed = u32::try_from(missed).unwrap_or(u32::MAX);
                    self.resource.record(|resource| Event::Lagged { resource, missed });
                }
                Err(error)
            }
        }
    }

    /// Adds a receiver; returns the number of the next message.
    pub(super) fn add_receiver(&self) -> u64 {
        let (receivers, next) = self.with(|state| {
            state.receivers += 1;
            (state.receivers, state.next)
        });
        self.report_receivers(receivers);
        next
    }

    /// Removes a receiver that has still to see the messages from `cursor` on.
    pub(super) fn remove_receiver(&self, cursor: u64) {
        let (receivers, seen, woken) = self.with(|state| {
            state.receivers -= 1;
            let seen = state.pass_all(cursor);
            let is_last = state.receivers == 0;
            (state.receivers, seen, if is_last { state.watchers.release_all() } else { Woken::default() })
        });
        self.report_receivers(receivers);
        drop(seen);
        woken.wake();
    }

    pub(super) fn report_receivers(&self, receivers: usize) {
        self.resource.record(|resource| Event::ReceiversChanged { resource, receivers: count(receivers) });
    }

    pub(super) fn report_senders(&self, senders: usize) {
        self.resource.record(|resource| Event::SendersChanged { resource, senders: count(senders) });
    }

    /// Removes a waiting future from one of the lines.
    pub(super) fn leave(&self, ticket: Option<Ticket>, line: fn(&mut State<T>) -> &mut Line) {
        if let Some(ticket) = ticket {
            let standing = self.with(|state| line(state).leave(ticket));
            drop(standing);
        }
    }
}

/// A message that a receiver took, still to be made its own.
pub(super) struct Taken<T> {
    message: SharedMessage<T>,
    /// How many messages the channel holds now.
    len: usize,
}

impl<T> State<T> {
    /// How many messages somebody has still to see.
    pub(super) fn len(&self) -> usize {
        self.messages.len()
    }

    /// How many messages a receiver has still to see, those that it missed included.
    pub(super) fn len_from(&self, cursor: u64) -> usize {
        usize::try_from(self.next - cursor).unwrap_or(usize::MAX)
    }

    /// The number of the oldest message that is still there.
    fn first(&self) -> u64 {
        self.next - self.messages.len() as u64
    }

    /// Takes the next message for the receiver that stands at `cursor`; `None` if there is none yet.
    pub(super) fn take(&mut self, cursor: &mut u64) -> Option<Result<Taken<T>, RecvError>> {
        if *cursor == self.next {
            return (self.senders == 0).then_some(Err(RecvError::Closed));
        }
        let first = self.first();
        if *cursor < first {
            let missed = first - *cursor;
            *cursor = first;
            return Some(Err(RecvError::Lagged(missed)));
        }
        let at = usize::try_from(*cursor - first).expect("as many messages as fit in memory");
        *cursor += 1;
        self.messages[at].unseen -= 1;
        // Who has not seen this one has not seen those after it: the seen ones are at the front.
        let message = if at == 0 && self.messages[at].unseen == 0 {
            self.messages.pop_front()?.shared
        } else {
            Arc::clone(&self.messages[at].shared)
        };
        Some(Ok(Taken { message, len: self.messages.len() }))
    }

    /// A receiver that goes away sees nothing any more; returns what nobody waits for now, to be dropped outside the
    /// lock.
    fn pass_all(&mut self, cursor: u64) -> Vec<Message<T>> {
        let start = usize::try_from(cursor.saturating_sub(self.first())).unwrap_or(usize::MAX);
        for message in self.messages.iter_mut().skip(start) {
            message.unseen -= 1;
        }
        let seen = self.messages.iter().take_while(|message| message.unseen == 0).count();
        self.messages.drain(..seen).collect()
    }
}

impl<T> Clonable<T> {
    fn new(value: T) -> Self {
        Self { value: Mutex::new(value), holders: Holders::default() }
    }
}

/// The message itself for the last receiver that takes it, a clone for the others.
///
/// # Panics
/// If this thread is cloning the message.
#[track_caller]
fn own<T: Clone>(message: SharedMessage<T>, location: &'static Location<'static>) -> T {
    match Arc::try_unwrap(message) {
        Ok(message) => message.value.into_inner().unwrap_or_else(PoisonError::into_inner),
        Err(message) => {
            let value = message.holders.take_turn(message.value.try_lock(), || message.value.lock());
            let _hold = message.holders.hold(Use::Clone, location);
            value.clone()
        }
    }
}
