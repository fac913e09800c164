//! What a trace of async Rust is: its events, the 16-byte records that hold them, and how they are written and read.
//!
//! This crate knows no executor, no host and no page, and depends on nothing: whatever watches tasks can write a trace
//! with it, and whatever shows them can read one. Begin with [`Event`], which is every fact that a trace can hold;
//! [`Writer`] makes a stream of them, [`Decoder`] takes one apart, [`transcript`] writes it out as text, [`state::State`] is
//! a run at one step, and [`Tail`] keeps the last events of a run without end.
#![forbid(unsafe_code)]
#![warn(missing_debug_implementations)]
// Events are written in the executor's loop of polls: what is known when it is compiled must cost nothing there.
#![allow(clippy::inline_always)]

mod charts;
mod code;
mod decode;
mod digest;
mod encode;
mod entry;
mod event;
mod fetches;
mod field;
mod file;
mod ids;
mod kinds;
mod mentions;
mod names;
mod notes;
mod one_line;
mod orders;
mod place;
mod references;
mod slot;
pub mod state;
mod summary;
mod tail;
mod terms;
mod threads;
mod transcript;
mod transcript_of_threads;
mod value;
mod words;
mod writer;

pub use charts::ChartEvent;
pub use code::Record;
pub use decode::{DecodeError, Decoder, Entry};
pub use digest::{digest_of, Digest};
pub use encode::Encoder;
pub use event::Event;
pub use fetches::FetchEvent;
pub use file::{file, MAGIC};
pub use ids::{
    ChartId, Micros, NodeId, PlaceId, ResourceId, TaskId, TextId, ThreadId, Ticket, TimerId, WorkerId,
};
pub use kinds::{FieldKind, Kind, Subject};
pub use names::{cut, Names};
pub use notes::{ChoiceKind, Lacks, Note, RecordedBy};
pub use one_line::one_line;
pub use orders::Order;
pub use place::Place;
pub use tail::{shorten, Tail};
pub use terms::{
    Access, Clock, FetchEnd, HostThread, Observation, Reporter, ResourceKind, RunEnd, ThreadEnd, TurnCause,
    Unit, Wait, WakeSource, Way,
};
pub use threads::ThreadEvent;
pub use transcript::transcript;
pub use value::{Member, Members, Shape, Term, Terms, Value, LARGEST_EXACT};
pub use writer::Writer;

/// The version of the format that this crate writes. It rises when a reader of the one before would misunderstand; every
/// earlier version can still be read.
pub const VERSION: u32 = 2;

/// The examples of the README, which are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
