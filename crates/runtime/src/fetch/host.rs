//! What a host with a network gives an executor, and what the network reports.

use std::rc::Rc;

/// What comes for a request.
pub(super) enum Arrival {
    Answer { status: u16, length: Option<u32> },
    Chunk(Vec<u8>),
    End(Result<(), String>),
}

/// The way to the site that a host has.
pub trait Network {
    /// Asks for the file at `path`, below the address of the site, and says through `arrivals` what comes.
    fn request(&self, path: &str, arrivals: Arrivals) -> Box<dyn Request>;
}

/// A request under way; dropping it cancels it.
pub trait Request {}

/// Takes what comes for a request.
#[derive(Clone)]
pub struct Arrivals(Rc<dyn Fn(Arrival)>);

opaque!([] Arrivals);

impl Arrivals {
    pub(super) fn new(take: impl Fn(Arrival) + 'static) -> Self {
        Self(Rc::new(take))
    }

    /// The server answers: its status, and how many bytes it will send if it says so.
    pub fn answered(&self, status: u16, length: Option<u32>) {
        (self.0)(Arrival::Answer { status, length });
    }

    /// The next part of the file.
    pub fn chunk(&self, bytes: Vec<u8>) {
        (self.0)(Arrival::Chunk(bytes));
    }

    /// That was all.
    pub fn complete(&self) {
        (self.0)(Arrival::End(Ok(())));
    }

    /// No more will come, for a reason.
    pub fn failed(&self, reason: &str) {
        (self.0)(Arrival::End(Err(reason.to_owned())));
    }
}
