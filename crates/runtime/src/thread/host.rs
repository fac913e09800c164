//! What a host with real threads gives an executor, and what these report.

use std::rc::Rc;
use std::time::Duration;

use super::report::{Footprint, Report};

/// The real threads of a host.
pub trait Threads {
    /// How many of them have a processor to themselves, as far as is known; 1 at least.
    fn parallelism(&self) -> usize;

    /// Starts one, which says through `reports` what becomes of it.
    ///
    /// # Errors
    /// A sentence if it is refused.
    fn start(&self, name: &str, reports: Reports) -> Result<Box<dyn Remote>, String>;
}

/// A real thread; dropping it ends it, whatever it does.
pub trait Remote {
    /// Lets it call a function, after those that it was given before.
    fn call(&self, function: &'static str, input: Vec<u8>);
}

/// Takes what a real thread reports. Lengths of time are measured in the thread; `ago` is how long before the report
/// arrives something happened, so that the clocks of both need not agree on where they start.
#[derive(Clone)]
pub struct Reports(Rc<dyn Fn(Report)>);

opaque!([] Reports);

impl Reports {
    pub(super) fn new(take: impl Fn(Report) + 'static) -> Self {
        Self(Rc::new(take))
    }

    /// It has started and can be called.
    pub fn ready(&self, footprint: Footprint) {
        (self.0)(Report::Ready(Some(footprint)));
    }

    /// A message came from it.
    pub fn message(&self, bytes: Vec<u8>, ago: Duration) {
        (self.0)(Report::Message { bytes, ago });
    }

    /// The oldest call has ended: what it returned, how long it took, and how long ago it began.
    pub fn returned(&self, value: Vec<u8>, took: Duration, ago: Duration) {
        (self.0)(Report::Returned { value, took, ago });
    }

    /// It crashed, or could not be started.
    pub fn failed(&self, message: &str) {
        (self.0)(Report::Failed(message.to_owned()));
    }
}
