//! What senders and receivers of a watch channel share: the value, its version, and who waits.

use std::panic::Location;
use std::sync::{Arc, Mutex, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::task::{Context, Poll};

use super::{Receiver, RecvError};
use crate::record::{Event, ResourceKind, Wait};
use crate::sync::waiting::{count, lock, poll_with, Hold, Holders, Line, Offer, Resource, Use};
use crate::Ticket;

pub(super) struct Shared<T> {
    pub(super) resource: Resource,
    /// Read while it is borrowed, also by code of the program. Locked before `state`, never after it.
    value: RwLock<T>,
    /// Who has `value` locked.
    holders: Holders,
    pub(super) state: Mutex<State>,
}

pub(super) struct State {
    /// How often the value was changed; changed while `value` is locked.
    pub(super) version: u64,
    pub(super) senders: usize,
    pub(super) receivers: usize,
    /// Receivers that wait for a change.
    pub(super) line: Line,
    /// Senders that wait for the last receiver to go.
    pub(super) watchers: Line,
}

/// The value under its lock, and the note of who holds it.
pub(super) struct Locked<'a, G> {
    pub(super) value: G,
    _hold: Hold<'a>,
}

/// Selects one of the two lines.
pub(super) type Select = fn(&mut State) -> &mut Line;

impl<T> Shared<T> {
    pub(super) fn new(init: T, receivers: usize, location: &'static Location<'static>) -> Arc<Self> {
        let resource = Resource::new(ResourceKind::Watch, None, location);
        let lines = (Line::default(), Line::default());
        let state = State { version: 0, senders: 1, receivers, line: lines.0, watchers: lines.1 };
        Arc::new(Self {
            resource,
            value: RwLock::new(init),
            holders: Holders::default(),
            state: Mutex::new(state),
        })
    }

    /// Locks the value for reading, on behalf of the code at `location`.
    ///
    /// # Panics
    /// If this thread is changing the value, or reads it while another thread waits to change it.
    #[track_caller]
    pub(super) fn read(&self, location: &'static Location<'static>) -> Locked<'_, RwLockReadGuard<'_, T>> {
        let value = self.holders.take_turn(self.value.try_read(), || self.value.read());
        Locked { value, _hold: self.holders.hold(Use::Borrow, location) }
    }

    /// Locks the value for a change.
    ///
    /// # Panics
    /// If this thread has it locked.
    #[track_caller]
    pub(super) fn write(&self) -> Locked<'_, RwLockWriteGuard<'_, T>> {
        let value = self.holders.take_turn(self.value.try_write(), || self.value.write());
        Locked { value, _hold: self.holders.hold(Use::Change, Location::caller()) }
    }

    pub(super) fn version(&self) -> u64 {
        lock(&self.state).version
    }

    pub(super) fn subscribe(self: &Arc<Self>, seen: Option<u64>) -> Receiver<T> {
        let (receivers, version) = {
            let mut state = lock(&self.state);
            state.receivers += 1;
            (state.receivers, state.version)
        };
        self.report_receivers(receivers);
        Receiver { shared: Arc::clone(self), seen: seen.unwrap_or(version) }
    }

    pub(super) fn report_receivers(&self, receivers: usize) {
        self.resource.record(|resource| Event::ReceiversChanged { resource, receivers: count(receivers) });
    }

    pub(super) fn report_senders(&self, senders: usize) {
        self.resource.record(|resource| Event::SendersChanged { resource, senders: count(senders) });
    }

    pub(super) fn report_seen(&self) {
        self.resource.record(|resource| Event::Received { resource, len: 1 });
    }

    /// Waits for a version other than `seen`, and takes it as seen.
    pub(super) fn poll_changed(
        &self,
        seen: &mut u64,
        ticket: &mut Option<Ticket>,
        cx: &mut Context<'_>,
        location: &'static Location<'static>,
    ) -> Poll<Result<(), RecvError>> {
        let attempt = |offer: &mut Offer<'_>| {
            let mut state = lock(&self.state);
            if state.version != *seen {
                *seen = state.version;
                return Poll::Ready(Ok(()));
            }
            if state.senders == 0 {
                return Poll::Ready(Err(RecvError(())));
            }
            state.line.stay(ticket, 1, offer);
            Poll::Pending
        };
        let outcome = poll_with(cx, attempt);
        if outcome.is_pending() {
            self.resource.waits(Wait::Changed, location);
        }
        outcome
    }

    pub(super) fn leave(&self, ticket: Option<Ticket>, line: Select) {
        if let Some(ticket) = ticket {
            let standing = line(&mut lock(&self.state)).leave(ticket);
            drop(standing);
        }
    }
}
