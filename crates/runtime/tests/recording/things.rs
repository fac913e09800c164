//! Resources of a random trace.

use taskscope_format::{Access, Event, NodeId, ResourceId, ResourceKind, TaskId, Ticket};

use crate::host::Chance;

/// A resource that exists.
pub(crate) struct Thing {
    pub(crate) kind: ResourceKind,
    len: u32,
    senders: u32,
    receivers: u32,
    is_closed: bool,
    is_received: bool,
    next_ticket: u32,
    /// Who waits: the ticket, the permits, and whether they are set aside.
    waiters: Vec<(Ticket, bool)>,
    holds: Vec<(Option<TaskId>, Access, u32)>,
}

impl Thing {
    pub(crate) fn new(kind: ResourceKind) -> Self {
        Self {
            kind,
            len: 0,
            senders: 1,
            receivers: 1,
            is_closed: false,
            is_received: false,
            next_ticket: 0,
            waiters: Vec::new(),
            holds: Vec::new(),
        }
    }

    /// Whether nothing can happen to it any more.
    pub(crate) fn is_over(&self) -> bool {
        let is_over = match self.kind {
            ResourceKind::Promise => self.is_received,
            ResourceKind::Oneshot => self.is_received || self.senders == 0,
            ResourceKind::Mpsc | ResourceKind::Broadcast | ResourceKind::Watch => {
                self.senders == 0 && (self.receivers == 0 || self.is_closed && self.len == 0)
            }
            _ => false,
        };
        is_over && self.waiters.is_empty() && self.holds.is_empty()
    }

    /// Something that happens to it while a node of a task is polled.
    pub(crate) fn event(
        &mut self,
        resource: ResourceId,
        chance: &mut Chance,
        polled: Option<TaskId>,
        node: Option<NodeId>,
    ) -> Option<Event> {
        let many = 1 + chance.word() % 3;
        Some(match chance.below(12) {
            0 | 1 => {
                let ticket = Ticket(self.next_ticket);
                self.next_ticket += 1;
                self.waiters.push((ticket, false));
                Event::Queued { resource, ticket, node, permits: many }
            }
            2 => {
                let (ticket, is_granted) = self.waiters.iter_mut().find(|waiter| !waiter.1)?;
                *is_granted = true;
                Event::Granted { resource, ticket: *ticket }
            }
            3 if !self.waiters.is_empty() => {
                let (ticket, served) = self.waiters.remove(chance.below(self.waiters.len()));
                Event::Left { resource, ticket, served }
            }
            4 | 5 => {
                let access = [Access::Shared, Access::Exclusive][chance.below(2)];
                self.holds.push((polled, access, many));
                Event::Acquired { resource, access, permits: many, node }
            }
            6 if !self.holds.is_empty() => {
                let at = chance.below(self.holds.len());
                let (holder, access, permits) = self.holds.remove(at);
                Event::Released { resource, access, permits, holder }
            }
            7 if self.kind == ResourceKind::Semaphore => {
                Event::Released { resource, access: Access::Shared, permits: many, holder: None }
            }
            7 if self.kind == ResourceKind::Notify => Event::Notified { resource, woken: 1, stored: true },
            7 => Event::Lagged { resource, missed: many },
            8 if self.kind != ResourceKind::Promise => {
                self.len += 1;
                Event::Sent { resource, len: self.len }
            }
            9 => {
                self.len = self.len.saturating_sub(1);
                self.is_received = true;
                Event::Received { resource, len: self.len }
            }
            10 => {
                self.senders = (self.senders + chance.word() % 3).saturating_sub(1);
                Event::SendersChanged { resource, senders: self.senders }
            }
            11 if chance.below(2) == 0 => {
                self.receivers = (self.receivers + chance.word() % 3).saturating_sub(1);
                Event::ReceiversChanged { resource, receivers: self.receivers }
            }
            _ if !self.is_closed => {
                self.is_closed = true;
                Event::Closed { resource }
            }
            _ => return None,
        })
    }
}
