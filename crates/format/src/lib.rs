//! What a trace of async Rust is: its events, the 16-byte records that hold them, and how they are written and read.
//!
//! This crate knows no executor, no host and no page, and depends on nothing: whatever watches tasks can write a trace
//! with it, and whatever shows them can read one. Begin with [`Event`], which is every fact that a trace can hold;
//! [`Writer`] makes a stream of them, [`Decoder`] takes one apart, [`transcript`] writes it out as text, and [`Tail`]
//! keeps the last events of a run without end.
#![forbid(unsafe_code)]

mod charts;
mod code;
mod code_of_fetches;
mod code_of_threads;
mod codes;
mod decode;
mod encode;
mod event;
mod fetches;
mod ids;
mod named;
mod names;
mod one_line;
mod referred;
mod summary;
mod tail;
mod terms;
mod threads;
mod transcript;
mod transcript_of_threads;
mod writer;

pub use charts::ChartEvent;
pub use code::Record;
pub use decode::{DecodeError, Decoder, Entry, Place};
pub use encode::Encoder;
pub use event::Event;
pub use fetches::FetchEvent;
pub use ids::{ChartId, Micros, NodeId, PlaceId, ResourceId, TaskId, TextId, Ticket, TimerId, WorkerId};
pub use names::{cut, Names};
pub use one_line::one_line;
pub use tail::{shorten, Tail};
pub use terms::{
    Access, Clock, FetchEnd, HostThread, Observation, Order, Reporter, ResourceKind, RunEnd, TurnCause, Unit,
    Wait, WakeSource, Way, WorkerEnd,
};
pub use threads::ThreadEvent;
pub use transcript::transcript;
pub use writer::Writer;

/// The examples of the README, which are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
