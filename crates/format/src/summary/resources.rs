//! Resources: who waits for each, who holds it, and what is in it.

use std::collections::BTreeMap;

use super::fetches::Fetched;
use crate::event::Event;
use crate::mentions::Mentions;
use crate::terms::{Access, ResourceKind};
use crate::{NodeId, TaskId, Ticket};

/// Found by the task that has it and how; the oldest hold of a task first.
pub(super) type HoldKey = (Option<TaskId>, bool, u64);

/// A hold on a resource.
pub(super) struct Hold {
    pub(super) access: Access,
    pub(super) permits: u32,
    pub(super) node: Option<NodeId>,
}

/// A future in the line of those who wait.
pub(super) struct Waiter {
    pub(super) task: Option<TaskId>,
    /// The event that says how it joined the line.
    pub(super) queued: Event,
    pub(super) is_granted: bool,
}

/// One resource.
pub(super) struct Resource {
    /// The event that says what it is.
    pub(super) created: Event,
    kind: ResourceKind,
    /// The last event that said how much it holds.
    pub(super) content: Option<Event>,
    /// The last event that said how many senders there are, and the same for receivers.
    pub(super) senders: Option<Event>,
    pub(super) receivers: Option<Event>,
    /// The event that closed it.
    pub(super) closed: Option<Event>,
    /// A promise that has its value.
    is_settled: bool,
    /// The event that says that its last handle is gone.
    pub(super) gone: Option<Event>,
    /// What has come of a file.
    pub(super) fetched: Fetched,
    /// Messages that its receivers missed, all together.
    pub(super) missed: u32,
    /// Permits that nobody had acquired before they were released: new ones.
    pub(super) added: u32,
    pub(super) waiters: BTreeMap<Ticket, Waiter>,
    pub(super) holds: BTreeMap<HoldKey, Hold>,
    next_hold: u64,
    /// After how many events nothing could happen to it any more.
    pub(super) end: Option<u64>,
}

impl Resource {
    pub(super) fn new(created: Event, kind: ResourceKind) -> Self {
        Self {
            created,
            kind,
            content: None,
            senders: None,
            receivers: None,
            closed: None,
            is_settled: false,
            gone: None,
            fetched: Fetched::default(),
            missed: 0,
            added: 0,
            waiters: BTreeMap::new(),
            holds: BTreeMap::new(),
            next_hold: 0,
            end: None,
        }
    }

    /// Adds what it is, who waits for it and who holds it.
    pub(super) fn add_named(&self, named: &mut Mentions) {
        named.add(self.created);
        for waiter in self.waiters.values() {
            named.add(waiter.queued);
            named.tasks.extend(waiter.task);
        }
        for (&(task, ..), hold) in &self.holds {
            named.tasks.extend(task);
            named.nodes.extend(hold.node);
        }
    }

    /// Takes in what happens to it while `polled` is polled, after so many events.
    // The summary sends only the events of resources here.
    #[allow(clippy::wildcard_enum_match_arm)]
    pub(super) fn apply(&mut self, event: Event, polled: Option<TaskId>, dropped: u64) {
        match event {
            Event::Queued { ticket, .. } => self.join(ticket, polled, event),
            Event::Granted { ticket, .. } => {
                if let Some(waiter) = self.waiters.get_mut(&ticket) {
                    waiter.is_granted = true;
                }
            }
            Event::Left { ticket, .. } => {
                self.waiters.remove(&ticket);
            }
            Event::Acquired { access, permits, node, .. } => {
                self.acquire(polled, Hold { access, permits, node });
            }
            Event::Released { access, permits, holder, .. } => self.release(holder, access, permits),
            Event::Sent { .. } | Event::Received { .. } | Event::Notified { .. } => {
                self.content = Some(event);
            }
            Event::Lagged { missed, .. } => self.missed = self.missed.saturating_add(missed),
            Event::SendersChanged { .. } => self.senders = Some(event),
            Event::ReceiversChanged { .. } => self.receivers = Some(event),
            Event::Closed { .. } => self.closed = Some(event),
            Event::ResourceDropped { .. } => self.gone = Some(event),
            Event::Fetch(event) => self.fetched.apply(event),
            _ => {}
        }
        self.end = self.is_over().then(|| self.end.unwrap_or(dropped));
    }

    /// A promise has its value, which has still to be taken.
    pub(super) fn settle(&mut self) {
        self.is_settled = true;
    }

    fn join(&mut self, ticket: Ticket, task: Option<TaskId>, queued: Event) {
        self.waiters.entry(ticket).or_insert(Waiter { task, queued, is_granted: false });
        if self.kind == ResourceKind::Notify {
            // Whoever waits has found no notification kept.
            self.content = None;
        }
    }

    fn acquire(&mut self, task: Option<TaskId>, hold: Hold) {
        if hold.permits > 0 {
            self.holds.insert((task, hold.access == Access::Shared, self.next_hold), hold);
            self.next_hold += 1;
        }
    }

    /// Takes permits away from the holds of a task, the oldest first.
    fn release(&mut self, task: Option<TaskId>, access: Access, mut permits: u32) {
        let is_shared = access == Access::Shared;
        while permits > 0 {
            let mut holds = self.holds.range_mut((task, is_shared, 0)..=(task, is_shared, u64::MAX));
            let Some((&key, hold)) = holds.next() else {
                // A release from outside of what nobody had acquired adds permits.
                let added = if task.is_none() { permits } else { 0 };
                self.added = self.added.saturating_add(added);
                return;
            };
            let taken = permits.min(hold.permits);
            hold.permits -= taken;
            permits -= taken;
            if hold.permits == 0 {
                self.holds.remove(&key);
            }
        }
    }

    /// The event that says again what it holds. `None` if that is nothing.
    // Every other event says nothing of the kind.
    #[allow(clippy::wildcard_enum_match_arm)]
    pub(super) fn content_again(&self) -> Option<Event> {
        let Event::ResourceCreated { resource, .. } = self.created else { return None };
        if self.kind == ResourceKind::Promise && (self.is_settled || self.content.is_some()) {
            return Some(Event::Received { resource, len: 0 });
        }
        self.content.and_then(|content| match content {
            Event::Sent { len: 0, .. } | Event::Received { len: 0, .. } => None,
            // Those who were woken are not woken again.
            Event::Notified { stored, .. } => {
                stored.then_some(Event::Notified { resource, woken: 0, stored })
            }
            other => Some(other),
        })
    }

    /// Whether nothing can happen to it any more. Where no event says that it is gone, it shows in channels whose ends are
    /// gone, and in what is used once.
    fn is_over(&self) -> bool {
        let has_no_senders = matches!(self.senders, Some(Event::SendersChanged { senders: 0, .. }));
        let has_no_receivers = matches!(self.receivers, Some(Event::ReceiversChanged { receivers: 0, .. }));
        let was_received = matches!(self.content, Some(Event::Received { .. }));
        let is_over = match self.kind {
            ResourceKind::Promise => was_received,
            ResourceKind::Fetch => self.fetched.is_over(),
            ResourceKind::Oneshot => was_received || has_no_senders,
            ResourceKind::Mpsc | ResourceKind::Broadcast | ResourceKind::Watch => {
                let is_closed = self.closed.is_some() && self.content_again().is_none();
                has_no_senders && (is_closed || has_no_receivers)
            }
            ResourceKind::Mutex
            | ResourceKind::RwLock
            | ResourceKind::Semaphore
            | ResourceKind::Notify
            | ResourceKind::Barrier
            | ResourceKind::JoinSet => false,
        };
        (is_over || self.gone.is_some()) && self.waiters.is_empty() && self.holds.is_empty()
    }
}
