//! What can be chosen of the browser host.

use crate::host::{Clock, Way};

/// What a [`BrowserHost`](super::BrowserHost) is made with.
#[derive(Clone, Copy, Debug)]
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
