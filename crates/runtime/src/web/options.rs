//! What can be chosen of the browser host.

use crate::host::{Clock, Way};

/// What a [`BrowserHost`](super::BrowserHost) is made with.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct BrowserOptions {
    /// The clock it keeps.
    pub clock: Clock,
    /// How it asks for turns.
    pub way: Way,
    /// Whether it tells the trace what else the browser does: frames, and long tasks where the browser reports them. On
    /// the browser's clock only.
    pub is_watching: bool,
    /// Whether the other tasks go on when one is cut off by a panic or an exception. If not, the host calls nothing
    /// after that: for a page that ends the whole run itself, with what the browser said.
    pub outlives_faults: bool,
}

impl BrowserOptions {
    /// A host that keeps this clock, asks for turns in the usual way, tells the trace nothing of the browser, and lets the
    /// other tasks go on when one is cut off.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self { clock, way: Way::default(), is_watching: false, outlives_faults: true }
    }

    /// Asks for turns in another way.
    #[must_use]
    pub fn with_way(self, way: Way) -> Self {
        Self { way, ..self }
    }

    /// Whether it tells the trace what else the browser does.
    #[must_use]
    pub fn watching(self, is_watching: bool) -> Self {
        Self { is_watching, ..self }
    }

    /// Whether the other tasks go on when one is cut off.
    #[must_use]
    pub fn outliving_faults(self, outlives_faults: bool) -> Self {
        Self { outlives_faults, ..self }
    }
}
