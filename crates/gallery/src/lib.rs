//! The gallery: all that is known of a demo without running it.
//!
//! What is said about a program is `lessons/SLUG.md`; its source is a file of `crates/programs`. The build script pairs them by
//! their names, so there is no list of them. This crate may know the trace and the judge, which answer questions and find
//! stops, and the words of answers; it knows neither the runtime nor pictures nor the page. Begin with [`Demo`].
#![forbid(unsafe_code)]
#![warn(clippy::allow_attributes_without_reason)]

mod allowed;
mod class;
mod demo;
mod gallery;
mod horizon;
mod knobs;
mod listing;
mod question;
mod recorded_run;
mod scheduling;
mod search;
mod section;
mod source;
mod tour;
mod variant;
mod view;

pub use allowed::Allowed;
pub use demo::Demo;
pub use gallery::{ALLOWED, BROWSER_DEMOS, DEMOS};
pub use horizon::{Horizon, Reach};
pub use knobs::{Knobs, knob_text};
pub use listing::{Entry, Fold, listing};
pub use question::{Answered, Ending, Value, answer, choices, right_choice};
pub use recorded_run::RecordedRun;
pub use scheduling::{Order, Scheduling};
pub use search::{Found, Marked, Whence, search};
pub use section::Section;
pub use source::{Class, Source, SourceLine, Span};
pub use taskscope_lessons::{Answer, Knob, KnobKind, Link, Question, Spot, Stop, prose};
pub use tour::step_of;
pub use variant::Variant;
pub use view::View;

/// Every demo, in the order of the gallery.
pub fn all() -> impl Iterator<Item = &'static Demo> {
    DEMOS.iter().chain(BROWSER_DEMOS).copied()
}

/// The demo called `slug`.
#[must_use]
pub fn find(slug: &str) -> Option<&'static Demo> {
    all().find(|demo| demo.slug == slug)
}

/// The way through the gallery in its order, at a demo: the one before, its place from 1, and the one after.
#[must_use]
pub fn way_at(demo: &Demo) -> (Option<&'static Demo>, usize, Option<&'static Demo>) {
    let index = all().position(|other| std::ptr::eq(other, demo)).unwrap_or_default();
    let at = |index: usize| all().nth(index);
    (index.checked_sub(1).and_then(at), index + 1, at(index + 1))
}
