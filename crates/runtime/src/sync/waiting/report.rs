//! How the resources tell the trace what happens to them. Where no executor is at work, nothing is recorded.

use std::panic::Location;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::record::{Access, Event, ResourceKind, Wait};
use crate::{context, resource, ResourceId, TaskId, Ticket};

/// A resource as the trace knows it, until its last handle is gone.
#[derive(Debug)]
pub(in crate::sync) struct Resource(resource::Resource);

impl Resource {
    /// Gives a new resource its id and records that it was made.
    pub(in crate::sync) fn new(
        kind: ResourceKind,
        capacity: Option<usize>,
        location: &'static Location<'static>,
    ) -> Self {
        Self(resource::Resource::new(kind, capacity.map(count), location))
    }

    /// Records what `event` makes of the resource's id.
    pub(in crate::sync) fn record(&self, event: impl FnOnce(ResourceId) -> Event) {
        context::record(|_| event(self.0.id_here()));
    }

    /// The future being polled is not done.
    #[inline]
    pub(in crate::sync) fn waits(
        &self,
        on: impl FnOnce(ResourceId) -> Wait,
        location: &'static Location<'static>,
    ) {
        context::record(|core| Event::Waiting {
            node: core.node(),
            on: on(self.0.id_here()),
            place: core.place(location),
        });
    }

    /// The future being polled joined the line.
    pub(in crate::sync) fn queued(&self, ticket: Ticket, permits: u32) {
        context::record(|core| Event::Queued {
            resource: self.0.id_here(),
            ticket,
            node: core.node(),
            permits,
        });
    }

    /// A future left the line, with what it waited for or without.
    pub(in crate::sync) fn left(&self, ticket: Ticket, served: bool) {
        self.record(|resource| Event::Left { resource, ticket, served });
    }

    /// The task being polled got hold of permits; returns that task, for the guard to remember.
    pub(in crate::sync) fn acquired(&self, access: Access, permits: u32) -> Option<TaskId> {
        context::record(|core| Event::Acquired {
            resource: self.0.id_here(),
            access,
            permits,
            node: core.node(),
        });
        context::with(|core| core.polled()).flatten()
    }

    /// Permits that `holder` had acquired were given back.
    pub(in crate::sync) fn released(&self, access: Access, permits: u32, holder: Option<TaskId>) {
        self.record(|resource| Event::Released { resource, access, permits, holder });
    }
}

/// A number of things as the trace writes it.
pub(in crate::sync) fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

/// Locks the state of a resource. No program code runs under these locks, so a panic leaves nothing half done there,
/// and poison means nothing.
pub(in crate::sync) fn lock<T>(state: &Mutex<T>) -> MutexGuard<'_, T> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
