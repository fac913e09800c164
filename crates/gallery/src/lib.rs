//! The gallery: all that is known of a demo without running it.
//!
//! What is said about a program is `lessons/SLUG.md`; its source is a file of `crates/programs`. The build script pairs them by
//! their names, so there is no list of them. This crate may know the trace and the judge, which answer questions and find
//! stops, and the words of answers; it knows neither the runtime nor pictures nor the page. Begin with [`Demo`].
#![forbid(unsafe_code)]
#![warn(clippy::allow_attributes_without_reason)]

mod allowed;
#[cfg(not(target_arch = "wasm32"))]
mod built_in;
mod bytes;
mod class;
mod data;
mod demo;
mod entry;
mod horizon;
mod knobs;
mod listing;
#[cfg(not(target_arch = "wasm32"))]
pub mod pack;
mod question;
mod recorded_run;
mod scheduling;
mod search;
mod section;
mod shelf;
mod source;
mod tour;
mod variant;
mod view;

pub use allowed::Allowed;
#[cfg(not(target_arch = "wasm32"))]
pub use built_in::{BROWSER_DEMOS, DEMOS};
pub use demo::Demo;
pub use entry::{Entry, entries, entry, way_at};
pub use horizon::{Horizon, Reach};
pub use knobs::{Knobs, knob_text};
pub use listing::{Fold, Row, listing};
pub use question::{Answered, Ending, Value, answer, choices, right_choice};
pub use recorded_run::RecordedRun;
pub use scheduling::{Order, Scheduling};
pub use search::{Found, Marked, Whence, search};
pub use section::Section;
pub use shelf::{Unreadable, WORDS, all, data_of_all, find, is_here, learn, learn_all};
pub use source::{Class, Source, SourceLine, Span};
pub use taskscope_lessons::{Answer, Knob, KnobKind, Link, Question, Spot, Stop, prose};
pub use tour::step_of;
pub use variant::Variant;
pub use view::View;
