//! The executor of a page or worker that has not made one: what `spawn_local` runs on.

use std::future::Future;
use std::mem::ManuallyDrop;
use std::panic::Location;
use std::time::Duration;

use super::BrowserHost;
use crate::{context, Budget, Clock, Executor, Options, Rules};

/// How long a turn may take: half a frame, so that a page that does nothing else still draws.
const LONGEST_TURN: Duration = Duration::from_millis(8);

thread_local! {
    /// On the browser's clock, without a trace.
    // Never dropped, as its page never ends before it; that makes it cheaper to reach.
    static EXECUTOR: ManuallyDrop<Executor> = {
        let (host, _pause) = BrowserHost::new(Clock::Browser);
        let rules = Rules::from(Budget { polls: u32::MAX, time: Some(LONGEST_TURN) });
        ManuallyDrop::new(Executor::new(host, Options { rules, ..Options::default() }))
    };
}

/// Runs a future as a task: the drop-in for the function of the same name in wasm-bindgen-futures.
///
/// In a task of an executor of this crate, the new task belongs to that executor. Anywhere else it belongs to one that
/// every page and worker has: it runs on the browser's clock, records nothing, and lets the page have its chance after
/// 8 ms.
#[track_caller]
pub fn spawn_local<F: Future<Output = ()> + 'static>(future: F) {
    spawn_local_at(future, Location::caller());
}

/// Like [`spawn_local`], for a caller who knows the place better.
pub(super) fn spawn_local_at<F: Future<Output = ()> + 'static>(
    future: F,
    location: &'static Location<'static>,
) {
    match context::current() {
        Some(core) => core.spawn_plain(future, location),
        None => EXECUTOR.with(|executor| executor.spawn_detached_at(future, location)),
    }
}
