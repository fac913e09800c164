//! A small async executor that records everything it does.
//!
//! taskscope-runtime runs async Rust on one thread and can write down each thing that happens: which task became
//! ready and who woke it, every poll, every wait with the file and line of its `.await`, timers, channels, and the
//! futures *inside* a task. It never reads a clock by itself: a [`Host`](host::Host) tells it the time and calls it when
//! there is something to do, so the same program runs on the browser's microtask queue (feature `web`) or on a virtual clock
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
//! # What is where
//!
//! The root has what a program writes; the modules have the rest.
//!
//! | to | begin with |
//! |---|---|
//! | run something | [`simulate`]: a main task on the virtual clock, and its [`Recording`](record::Recording). In a browser, an [`Executor`] on a `web::BrowserHost`, or `web::spawn_local` where no trace is wanted |
//! | have several tasks | [`spawn`](fn@spawn) and its [`JoinHandle`], [`JoinSet`], [`Builder`]; the rest is in [`mod@spawn`] |
//! | wait for several things in one task | [`join!`](crate::join!), [`select!`](crate::select!), [`race()`], [`join_all`], [`Unordered`], [`timeout`], [`named`]; their futures are in [`combine`] |
//! | let time pass | [`sleep`], [`sleep_until`], [`interval`], [`Instant`], and [`work`] for what keeps the processor busy; see [`time`] |
//! | share and send | [`sync`]: channels, locks, semaphores, notifications, barriers; [`stream`]: values one after the other |
//! | borrow, and own tasks | [`cell::RefCell`], whose borrows are in the trace; [`scope::Scope`], which ends its tasks with itself |
//! | use more than one thread, or the network | [`thread::spawn`], [`spawn_blocking`]; [`fetch()`]; [`promise`] |
//! | choose who runs next | [`Rules`] with a [`Budget`] and a seed; the policies and what replays a run are in [`choose`] |
//! | keep or read the trace | [`record`], with the events under [`record::format`] |
//! | write a host | [`host`] |
//!
//! # Features
//!
//! | feature | what it brings |
//! |---|---|
//! | `record` (on) | the recording; without it a recorder can be made, but nothing is written, and the code is left out |
//! | `web` | the hosts for browsers, `spawn_local`, `future_to_promise` and `JsFuture`; on wasm32 only |
//! | `futures` | `futures_core::Stream` and `FusedStream` for our streams, and ours for those of others |
//! | `tokio-like` | `tokio_like`: Tokio's module tree, with what code written for Tokio uses beyond the above |
//!
//! Without `web` and `futures` the crate depends on `taskscope-format` alone, which is the trace and depends on nothing.
//! What has a namesake in Tokio means the same; [`mod@spawn`], [`combine`], [`time`] and [`sync`] name the exceptions.
#![deny(unsafe_code)]
#![warn(missing_debug_implementations)]

#[macro_use]
mod opaque;

pub mod book;
pub mod cell;
mod chart;
pub mod choose;
pub mod combine;
mod context;
mod core;
mod due;
mod executor;
pub mod fetch;
pub mod host;
mod node;
mod output;
mod outside;
mod page;
mod slots;
// Called from the loop of polls.
#[allow(clippy::inline_always)]
mod panics;
mod parent;
mod polled;
pub mod promise;
mod random;
pub mod record;
mod resource;
mod rules;
pub mod scope;
mod simulator;
pub mod spawn;
pub mod stream;
pub mod sync;
mod task;
pub mod thread;
pub mod time;
mod timers;
#[cfg(feature = "tokio-like")]
pub mod tokio_like;
#[cfg(all(feature = "web", target_arch = "wasm32"))]
pub mod web;
mod work;
mod yield_now;

pub use chart::Chart;
pub use combine::{join, join_all, named, race, select, timeout, timeout_at, Either, Unordered};
pub use executor::Executor;
pub use fetch::{fetch, FetchError, SiteFile};
pub use output::{mark, print_line};
pub use page::page_hidden;
pub use rules::{Budget, Options, Rules};
pub use simulator::{simulate, simulate_with};
pub use spawn::{current_task, spawn, task_size, Builder, JoinHandle, JoinSet};
pub use stream::{iter as stream_from_iter, Stream, StreamExt};
pub use sync::mpsc;
pub use task::{AbortHandle, JoinError};
pub use taskscope_format::Unit;
pub use thread::spawn_blocking;
pub use time::{interval, sleep, sleep_until, Instant, Interval, MissedTickBehavior, Sleep};
pub use work::work;
pub use yield_now::{yield_now, YieldNow};

// What the modules of this crate write into a trace.
pub(crate) use taskscope_format::{
    ChartId, Clock, Micros, NodeId, PlaceId, ResourceId, TaskId, TextId, ThreadId, Ticket, TimerId,
};

/// The examples of the README, which are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
