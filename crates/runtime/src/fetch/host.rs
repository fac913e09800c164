//! What a host with a network gives an executor, and what the network reports.

use std::rc::Weak;

use super::transfer::Arrival;
use crate::core::Core;
use crate::ResourceId;

/// The way to the site that a host has.
pub trait Network {
    /// Asks for the file at `path`, below the address of the site, and says through `arrivals` what comes.
    fn request(&self, path: &str, arrivals: Arrivals) -> Box<dyn Request>;
}

/// A request under way; dropping it cancels it.
pub trait Request {}

/// Takes what comes for a request.
#[derive(Clone)]
pub struct Arrivals {
    core: Weak<Core>,
    fetch: ResourceId,
}

opaque!([] Arrivals);

impl Arrivals {
    pub(super) fn new(core: Weak<Core>, fetch: ResourceId) -> Self {
        Self { core, fetch }
    }

    /// The server answers: its status, and how many bytes it will send if it says so.
    pub fn answered(&self, status: u16, length: Option<u32>) {
        self.take(Arrival::Answer { status, length });
    }

    /// The next part of the file.
    pub fn chunk(&self, bytes: Vec<u8>) {
        self.take(Arrival::Chunk(bytes));
    }

    /// That was all.
    pub fn complete(&self) {
        self.take(Arrival::End(Ok(())));
    }

    /// No more will come, for a reason.
    pub fn failed(&self, reason: &str) {
        self.take(Arrival::End(Err(reason.to_owned())));
    }

    fn take(&self, arrival: Arrival) {
        if let Some(core) = self.core.upgrade() {
            core.take_arrival(self.fetch, arrival);
        }
    }
}
