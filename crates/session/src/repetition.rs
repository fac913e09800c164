//! The recorded run of a variant, which the site keeps beside its texts: which settings have one, and what is kept of it
//! while it is on its way or its program is.

use taskscope_format::Clock;
use taskscope_trace::{Trace, words_of_bytes};

use super::Settings;

impl Settings {
    /// The words of the run that the site has recorded with these settings. `None` where it has none: in real time, with
    /// other knobs or rules, and for a program whose run is too large.
    #[must_use]
    pub fn recorded_run(&self) -> Option<Vec<u32>> {
        let repeats = self.clock == Clock::Virtual && self.is_unchanged();
        words_of_bytes(self.variant.recorded.bytes().filter(|_| repeats)?)
    }
}

/// A recorded run on its way.
#[derive(Debug)]
pub(super) struct Recall {
    pub(super) words: Vec<u32>,
    /// Whether its program was started, too.
    pub(super) is_beside_program: bool,
}

impl Recall {
    /// The recorded run of settings whose program is started.
    pub(super) fn with(settings: &Settings) -> Option<Self> {
        settings.recorded_run().map(|words| Self { words, is_beside_program: true })
    }
}

/// What a program has recorded while its recorded run is shown.
#[derive(Debug, Default)]
pub(super) struct Repetition {
    words: Vec<u32>,
    trace: Trace,
}

impl Repetition {
    /// The program has recorded more; whether that is all: its run is over, or its words are no trace.
    pub(super) fn take(&mut self, words: &[u32]) -> bool {
        self.words.extend(words);
        self.trace.append(words).is_err() || self.trace.run_end().is_some()
    }

    /// All words of the program, if they tell another run than the recorded one.
    pub(super) fn otherwise_than(self, recorded: &Trace) -> Option<Vec<u32>> {
        (self.trace.digest() != recorded.digest()).then_some(self.words)
    }
}
