//! The gallery: one file a demo, and this list of them.

mod class;
mod counting;
mod demo;
mod export_and_upload;
mod knobs;
mod messages_at_once;
mod source;

pub use demo::{Demo, Link, Program, Section, Variant};
pub use knobs::{Knob, KnobKind, Knobs};
pub use source::{Class, Source, SourceLine, Span, sources};

/// Every demo, in the order of the gallery.
pub static DEMOS: &[&Demo] = &[
    // One line each, in the order of the Book's chapter.
    &export_and_upload::DEMO,
    &counting::DEMO,
    &messages_at_once::DEMO,
];

/// The demo called `slug`.
#[must_use]
pub fn find(slug: &str) -> Option<&'static Demo> {
    DEMOS.iter().copied().find(|demo| demo.slug == slug)
}
