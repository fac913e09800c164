//! Files beside the host, which the host loads.
//!
//! | the module imports from `taskscope_network` | |
//! |---|---|
//! | `request(request: u32, path: pointer, length: u32)` | asks for the file at a path, seen from the host's own script |
//! | `cancel(request: u32)` | nobody waits for it any more |
//!
//! | and exports | |
//! |---|---|
//! | `taskscope_network_answered(request: u32, status: u32, bytes: f64)` | the answer begins: its status, and how many bytes will come; below 0 if that is not known |
//! | `taskscope_network_part(request: u32, length: u32)` | the next bytes, in the room |
//! | `taskscope_network_complete(request: u32)` | that was all |
//! | `taskscope_network_failed(request: u32, length: u32)` | no more will come, for the reason in the room |

use std::rc::Rc;

use taskscope_runtime::fetch::{Arrivals, Network, Request};

use crate::host::micros;
use crate::outside::Outside;
use crate::takers::Takers;

/// The requests of a program, by their numbers.
pub struct HostNetwork<O> {
    outside: O,
    arrivals: Rc<Takers<Arrivals>>,
}

impl<O: Outside> HostNetwork<O> {
    pub(crate) fn new(outside: O) -> Self {
        Self { outside, arrivals: Rc::default() }
    }

    /// The answer begins.
    pub fn answered(&self, request: u32, status: u32, bytes: f64) {
        let bytes = (bytes >= 0.0).then(|| u32::try_from(micros(bytes).0).ok()).flatten();
        let status = u16::try_from(status).unwrap_or_default();
        if let Some(arrivals) = self.arrivals.of(request) {
            arrivals.answered(status, bytes);
        }
    }

    /// The next bytes.
    pub fn part(&self, request: u32, bytes: Vec<u8>) {
        if let Some(arrivals) = self.arrivals.of(request) {
            arrivals.chunk(bytes);
        }
    }

    /// That was all.
    pub fn complete(&self, request: u32) {
        if let Some(arrivals) = self.arrivals.of(request) {
            arrivals.complete();
        }
    }

    /// No more will come, for a reason.
    pub fn failed(&self, request: u32, reason: &[u8]) {
        if let Some(arrivals) = self.arrivals.of(request) {
            arrivals.failed(&String::from_utf8_lossy(reason));
        }
    }
}

impl<O: Outside> Network for HostNetwork<O> {
    fn request(&self, path: &str, arrivals: Arrivals) -> Box<dyn Request> {
        let number = self.arrivals.keep(arrivals);
        self.outside.network_request(number, path);
        Box::new(HostRequest { outside: self.outside, number, arrivals: Rc::clone(&self.arrivals) })
    }
}

/// A request under way; dropping it cancels it.
struct HostRequest<O: Outside> {
    outside: O,
    number: u32,
    arrivals: Rc<Takers<Arrivals>>,
}

impl<O: Outside> Request for HostRequest<O> {}

impl<O: Outside> Drop for HostRequest<O> {
    fn drop(&mut self) {
        self.arrivals.forget(self.number);
        self.outside.network_cancel(self.number);
    }
}
