//! The templates for what happens to resources: locks, permits, channels, notifications, promises.

use taskscope_format::{Access, Event, PlaceId, ResourceId, ResourceKind, TaskId, Ticket};
use taskscope_trace::{ResourceState, Waiter};

use super::teller::Teller;

use crate::Words;
use crate::catalogue::say;
use crate::wording::resource_text;

impl Teller<'_> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "`tell` sends only the events of resources here")]
    pub(super) fn tell_of_resource(self, event: Event) -> Option<Words> {
        match event {
            Event::Granted { resource, ticket } => self.granted(resource, ticket),
            Event::Acquired { resource, access, permits, .. } => {
                let (who, held) = (&self.actor(), self.hold(resource, access, permits));
                Some(match self.trace.resource_kind(resource) {
                    Some(ResourceKind::Mutex) => say::resource::locks(who, &held),
                    _ => say::resource::gets(who, &held),
                })
            }
            Event::Sent { resource, len } => self.sent(resource, len),
            Event::Received { resource, len } => self.received(resource, len),
            Event::Lagged { resource, missed } => {
                let called = self.called(resource);
                Some(say::resource::too_slow(&self.actor(), missed.into(), &called))
            }
            Event::Notified { resource, woken, stored } => Some(self.notified(resource, woken, stored)),
            Event::SendersChanged { resource, senders } => self.senders_changed(resource, senders),
            Event::ReceiversChanged { resource, receivers } => self.receivers_changed(resource, receivers),
            Event::Closed { resource } => Some(match self.state.running() {
                Some(_) => say::resource::closes(&self.actor(), &self.called(resource)),
                None => Words::begin(say::resource::is_closed(&self.called(resource))),
            }),
            Event::Refused { resource, place, .. } => {
                Some(say::resource::refused(&self.actor(), &self.called(resource), place))
            }
            Event::Settled { resource, rejected: true } => {
                Some(Words::begin(say::resource::rejected(&self.called(resource))))
            }
            Event::Settled { resource, rejected: false } => {
                Some(Words::begin(say::resource::settled(&self.called(resource))))
            }
            _ => None,
        }
    }

    /// A hold that is given back, without the full stop: it may go to somebody at once.
    pub(super) fn gives_back(
        self,
        resource: ResourceId,
        access: Access,
        permits: u32,
        holder: Option<TaskId>,
    ) -> Words {
        let is_semaphore = self.trace.resource_kind(resource) == Some(ResourceKind::Semaphore);
        let is_held_outside =
            || self.state.resource(resource).is_some_and(|state| state.holding_tasks().next() == Some(None));
        if is_semaphore && holder.is_none() && !is_held_outside() {
            return say::resource::adds_permits(&self.actor(), permits.into(), &self.called(resource));
        }
        let held = self.hold(resource, access, permits);
        // What is given back by another task than the one that had it was passed on.
        let who = match holder.filter(|&holder| self.state.running() != Some(holder)) {
            Some(holder) => &Words::default().task(holder),
            None => &self.actor(),
        };
        match self.trace.resource_kind(resource) {
            Some(ResourceKind::Mutex) => say::resource::unlocks(who, &held),
            _ => say::resource::gives_back(who, &held),
        }
    }

    /// Goes on with whom it goes to.
    pub(super) fn hands_over(self, told: &Words, resource: ResourceId, ticket: Ticket) -> Words {
        let waiter = self.state.resource(resource).and_then(|state| state.waiter(ticket));
        let Some(&Waiter { task, node, permits, .. }) = waiter else {
            return say::resource::end(told);
        };
        let whom = self.whom(task, node);
        match self.trace.resource_kind(resource) {
            Some(ResourceKind::Semaphore) => say::resource::permits_go(told, permits.into(), &whom),
            _ => say::resource::next(told, &whom),
        }
    }

    fn called(self, resource: ResourceId) -> String {
        resource_text(self.trace, resource)
    }

    /// What is held: `mutex 2`, `rwlock 1 to read`, `2 permits of semaphore 1`.
    fn hold(self, resource: ResourceId, access: Access, permits: u32) -> String {
        let called = self.called(resource);
        match (self.trace.resource_kind(resource), access) {
            (Some(ResourceKind::RwLock), Access::Shared) => say::resource::read_lock(&called),
            (Some(ResourceKind::RwLock), Access::Exclusive) => say::resource::write_lock(&called),
            (Some(ResourceKind::Cell), Access::Shared) => say::resource::borrow(&called),
            (Some(ResourceKind::Cell), Access::Exclusive) => say::resource::mutable_borrow(&called),
            (Some(ResourceKind::Semaphore), _) => say::resource::permits(permits.into(), &called),
            _ => called,
        }
    }

    fn granted(self, resource: ResourceId, ticket: Ticket) -> Option<Words> {
        let state = self.state.resource(resource)?;
        let &Waiter { task, node, permits, .. } = state.waiter(ticket)?;
        let (called, whom) = (self.called(resource), self.whom(task, node));
        Some(match state.kind {
            ResourceKind::Mutex | ResourceKind::RwLock => say::resource::lock_goes(&called, &whom),
            ResourceKind::Semaphore => say::resource::permits_of_go(permits.into(), &called, &whom),
            ResourceKind::Mpsc => say::resource::room_goes(&called, &whom),
            ResourceKind::Barrier => return self.all_have_come(state),
            ResourceKind::Oneshot
            | ResourceKind::Broadcast
            | ResourceKind::Watch
            | ResourceKind::Notify
            | ResourceKind::JoinSet
            | ResourceKind::Promise
            | ResourceKind::Fetch
            | ResourceKind::Cell
            | ResourceKind::Scope => return None,
        })
    }

    /// Told once for all who are let through a barrier together.
    fn all_have_come(self, barrier: &ResourceState) -> Option<Words> {
        let called = self.called(barrier.id);
        (!barrier.is_anyone_granted()).then(|| match self.state.running() {
            Some(_) => say::resource::last_to_come(&self.actor(), &called),
            None => Words::begin(say::resource::all_have_come(&called)),
        })
    }

    /// A place in line that was given up, without the full stop. Worth a sentence only while a task runs: at the end of a run
    /// all leave every line.
    pub(super) fn gave_up(self, resource: ResourceId, ticket: Ticket) -> Option<Words> {
        self.state.running()?;
        let waiter = self.state.resource(resource)?.waiter(ticket)?;
        let is_barrier = self.trace.resource_kind(resource) == Some(ResourceKind::Barrier);
        let (who, called) = (&self.whom(waiter.task, waiter.node), self.called(resource));
        Some(match (is_barrier, waiter.is_granted) {
            (true, true) => say::resource::no_longer_all_come(who, &called),
            (true, false) => say::resource::no_longer_counts(who, &called),
            (false, true) => say::resource::no_longer_turn(who, &called),
            (false, false) => say::resource::no_longer(who, &called),
        })
    }

    /// Whether messages queue up in it, and a task sends them.
    pub(super) fn is_queue(self, resource: ResourceId) -> bool {
        let kind = self.trace.resource_kind(resource);
        self.state.running().is_some() && matches!(kind, Some(ResourceKind::Mpsc | ResourceKind::Broadcast))
    }

    /// Messages that were sent one after the other.
    pub(super) fn sends(self, resource: ResourceId, count: u32, held: u32) -> Words {
        let (actor, called) = (self.actor(), self.called(resource));
        match count {
            1 => say::resource::sends(&actor, held.into(), &called),
            _ => say::resource::sends_several(&actor, count.into(), held.into(), &called),
        }
    }

    /// Senders that were cloned one after the other.
    pub(super) fn clones(self, resource: ResourceId, count: u32, senders: u32) -> Words {
        say::resource::adds_senders(&self.actor(), count.into(), &self.called(resource), senders.into())
    }

    fn senders_changed(self, resource: ResourceId, senders: u32) -> Option<Words> {
        let (who, called) = (&self.actor(), self.called(resource));
        let before = self.state.resource(resource)?.senders;
        Some(match senders {
            0 => Words::begin(say::resource::last_sender(&called)),
            more if more > before => {
                say::resource::adds_senders(who, u64::from(more - before), &called, more.into())
            }
            fewer => say::resource::fewer_senders(who, &called, fewer.into()),
        })
    }

    fn receivers_changed(self, resource: ResourceId, receivers: u32) -> Option<Words> {
        let (who, called) = (&self.actor(), self.called(resource));
        let before = self.state.resource(resource)?.receivers;
        Some(match receivers {
            0 => Words::begin(say::resource::last_receiver(&called)),
            more if more > before => say::resource::more_receivers(who, &called, more.into()),
            fewer => say::resource::fewer_receivers(who, &called, fewer.into()),
        })
    }

    /// The task of a ticket in a line.
    pub(super) fn waiter(self, resource: ResourceId, ticket: Ticket) -> Option<TaskId> {
        self.state.resource(resource)?.waiter(ticket)?.task
    }

    /// A resource that is made, with its line; `None` for a request, whose start says it.
    pub(super) fn made(self, resource: ResourceId, place: PlaceId) -> Option<Words> {
        if self.trace.resource_kind(resource) == Some(ResourceKind::Fetch) {
            return None;
        }
        Some(say::future::at(&Words::begin(self.called(resource)), place))
    }

    pub(super) fn creates(self, made: &[Words]) -> Words {
        say::resource::makes(&self.actor(), &Words::row_of_few(made.iter().cloned()))
    }

    pub(super) fn are_gone(self, gone: &[ResourceId]) -> Words {
        let is_read =
            |resource: &ResourceState| resource.fetched.is_some_and(|fetched| fetched.end.is_some());
        if let (&[only], Some(_)) = (gone, self.state.running())
            && self.state.resource(only).is_some_and(is_read)
        {
            return say::resource::done_with(&self.actor(), &self.called(only));
        }
        let called = gone.iter().map(|&resource| Words::begin(self.called(resource)));
        let text = Words::row_of_few(called).into_text();
        Words::begin(match gone.len() {
            1 => say::resource::is_dropped(&text),
            _ => say::resource::are_dropped(&text),
        })
    }

    fn sent(self, resource: ResourceId, len: u32) -> Option<Words> {
        let (called, task) = (self.called(resource), self.state.running().map(|_| self.actor()));
        Some(match self.trace.resource_kind(resource) {
            Some(ResourceKind::JoinSet) if len == 0 => {
                Words::begin(say::resource::task_has_ended_none(&called))
            }
            Some(ResourceKind::JoinSet) => Words::begin(say::resource::task_has_ended(&called, len.into())),
            Some(ResourceKind::Promise) => Words::begin(say::resource::settled(&called)),
            Some(ResourceKind::Watch | ResourceKind::Cell) => say::resource::sets_value(&task?, &called),
            Some(ResourceKind::Oneshot) => say::resource::sends_the_message(&task?, &called),
            _ => say::resource::sends(&task?, len.into(), &called),
        })
    }

    fn received(self, resource: ResourceId, len: u32) -> Option<Words> {
        self.state.running()?;
        let (called, task) = (self.called(resource), &self.actor());
        Some(match self.trace.resource_kind(resource) {
            Some(ResourceKind::Watch) => say::resource::reads_value(task, &called),
            Some(ResourceKind::Oneshot) => say::resource::takes_the_message(task, &called),
            Some(ResourceKind::JoinSet) if len == 0 => say::resource::takes_result_none(task, &called),
            Some(ResourceKind::JoinSet) => say::resource::takes_result(task, &called, len.into()),
            Some(ResourceKind::Promise) => say::resource::takes_value(task, &called),
            Some(ResourceKind::Notify) => say::resource::takes_notification(task, &called),
            _ => say::resource::takes(task, len.into(), &called),
        })
    }

    fn notified(self, resource: ResourceId, woken: u32, stored: bool) -> Words {
        let (who, called) = (&self.actor(), self.called(resource));
        match (woken, stored) {
            (0, true) => say::resource::notifies_kept(who, &called),
            (0, false) => say::resource::notifies_nobody(who, &called),
            (woken, _) => say::resource::notifies(who, &called, woken.into()),
        }
    }
}
