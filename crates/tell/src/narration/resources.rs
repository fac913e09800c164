//! The templates for what happens to resources: locks, permits, channels, notifications, promises.

use taskscope_format::{Access, Event, ResourceId, ResourceKind, TaskId, Ticket};
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
            Event::Left { resource, ticket, served: false } => self.gave_up(resource, ticket),
            Event::Acquired { resource, access, permits, .. } => {
                let held = self.hold(resource, access, permits);
                Some(say::resource::gets(self.state.running(), &held))
            }
            Event::Sent { resource, len } => self.sent(resource, len),
            Event::Received { resource, len } => self.received(resource, len),
            Event::Lagged { resource, missed } => {
                let called = self.called(resource);
                Some(say::resource::too_slow(self.state.running(), missed.into(), &called))
            }
            Event::Notified { resource, woken, stored } => Some(self.notified(resource, woken, stored)),
            Event::SendersChanged { resource, senders: 0 } => {
                Some(Words::begin(say::resource::last_sender(&self.called(resource))))
            }
            Event::ReceiversChanged { resource, receivers: 0 } => {
                Some(Words::begin(say::resource::last_receiver(&self.called(resource))))
            }
            Event::Closed { resource } => Some(match self.state.running() {
                Some(task) => say::resource::closes(task, &self.called(resource)),
                None => Words::begin(say::resource::is_closed(&self.called(resource))),
            }),
            Event::Refused { resource, place, .. } => {
                Some(say::resource::refused(self.state.running(), &self.called(resource), place))
            }
            Event::Settled { resource, rejected: true } => {
                Some(Words::begin(say::resource::rejected(&self.called(resource))))
            }
            Event::Settled { resource, rejected: false } => {
                Some(Words::begin(say::resource::settled(&self.called(resource))))
            }
            Event::ResourceDropped { resource } => {
                Some(Words::begin(say::resource::is_dropped(&self.called(resource))))
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
            return say::resource::adds_permits(self.state.running(), permits.into(), &self.called(resource));
        }
        let held = self.hold(resource, access, permits);
        say::resource::gives_back(holder.or(self.state.running()), &held)
    }

    /// Goes on with whom it goes to.
    pub(super) fn hands_over(self, told: &Words, resource: ResourceId, ticket: Ticket) -> Words {
        let waiter = self.state.resource(resource).and_then(|state| state.waiter(ticket));
        let Some(&Waiter { task, permits, .. }) = waiter else {
            return say::resource::end(told);
        };
        match self.trace.resource_kind(resource) {
            Some(ResourceKind::Semaphore) => say::resource::permits_go(told, permits.into(), task),
            _ => say::resource::it_goes(told, task),
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
        let &Waiter { task, permits, .. } = state.waiter(ticket)?;
        let called = self.called(resource);
        Some(match state.kind {
            ResourceKind::Mutex | ResourceKind::RwLock => say::resource::lock_goes(&called, task),
            ResourceKind::Semaphore => say::resource::permits_of_go(permits.into(), &called, task),
            ResourceKind::Mpsc => say::resource::room_goes(&called, task),
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
            Some(last) => say::resource::last_to_come(last, &called),
            None => Words::begin(say::resource::all_have_come(&called)),
        })
    }

    /// Worth a sentence only while a task runs: at the end of a run everybody leaves every line.
    fn gave_up(self, resource: ResourceId, ticket: Ticket) -> Option<Words> {
        self.state.running()?;
        let waiter = self.state.resource(resource)?.waiter(ticket)?;
        let is_barrier = self.trace.resource_kind(resource) == Some(ResourceKind::Barrier);
        let (who, called) = (waiter.task, self.called(resource));
        Some(match (is_barrier, waiter.is_granted) {
            (true, true) => say::resource::no_longer_all_come(who, &called),
            (true, false) => say::resource::no_longer_counts(who, &called),
            (false, true) => say::resource::no_longer_turn(who, &called),
            (false, false) => say::resource::no_longer(who, &called),
        })
    }

    fn sent(self, resource: ResourceId, len: u32) -> Option<Words> {
        let (called, task) = (self.called(resource), self.state.running());
        Some(match self.trace.resource_kind(resource) {
            Some(ResourceKind::JoinSet) if len == 0 => {
                Words::begin(say::resource::task_has_ended_none(&called))
            }
            Some(ResourceKind::JoinSet) => Words::begin(say::resource::task_has_ended(&called, len.into())),
            Some(ResourceKind::Promise) => Words::begin(say::resource::settled(&called)),
            Some(ResourceKind::Watch | ResourceKind::Cell) => say::resource::sets_value(task?, &called),
            Some(ResourceKind::Oneshot) => say::resource::sends_the_message(task?, &called),
            _ => say::resource::sends(task?, &called, len.into()),
        })
    }

    fn received(self, resource: ResourceId, len: u32) -> Option<Words> {
        let (called, task) = (self.called(resource), self.state.running()?);
        Some(match self.trace.resource_kind(resource) {
            Some(ResourceKind::Watch) => say::resource::reads_value(task, &called),
            Some(ResourceKind::Oneshot) => say::resource::takes_the_message(task, &called),
            Some(ResourceKind::JoinSet) if len == 0 => say::resource::takes_result_none(task, &called),
            Some(ResourceKind::JoinSet) => say::resource::takes_result(task, &called, len.into()),
            Some(ResourceKind::Promise) => say::resource::takes_value(task, &called),
            Some(ResourceKind::Notify) => say::resource::takes_notification(task, &called),
            _ => say::resource::takes(task, &called, len.into()),
        })
    }

    fn notified(self, resource: ResourceId, woken: u32, stored: bool) -> Words {
        let (who, called) = (self.state.running(), self.called(resource));
        match (woken, stored) {
            (0, true) => say::resource::notifies_kept(who, &called),
            (0, false) => say::resource::notifies_nobody(who, &called),
            (woken, _) => say::resource::notifies(who, &called, woken.into()),
        }
    }
}
