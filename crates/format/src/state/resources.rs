//! Resources: who waits for each in which order, who holds it, and what is in it.

use std::ops::Bound;

use taskscope_sorted::SortedMap;

use crate::{Access, Event, FetchEvent, NodeId, PlaceId, ResourceId, ResourceKind, TaskId, Ticket};

use super::fetches::FetchState;

/// A future in the line of those who wait for a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiter {
    /// Its place in the line.
    pub ticket: Ticket,
    /// The task it is in; `None` outside of tasks.
    pub task: Option<TaskId>,
    /// The node whose future it is; `None` at the task's own level.
    pub node: Option<NodeId>,
    /// How many permits it waits for.
    pub permits: u32,
    /// What it waits for is set aside for it; it has still to be polled.
    pub is_granted: bool,
}

/// A hold on a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The task that got hold of it; `None` outside of tasks.
    pub task: Option<TaskId>,
    /// The node that did; `None` at the task's own level.
    pub node: Option<NodeId>,
    /// How it is held.
    pub access: Access,
    /// How many permits.
    pub permits: u32,
}

/// Where a hold stands among the others: found by task and access, the oldest first.
type HoldKey = (Option<TaskId>, bool, u64);

/// One resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceState {
    /// Its id.
    pub id: ResourceId,
    /// What it is.
    pub kind: ResourceKind,
    /// How much it holds: messages, permits, readers, tasks; `None` if it is unbounded or holds nothing.
    pub capacity: Option<u32>,
    /// Where it was made.
    pub place: PlaceId,
    /// How many messages or values it holds.
    pub len: u32,
    /// How many senders there are.
    pub senders: u32,
    /// How many receivers there are.
    pub receivers: u32,
    /// It was closed.
    pub is_closed: bool,
    /// Its last handle is gone: nothing can happen to it any more.
    pub is_gone: bool,
    /// What has come of a file that is fetched; `None` for everything else.
    pub fetched: Option<FetchState>,
    /// How many messages its receivers missed, all together.
    pub missed: u64,
    /// How many have come to a barrier since it let the last ones through. One that came and no longer waits still counts.
    pub come: u32,
    /// Permits that were added to those it was made with.
    added: u64,
    /// Permits that are held, all together.
    held: u64,
    /// Permits that are set aside for some who wait, all together.
    set_aside: u64,
    /// How many of those who wait were granted what they wait for.
    granted: usize,
    waiters: SortedMap<Ticket, Waiter>,
    holders: SortedMap<HoldKey, Holder>,
    /// Numbers the holds.
    next_hold: u64,
}

impl ResourceState {
    pub(super) fn new(id: ResourceId, kind: ResourceKind, capacity: Option<u32>, place: PlaceId) -> Self {
        let ends = ends(kind);
        Self {
            id,
            kind,
            capacity,
            place,
            len: 0,
            senders: ends,
            receivers: ends,
            is_closed: false,
            is_gone: false,
            fetched: None,
            missed: 0,
            come: 0,
            added: 0,
            held: 0,
            set_aside: 0,
            granted: 0,
            waiters: SortedMap::new(),
            holders: SortedMap::new(),
            next_hold: 0,
        }
    }

    /// Whether messages go through it.
    #[must_use]
    pub fn is_channel(&self) -> bool {
        is_channel(self.kind)
    }

    /// Those who wait for it, the first in line first.
    #[must_use]
    pub fn waiters(&self) -> impl ExactSizeIterator<Item = &Waiter> {
        self.waiters.values()
    }

    /// The place of a ticket in the line.
    #[must_use]
    pub fn waiter(&self, ticket: Ticket) -> Option<&Waiter> {
        self.waiters.get(&ticket)
    }

    /// The holds on it, those of a task together, in the order in which the tasks were spawned.
    #[must_use]
    pub fn holders(&self) -> impl ExactSizeIterator<Item = &Holder> {
        self.holders.values()
    }

    /// The tasks that hold it, each once, in the order in which they were spawned; `None` for holds outside of tasks.
    pub fn holding_tasks(&self) -> impl Iterator<Item = Option<TaskId>> + '_ {
        let first = self.holders.keys().next().map(|&(task, ..)| task);
        std::iter::successors(first, |&task| {
            let after = (Bound::Excluded((task, true, u64::MAX)), Bound::Unbounded);
            self.holders.range(after).next().map(|(&(task, ..), _)| task)
        })
    }

    /// How many wait for it to whom it was not given yet.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiters.len() - self.granted
    }

    /// Whether it was given to a task that has still to be polled to take it.
    #[must_use]
    pub fn is_anyone_granted(&self) -> bool {
        self.granted > 0
    }

    /// All permits there are, those that were added included; `None` if it has no capacity.
    #[must_use]
    pub fn permits(&self) -> Option<u64> {
        Some(u64::from(self.capacity?) + self.added)
    }

    /// Permits that were added to those it was made with.
    #[must_use]
    pub fn added(&self) -> u64 {
        self.added
    }

    /// Permits that nobody holds and nobody is given; `None` if it has no capacity.
    #[must_use]
    pub fn permits_left(&self) -> Option<u64> {
        Some(self.permits()?.saturating_sub(self.held).saturating_sub(self.set_aside))
    }

    /// How many bytes a copy takes, roughly.
    pub(super) fn bytes(&self) -> usize {
        std::mem::size_of::<Self>()
            + (self.waiters.len() * std::mem::size_of::<Waiter>()
                + self.holders.len() * std::mem::size_of::<Holder>())
                * 2
    }

    // `State::apply` sends only the events of resources here.
    #[allow(clippy::wildcard_enum_match_arm)]
    pub(super) fn apply(&mut self, event: Event, running: Option<TaskId>) {
        match event {
            Event::Queued { ticket, node, permits, .. } => self.join(ticket, running, node, permits),
            Event::Granted { ticket, .. } => self.grant(ticket),
            Event::Left { ticket, .. } => self.leave(ticket),
            Event::Acquired { access, permits, node, .. } => {
                self.acquire(Holder { task: running, node, access, permits });
            }
            Event::Released { access, permits, holder, .. } => self.release(holder, access, permits),
            Event::Received { .. } if self.kind == ResourceKind::Promise => self.settle(),
            Event::Settled { .. } => self.settle(),
            Event::Sent { len, .. } | Event::Received { len, .. } => self.len = len,
            Event::Lagged { missed, .. } => self.missed += u64::from(missed),
            Event::Notified { stored, .. } => self.len = u32::from(stored),
            Event::SendersChanged { senders, .. } => self.senders = senders,
            Event::ReceiversChanged { receivers, .. } => self.receivers = receivers,
            Event::Closed { .. } => self.is_closed = true,
            Event::ResourceDropped { .. } => self.is_gone = true,
            _ => {}
        }
    }

    /// A promise has its value.
    pub(super) fn settle(&mut self) {
        if self.kind == ResourceKind::Promise {
            self.len = 1;
        }
    }

    pub(super) fn apply_fetch(&mut self, event: FetchEvent) {
        match &mut self.fetched {
            Some(fetched) => fetched.apply(event),
            None => self.fetched = FetchState::new(event),
        }
    }

    fn join(&mut self, ticket: Ticket, task: Option<TaskId>, node: Option<NodeId>, permits: u32) {
        let new = Waiter { ticket, task, node, permits, is_granted: false };
        if self.waiters.contains_key(&ticket) {
            return;
        }
        self.waiters.insert(ticket, new);
        if self.kind == ResourceKind::Notify {
            // Whoever waits has found no notification kept.
            self.len = 0;
        }
        if self.kind == ResourceKind::Barrier {
            // The last to come waits for nobody and is in no line; where nobody is left to be let through, no event tells
            // of it. So one that stands in line for the last place is the first of the next round.
            let is_full = self.capacity.is_some_and(|all| self.come + 1 >= all);
            self.come = if is_full { 1 } else { self.come + 1 };
        }
    }

    fn grant(&mut self, ticket: Ticket) {
        let waiter = self.waiters.get_mut(&ticket).filter(|waiter| !waiter.is_granted);
        if let Some(waiter) = waiter {
            waiter.is_granted = true;
            self.set_aside += u64::from(waiter.permits);
            self.granted += 1;
            self.come = 0;
        }
    }

    fn leave(&mut self, ticket: Ticket) {
        if let Some(waiter) = self.waiters.remove(&ticket).filter(|waiter| waiter.is_granted) {
            self.set_aside -= u64::from(waiter.permits);
            self.granted -= 1;
        }
    }

    fn acquire(&mut self, holder: Holder) {
        if holder.permits == 0 {
            // Who holds nothing stands in nobody's way.
            return;
        }
        self.held += u64::from(holder.permits);
        self.holders.insert((holder.task, holder.access == Access::Shared, self.next_hold), holder);
        self.next_hold += 1;
    }

    /// Takes permits away from the holds of a task, the oldest first.
    fn release(&mut self, task: Option<TaskId>, access: Access, permits: u32) {
        let is_shared = access == Access::Shared;
        let mut left = permits;
        loop {
            let holds = self.holders.range((task, is_shared, 0)..=(task, is_shared, u64::MAX));
            let first = holds.map(|(&key, _)| key).next();
            let Some((key, hold)) = first.and_then(|key| Some((key, self.holders.get_mut(&key)?))) else {
                // Permits that nobody had acquired are new ones.
                self.added += if task.is_none() { u64::from(left) } else { 0 };
                return;
            };
            if hold.permits > left {
                hold.permits -= left;
                self.held -= u64::from(left);
                return;
            }
            left -= hold.permits;
            self.held -= u64::from(hold.permits);
            self.holders.remove(&key);
            if left == 0 {
                return;
            }
        }
    }
}

/// How many senders and how many receivers are made with a resource.
pub(crate) fn ends(kind: ResourceKind) -> u32 {
    u32::from(is_channel(kind))
}

fn is_channel(kind: ResourceKind) -> bool {
    matches!(kind, ResourceKind::Mpsc | ResourceKind::Oneshot | ResourceKind::Broadcast | ResourceKind::Watch)
}
