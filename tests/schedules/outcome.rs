//! What a run comes to, as far as schedules are compared: what it printed and how it ended.

use std::rc::Rc;

use taskscope_format::{Decoder, Entry, Event};
use taskscope_gallery::{Knobs, Variant};
use taskscope_runtime::choose::Chooser;
use taskscope_runtime::record::Recording;
use taskscope_simulate::{Simulate as _, rules};

use crate::schedule::{Deviation, Schedule, Script};

/// What a run printed and how it ended.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Outcome {
    /// The lines, in the order of the alphabet.
    pub(crate) lines: Vec<String>,
    /// How it ended, as the trace has it.
    pub(crate) end: String,
    /// How many tasks panicked.
    pub(crate) panics: usize,
}

/// Runs a variant by its own rules, but for the choices.
pub(crate) fn run(variant: &Variant, knobs: Knobs, deviations: Vec<Deviation>) -> (Recording, Schedule) {
    let script = Rc::new(Script::new(deviations));
    let mut rules = rules(variant.scheduling);
    rules.chooser = Some(Chooser::new(Rc::clone(&script) as _));
    let recording = variant.simulate_with(knobs, rules);
    (recording, script.schedule())
}

impl Outcome {
    /// Whether main came to its end and no task panicked.
    pub(crate) fn is_finished(&self) -> bool {
        self.end == "Finished" && self.panics == 0
    }

    /// Whether nothing was left that could have gone on.
    pub(crate) fn is_stuck(&self) -> bool {
        self.end == "Stuck"
    }

    pub(crate) fn of(recording: &Recording) -> Self {
        let (mut texts, mut lines, mut panics) = (Vec::new(), Vec::new(), 0);
        let read = Decoder::default().read(recording.words(), |entry| match entry {
            Entry::Text(text) => texts.push(text),
            Entry::Event(Event::Output { text, .. }) => lines.push(texts[text.0 as usize].clone()),
            Entry::Event(Event::TaskPanicked { .. }) => panics += 1,
            Entry::Event(_) | Entry::Place(_) | Entry::Time(_) | Entry::Note(_) | Entry::Worker(_) => {}
        });
        read.expect("a recorder writes what its decoder reads");
        lines.sort_unstable();
        let end = recording.end().map_or_else(|| "not at all".to_owned(), |end| format!("{end:?}"));
        Self { lines, end, panics }
    }
}
