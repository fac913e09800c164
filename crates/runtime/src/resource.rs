//! What the trace calls a resource, from the event that it was made to the event that it is gone.

use std::panic::Location;

use crate::record::{Event, ResourceKind};
use crate::{context, ResourceId};

/// The id of a resource, owned by what its last handle owns. Dropping it writes to the trace that the resource is gone. Where no executor is at work, nothing is recorded.
///
/// Channels and locks may be used under several executors, one after the other or on several threads. The id means something
/// in the trace of the one that made the resource; to all others the resource is unknown.
#[derive(Debug)]
pub(crate) struct Resource {
    id: ResourceId,
    /// The executor that made it: its [number](crate::core::Core::number), 0 for none.
    maker: u32,
}

impl Resource {
    /// The id of what another executor made, or none: the trace has no more of it than this.
    const UNKNOWN: ResourceId = ResourceId(0);

    /// Gives a new resource its id and records that it was made.
    pub(crate) fn new(
        kind: ResourceKind,
        capacity: Option<u32>,
        location: &'static Location<'static>,
    ) -> Self {
        let made = context::with(|core| (core.next_resource(), core.number()));
        let (resource, maker) = made.unwrap_or((Self::UNKNOWN, 0));
        context::record(|core| Event::ResourceCreated {
            resource,
            kind,
            capacity,
            place: core.place(location),
        });
        Self { id: resource, maker }
    }

    /// Its id in the trace of its maker, wherever this is called.
    pub(crate) fn id(&self) -> ResourceId {
        self.id
    }

    /// Its id in the trace of the executor at work.
    pub(crate) fn id_here(&self) -> ResourceId {
        if self.is_known_here() {
            self.id
        } else {
            Self::UNKNOWN
        }
    }

    fn is_known_here(&self) -> bool {
        context::with(|core| core.number()) == Some(self.maker)
    }
}

impl Drop for Resource {
    fn drop(&mut self) {
        if context::is_recorded() && self.is_known_here() {
            context::record(|_| Event::ResourceDropped { resource: self.id });
        }
    }
}
