//! What the trace calls a resource, from the event that it was made to the event that it is gone.

use std::panic::Location;

use crate::record::{Event, ResourceKind};
use crate::{context, ResourceId};

/// The id of a resource, kept where the last handle of it keeps it: when this is dropped, the trace says that the resource is
/// gone. Where no executor is at work, nothing is recorded.
#[derive(Debug)]
pub(crate) struct Resource(ResourceId);

impl Resource {
    /// The id of what was made where no executor was at work: the trace never speaks of it.
    const UNKNOWN: ResourceId = ResourceId(0);

    /// Gives a new resource its id and records that it was made.
    pub(crate) fn new(
        kind: ResourceKind,
        capacity: Option<u32>,
        location: &'static Location<'static>,
    ) -> Self {
        let resource = context::with(|core| core.next_resource()).unwrap_or(Self::UNKNOWN);
        context::record(|core| Event::ResourceCreated {
            resource,
            kind,
            capacity,
            place: core.place(location),
        });
        Self(resource)
    }

    pub(crate) fn id(&self) -> ResourceId {
        self.0
    }
}

impl Drop for Resource {
    fn drop(&mut self) {
        let resource = self.0;
        if resource != Self::UNKNOWN {
            context::record(|_| Event::ResourceDropped { resource });
        }
    }
}
