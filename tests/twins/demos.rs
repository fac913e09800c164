//! The demos that are compared, compiled for Tokio, and what their files import of the gallery.

pub(crate) use taskscope::demos::{Answer, Knob, Knobs, Link, Question, Section, Spot, Stop, View, sources};

pub(crate) use crate::theirs::{Demo, Variant};

#[path = "../../src/demos/book/counting.rs"]
mod counting;
#[path = "../../src/demos/book/messages_at_once.rs"]
mod messages_at_once;

/// All of them.
pub(crate) static DEMOS: &[&Demo] = &[&counting::DEMO, &messages_at_once::DEMO];
