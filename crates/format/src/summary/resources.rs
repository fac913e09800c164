//! Resources: what the state knows of each, as events that say it again.

use super::Summary;
use crate::event::Event;
use crate::fetches::FetchEvent;
use crate::mentions::Mentions;
use crate::state::{ends, FetchState, ResourceState};
use crate::terms::{Access, ResourceKind};
use crate::ResourceId;

/// What was said of a resource.
pub(super) struct Resource {
    /// The event that says what it is.
    pub(super) created: Event,
    /// Whether it was said last how much it holds when something was taken out.
    was_received: bool,
    /// The event that says that no more will come of a file.
    fetched: Option<FetchEvent>,
    /// After how many events nothing could happen to it any more.
    pub(super) end: Option<u64>,
}

impl Summary {
    /// Takes in what was said of a resource, after the state has.
    // Other events say nothing more of a resource than the state knows.
    #[allow(clippy::wildcard_enum_match_arm)]
    pub(super) fn note_resource(&mut self, id: ResourceId, event: Event) {
        let Some(state) = self.state.resources.get(id) else { return };
        let new = || Resource { created: event, was_received: false, fetched: None, end: None };
        let resource = match event {
            Event::ResourceCreated { .. } => self.resources.entry(id).or_insert_with(new),
            _ => match self.resources.get_mut(&id) {
                Some(resource) => resource,
                None => return,
            },
        };
        match event {
            Event::Received { .. } => resource.was_received = true,
            Event::Sent { .. } | Event::Notified { .. } => resource.was_received = false,
            Event::Fetch(event @ FetchEvent::Ended { .. }) => resource.fetched = Some(event),
            _ => {}
        }
        let is_over = resource.is_over(state);
        resource.end = is_over.then(|| resource.end.unwrap_or(self.dropped));
    }

    /// Adds what a resource is, which tasks wait for it and which hold it.
    pub(super) fn add_resource(&self, id: ResourceId, named: &mut Mentions) {
        if let Some(resource) = self.resources.get(&id) {
            named.add(resource.created);
            named.add_all(resource.fetched.map(Event::Fetch));
        }
        let Some(state) = self.state.resource(id) else { return };
        for waiter in state.waiters() {
            named.tasks.extend(waiter.task);
            named.nodes.extend(waiter.node);
        }
        for holder in state.holders() {
            named.tasks.extend(holder.task);
            named.nodes.extend(holder.node);
        }
        if let Some(fetched) = &state.fetched {
            named.texts.insert(fetched.address);
        }
    }

    /// What a resource is and who has its ends, while nobody holds it.
    pub(super) fn write_resource(&self, id: ResourceId, resource: &Resource, events: &mut Vec<Event>) {
        events.push(resource.created);
        let Some(state) = self.state.resource(id) else { return };
        let (senders, receivers, made) = (state.senders, state.receivers, ends(state.kind));
        if senders != made {
            events.push(Event::SendersChanged { resource: id, senders });
        }
        if receivers != made {
            events.push(Event::ReceiversChanged { resource: id, receivers });
        }
        // While nobody holds anything: else it could be taken for a release of that.
        if state.added() > 0 {
            let (permits, holder) = (small(state.added()), None);
            events.push(Event::Released { resource: id, access: Access::Shared, permits, holder });
        }
    }

    /// What a resource holds, and whether it is closed or gone, while its waiters are in line.
    pub(super) fn write_content(&self, id: ResourceId, resource: &Resource, events: &mut Vec<Event>) {
        let Some(state) = self.state.resource(id) else { return };
        let granted = state.waiters().filter(|waiter| waiter.is_granted);
        events.extend(granted.map(|waiter| Event::Granted { resource: id, ticket: waiter.ticket }));
        if let Some(fetched) = &state.fetched {
            write_fetched(id, fetched, resource.fetched, events);
        }
        events.extend(resource.content(state));
        if state.missed > 0 {
            events.push(Event::Lagged { resource: id, missed: small(state.missed) });
        }
        if state.is_closed {
            events.push(Event::Closed { resource: id });
        }
        if state.is_gone {
            events.push(Event::ResourceDropped { resource: id });
        }
    }
}

impl Resource {
    /// The event that says again what it holds. `None` if that is nothing.
    // All other kinds are said alike.
    #[allow(clippy::wildcard_enum_match_arm)]
    fn content(&self, state: &ResourceState) -> Option<Event> {
        let (resource, len) = (state.id, state.len);
        match state.kind {
            _ if len == 0 => None,
            // It has its value, which may still have to be taken.
            ResourceKind::Promise => Some(Event::Received { resource, len: 0 }),
            // Those who were woken are not woken again.
            ResourceKind::Notify if len == 1 => Some(Event::Notified { resource, woken: 0, stored: true }),
            _ if self.was_received => Some(Event::Received { resource, len }),
            _ => Some(Event::Sent { resource, len }),
        }
    }

    /// Whether nothing can happen to it any more. Where no event says that it is gone, it shows in channels whose ends are
    /// gone, and in what is used once.
    fn is_over(&self, state: &ResourceState) -> bool {
        let is_over = match state.kind {
            ResourceKind::Promise => self.was_received,
            ResourceKind::Fetch => self.fetched.is_some(),
            ResourceKind::Oneshot => self.was_received || state.senders == 0,
            ResourceKind::Mpsc | ResourceKind::Broadcast | ResourceKind::Watch => {
                let is_drained = state.is_closed && state.len == 0;
                state.senders == 0 && (is_drained || state.receivers == 0)
            }
            ResourceKind::Mutex
            | ResourceKind::RwLock
            | ResourceKind::Semaphore
            | ResourceKind::Notify
            | ResourceKind::Barrier
            | ResourceKind::JoinSet
            | ResourceKind::Cell
            | ResourceKind::Scope => false,
        };
        (is_over || state.is_gone) && state.waiters().len() == 0 && state.holders().len() == 0
    }
}

/// What was asked for, and how much of it has come: all parts as if they were one.
fn write_fetched(fetch: ResourceId, state: &FetchState, ended: Option<FetchEvent>, events: &mut Vec<Event>) {
    let FetchState { address, is_stand_in, status, length, came, .. } = *state;
    let answered = status.map(|status| FetchEvent::Answered { fetch, status, length });
    let came = (came > 0).then(|| FetchEvent::Chunk { fetch, bytes: small(came) });
    let started = [FetchEvent::Started { fetch, address, is_stand_in }];
    events.extend(started.into_iter().chain(answered).chain(came).chain(ended).map(Event::Fetch));
}

/// A number as an event has it.
fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
