//! What a page knows of itself and a program has to hear: that it can't be seen any more.

use crate::context;
use crate::record::Event;

/// Records that the page can't be seen any more, from inside a task. A listener of the browser's `visibilitychange` event
/// calls [`Executor::page_hidden`](crate::Executor::page_hidden) instead, as no task runs there.
///
/// From then on a browser may stop a page at any time, and does not say so. What a task begins after this and has to wait
/// for may never be finished.
pub fn page_hidden() {
    context::record(|_| Event::PageHidden);
}
