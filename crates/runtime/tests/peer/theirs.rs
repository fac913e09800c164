//! Tokio, under the names that the programs use.

use std::cell::Cell;
use std::future::Future;
use std::time::Duration;

pub(crate) use tokio::sync;
pub(crate) use tokio::sync::mpsc::error::TrySendError;
pub(crate) use tokio::task::{yield_now, AbortHandle, JoinError, JoinSet};
pub(crate) use tokio::time::{
    interval, interval_at, sleep, sleep_until, timeout, timeout_at, Instant, MissedTickBehavior,
};
pub(crate) use tokio::{join, select, spawn};
pub(crate) use tokio_stream::wrappers::{IntervalStream, ReceiverStream};
pub(crate) use tokio_stream::{iter, StreamExt};

// Programs take both crates from here, as they take ours from the other side.
#[cfg(feature = "tokio-like")]
#[allow(clippy::single_component_path_imports)]
pub(crate) use {tokio, tokio_stream};

use crate::say;

thread_local! {
    static START: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Runs a program to its end and returns what it said.
///
/// The program is a spawned task, because Tokio polls the future of `block_on` out of turn. And after each task it looks
/// at its timers and at tasks that yielded: without that, up to 60 tasks overtake one that yields. No `LocalSet`, which
/// has two queues and so is not first in, first out.
pub(crate) fn run(program: impl Future<Output = ()> + Send + 'static) -> Vec<String> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).event_interval(1).build();
    let runtime = runtime.expect("a runtime without I/O needs nothing from the system");
    let main = async {
        START.set(Some(Instant::now()));
        say::start(|| START.get().expect("the clock starts with the program").elapsed().as_millis());
        program.await;
        say::end();
    };
    let result = runtime.block_on(async { spawn(main).await });
    drop(runtime);
    result.expect("a program ends without a panic");
    say::take()
}

/// Keeps the processor busy, and lets the others run.
pub(crate) async fn busy(duration: Duration) {
    tokio::time::advance(duration).await;
}

/// The kind of error, and the message of a panic.
pub(crate) fn why(error: JoinError) -> String {
    if error.is_cancelled() {
        return "cancelled".to_owned();
    }
    let payload = error.into_panic();
    let message = payload.downcast_ref::<&str>().map(|&text| text.to_owned());
    let message = message.or_else(|| payload.downcast_ref::<String>().cloned());
    format!("panicked: {}", message.unwrap_or_default())
}
