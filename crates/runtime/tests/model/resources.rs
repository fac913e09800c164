//! The model of channels, locks and notifications: what they hold, who waits in line, who holds them.

use std::collections::BTreeMap;

use taskscope_format::{Access, Event, ResourceId, ResourceKind, TaskId, Ticket, Wait};

#[derive(Default)]
pub(crate) struct Resources(BTreeMap<ResourceId, Resource>);

struct Resource {
    kind: ResourceKind,
    capacity: Option<u32>,
    len: u32,
    senders: u32,
    is_closed: bool,
    line: BTreeMap<Ticket, bool>,
    next_ticket: u32,
    /// How many permits each task holds.
    holders: Vec<(Option<TaskId>, u32)>,
}

type Checked = Result<(), &'static str>;

fn ensure(is_true: bool, wrong: &'static str) -> Checked {
    if is_true {
        Ok(())
    } else {
        Err(wrong)
    }
}

impl Resources {
    // The checker sends only events of resources here.
    #[allow(clippy::wildcard_enum_match_arm)]
    pub(crate) fn apply(&mut self, event: Event, running: Option<TaskId>) -> Checked {
        match event {
            Event::ResourceCreated { resource, kind, capacity, .. } => {
                let state = Resource {
                    kind,
                    capacity,
                    len: 0,
                    senders: 1,
                    is_closed: false,
                    line: BTreeMap::new(),
                    next_ticket: 0,
                    holders: Vec::new(),
                };
                ensure(self.0.insert(resource, state).is_none(), "an id is used twice")
            }
            Event::Sent { resource, len } => {
                let state = self.get(resource)?;
                ensure(len == state.len + 1, "a message came that was not one")?;
                ensure(
                    state.capacity.map_or(true, |capacity| len <= capacity),
                    "more than there is room for",
                )?;
                state.len = len;
                Ok(())
            }
            Event::Received { resource, len } => {
                let state = self.get(resource)?;
                if state.kind == ResourceKind::Notify {
                    // A permit that was kept: by `notify_one`, or because the one it was for went away.
                    return Ok(());
                }
                ensure(len + 1 == state.len, "a message went that was not one")?;
                state.len = len;
                Ok(())
            }
            Event::SendersChanged { resource, senders } => {
                self.get(resource)?.senders = senders;
                Ok(())
            }
            Event::Closed { resource } => {
                self.get(resource)?.is_closed = true;
                Ok(())
            }
            Event::Queued { resource, ticket, .. } => {
                let state = self.get(resource)?;
                ensure(ticket.0 >= state.next_ticket, "a ticket is used twice")?;
                state.next_ticket = ticket.0 + 1;
                state.line.insert(ticket, false);
                Ok(())
            }
            Event::Granted { resource, ticket } => {
                let state = self.get(resource)?;
                let first = state.line.iter().find(|(_, is_granted)| !**is_granted).map(|(&first, _)| first);
                ensure(first == Some(ticket), "another one waited longer")?;
                state.line.insert(ticket, true);
                Ok(())
            }
            Event::Left { resource, ticket, served } => {
                let state = self.get(resource)?;
                let is_granted = state.line.remove(&ticket).ok_or("it was not in line")?;
                ensure(!served || is_granted, "it was served before its turn")
            }
            Event::Acquired { resource, access, permits, .. } => {
                let state = self.get(resource)?;
                let is_free = access == Access::Shared || state.holders.is_empty();
                ensure(state.kind != ResourceKind::Mutex || is_free, "two hold the lock")?;
                state.holders.push((running, permits));
                Ok(())
            }
            Event::Released { resource, permits, holder, .. } => {
                let state = self.get(resource)?;
                let held = state.holders.iter().position(|&held| held == (holder, permits));
                state.holders.remove(held.ok_or("it did not hold it")?);
                Ok(())
            }
            Event::Notified { resource, woken, stored } => {
                self.get(resource)?;
                ensure(!stored || woken == 0, "kept though somebody waited")
            }
            Event::ResourceDropped { resource } => {
                let state = self.0.remove(&resource).ok_or("no such resource")?;
                ensure(state.line.is_empty(), "somebody waits for what is gone")?;
                ensure(state.holders.is_empty(), "somebody holds what is gone")
            }
            _ => Ok(()),
        }
    }

    fn get(&mut self, id: ResourceId) -> Result<&mut Resource, &'static str> {
        self.0.get_mut(&id).ok_or("no such resource")
    }

    /// Whether whoever waits so has reason to.
    // The checker asks only for waits on resources.
    #[allow(clippy::wildcard_enum_match_arm)]
    pub(crate) fn may_wait(&self, on: Wait) -> bool {
        let state = |id: ResourceId| &self.0[&id];
        match on {
            Wait::Receive(id) => {
                let state = state(id);
                state.len == 0 && state.senders > 0 && !state.is_closed
            }
            Wait::Send(id) => {
                let state = state(id);
                !state.is_closed && state.capacity.is_some_and(|capacity| state.len >= capacity)
            }
            Wait::Acquire(id) => !state(id).holders.is_empty(),
            _ => true,
        }
    }

    /// Whether something was set aside for one who did not come to take it.
    pub(crate) fn is_any_granted(&self) -> bool {
        self.0.values().any(|state| state.line.values().any(|is_granted| *is_granted))
    }
}
