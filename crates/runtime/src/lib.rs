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
//! Without features the crate has no dependencies.
#![deny(unsafe_code)]

pub mod book;
mod combine;
mod context;
mod core;
mod executor;
mod host;
mod ids;
mod node;
mod output;
mod parent;
mod random;
mod record;
mod rules;
mod simulator;
pub mod stream;
pub mod sync;
mod task;
mod time;
mod timers;
#[cfg(all(feature = "web", target_arch = "wasm32"))]
pub mod web;
mod work;
mod yield_now;

pub use combine::{
    join, join3, join_all, named, polling_order, race, select, timeout, timeout_at, Arm, Branch, Either,
    Elapsed, Join, Join3, JoinAll, Named, Race, Select, Timeout, Unordered,
};
pub use executor::{report_panic, Executor, Options};
pub use host::{Clock, Host, Turns, When};
pub use ids::{Micros, NodeId, PlaceId, ResourceId, TaskId, TextId, Ticket, TimerId};
pub use node::Node;
pub use output::{mark, print_line};
pub use record::{
    shorten, transcript, Access, DecodeError, Decoder, Entry, Event, Latest, Order, Place, Record, Recorder,
    ResourceKind, RunEnd, TurnCause, Wait, WakeSource,
};
pub use rules::{Budget, Policy, Rules};
pub use simulator::{simulate, simulate_with, Recording};
pub use stream::{iter as stream_from_iter, Stream, StreamExt};
pub use sync::mpsc;
pub use task::{
    current_task, spawn, AbortHandle, Builder, CurrentTask, JoinError, JoinHandle, JoinNext, JoinSet, Joining,
};
pub use time::{
    interval, interval_at, sleep, sleep_until, Instant, Interval, MissedTickBehavior, Sleep, Tick,
};
pub use work::work;
pub use yield_now::{yield_now, YieldNow};
