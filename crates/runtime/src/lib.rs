//! A small async executor that records everything it does.
//!
//! taskscope-runtime runs async Rust on one thread and can write down each thing that happens: which task became
//! ready and who woke it, every poll, every wait with the file and line of its `.await`, timers, channels, and the
//! futures *inside* a task. It never reads a clock by itself: a [`Host`] tells it the time and calls it when there is
//! something to do, so the same program runs on the browser's microtask queue (feature `web`) or on a virtual clock
//! where a minute of sleeping costs nothing.
//!
//! ```
//! use std::time::Duration;
//! use taskscope_runtime::{println, simulate, sleep, spawn};
//!
//! let run = simulate("main", async {
//!     let tea = spawn("tea", async {
//!         sleep(Duration::from_secs(60)).await;
//!         println!("tea is ready");
//!     });
//!     tea.await.expect("tea neither panics nor is aborted");
//! });
//! assert_eq!(run.output(), ["tea is ready"]);
//! assert_eq!(run.elapsed().as_secs(), 60);
//! ```
//!
//! # In the order of use
//!
//! 1. **Run something.** [`simulate`] runs a main task on the virtual clock and gives a [`Recording`]: what was printed,
//!    how much time passed, every [`Event`]. In a browser an [`Executor`] on a `web::BrowserHost` does the same while the
//!    page lives on, and `web::spawn_local` is enough where no trace is wanted.
//! 2. **Tasks.** [`spawn`] gives a [`JoinHandle`]; await it, [`abort`](JoinHandle::abort) it, or drop it to let the task run
//!    on. [`JoinSet`] takes results as they come, [`Builder`] gives a priority, [`current_task`] says who is running.
//! 3. **Inside a task.** [`join!`](crate::join!), [`select!`](crate::select!), [`race()`], [`join_all`], [`Unordered`],
//!    [`timeout`] and [`named`] make each of their futures a [`Node`]: the trace tells which was polled, woken and dropped.
//! 4. **Time.** [`sleep`], [`sleep_until`], [`interval`], [`Instant`], and [`work`] for what keeps the processor busy.
//! 5. **Between tasks.** [`sync`] has channels, locks, semaphores, notifications and barriers with the meaning of their
//!    namesakes in `tokio::sync`: fair, safe to cancel, and usable from other threads and other executors.
//! 6. **Threads.** [`thread::spawn`] runs a function in a worker of the browser, [`spawn_blocking`] on a small pool of
//!    them; on the virtual clock they are simulated. [`Chart`] plots what a program measures.
//! 7. **Streams.** [`Stream`] and [`StreamExt`]; with the feature `futures` they go to and from `futures_core::Stream`.
//! 8. **Rules.** [`Rules`] choose the [`Policy`], the [`Budget`] of a turn, the operations of a poll, and the seed. Same
//!    program, same rules, same virtual clock: same trace, on every machine. [`Recording::choices`] replays a run.
//!    A [`Chooser`] takes whatever they leave open, so that a test can try other schedules.
//! 9. **The trace.** A [`Recorder`] hands over batches of 16-byte records, a [`Decoder`] reads them, [`transcript`] writes
//!    them out; [`Latest`] keeps the last events of a run without end.
//!
//! # Features
//!
//! | feature | what it brings |
//! |---|---|
//! | `record` (on) | the recording; without it a recorder can be made, but nothing is written, and the code is left out |
//! | `web` | the hosts for browsers, `spawn_local`, `future_to_promise` and `JsFuture`; on wasm32 only |
//! | `futures` | `futures_core::Stream` and `FusedStream` for our streams, and ours for those of others |
//! | `tokio-like` | `tokio_like`: Tokio's module tree, with what code written for Tokio uses beyond the above: weak senders, permits for several messages, `blocking_*` for other threads, `try_join!`, a `spawn` without a name, further streams |
//!
//! Without `web` and `futures` the crate depends on `taskscope-format` alone, which is the trace and depends on nothing.
//!
//! # Differences from Tokio
//!
//! What has a namesake in Tokio means the same, with these exceptions:
//!
//! - Every executor keeps its tasks on one thread, so futures need not be `Send`.
//! - [`JoinHandle::abort`] drops the future at once, unless it is being polled. A destructor that panics meanwhile makes
//!   the task no less cancelled.
//! - [`Notify`](sync::Notify), [`Barrier`](sync::Barrier) and `closed()` of every channel count as operations
//!   ([`Rules::operations`]), so a loop of them lets other tasks run.
//! - [`join!`](crate::join!) polls its futures in the order written, each time; so does Tokio's with `biased;`.
//!   [`join_all`], [`Unordered`] and the buffers of streams poll those that were woken, in the order of their wakes.
//! - Timers end at their microsecond, not at the next whole millisecond. [`Sleep::is_elapsed`] is true of a moment that
//!   has passed, before the first poll too.
//! - A [`oneshot::Receiver`](sync::oneshot::Receiver) that was tried to its end fails when it is awaited, and does not panic.
//! - [`mpsc::Receiver::close`] ends a `recv` although room was granted to a sender that has not been polled since; Tokio's
//!   waits for that poll, which can only fail.
//! - A [`Semaphore`](sync::Semaphore) that is closed counts its free permits as free; Tokio leaves them with the first in
//!   line until that is polled or dropped.
//! - A [`watch`](sync::watch) channel wakes its receivers in the order in which they came; Tokio's in any.
#![deny(unsafe_code)]
#![warn(missing_debug_implementations)]

#[macro_use]
mod opaque;

pub mod book;
mod chart;
mod choose;
mod combine;
mod context;
mod core;
mod due;
mod executor;
mod fetch;
mod host;
mod node;
mod numbered;
mod output;
mod outside;
// Called from the loop of polls.
#[allow(clippy::inline_always)]
mod panics;
mod parent;
mod polled;
mod random;
mod record;
mod rules;
mod simulator;
mod spawn;
pub mod stream;
pub mod sync;
mod task;
pub mod thread;
mod time;
mod timers;
#[cfg(feature = "tokio-like")]
pub mod tokio_like;
#[cfg(all(feature = "web", target_arch = "wasm32"))]
pub mod web;
mod work;
mod yield_now;

pub use chart::Chart;
pub use choose::{Choice, Choose, Chooser, Chosen, Mismatch, Policy, Replayer, Schedule};
pub use combine::{
    join, join3, join_all, named, polling_order, race, select, timeout, timeout_at, Arm, Branch, Either,
    Elapsed, Join, Join3, JoinAll, Named, Race, Select, Timeout, Unordered,
};
pub use executor::{report_panic, Executor};
pub use fetch::{fetch, Arrivals, Chunk, Fetch, FetchError, Network, Request, Response, SiteFile, Text};
pub use host::{Host, Turns, When};
pub use node::Node;
pub use output::{mark, print_line};
pub use record::{
    one_line, shorten, transcript, Access, ChartEvent, DecodeError, Decoder, Encoder, Entry, Event, FetchEnd,
    FetchEvent, HostThread, Latest, Observation, Order, Place, Record, Recorder, Reporter, ResourceKind,
    RunEnd, ThreadEnd, ThreadEvent, TurnCause, Unit, Wait, WakeSource, Way,
};
pub use rules::{Budget, Options, Rules};
pub use simulator::{simulate, simulate_with, Recording};
pub use spawn::{
    current_task, spawn, task_size, Builder, CurrentTask, JoinHandle, JoinNext, JoinSet, Joining,
};
pub use stream::{iter as stream_from_iter, Stream, StreamExt};
pub use sync::mpsc;
pub use task::{AbortHandle, JoinError};
pub use taskscope_format::{
    ChartId, Clock, Micros, NodeId, PlaceId, ResourceId, TaskId, TextId, ThreadId, Ticket, TimerId,
};
pub use thread::spawn_blocking;
pub use time::{
    interval, interval_at, sleep, sleep_until, Instant, Interval, MissedTickBehavior, Sleep, Tick,
};
pub use work::work;
pub use yield_now::{yield_now, YieldNow};

/// The examples of the README, which are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
