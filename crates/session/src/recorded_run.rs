//! The recorded run of a variant, which the site keeps beside its texts: what is seen of a program before it is there.
//!
//! On the virtual clock a run repeats to the byte. So the run of each variant, with every knob and rule as its demo has it,
//! is data: wherever a session would start such a program, it recalls that run instead, and nothing else can tell. The
//! recorded run comes with the next [`Action::Recall`], after all that happened at the same time:
//! to everything that is said about a run on its way it is a program that was quick.
//!
//! The visitor who presses Run wants the program, so that is started, too. The recorded run plays until it comes, and what
//! the program records then is compared with it: it is the same, and nothing has to change. If the program can't be
//! started, the recorded run is still there.

use taskscope_format::Clock;
use taskscope_trace::{Trace, words_of_bytes};

use super::{Action, Effect, Program, Session, Settings};

impl Settings {
    /// The words of the run that the site has recorded with these settings. `None` where it has none: in real time, with
    /// other knobs or rules, and for a program whose run is too large.
    #[must_use]
    pub fn recorded_run(&self) -> Option<Vec<u32>> {
        let repeats = self.clock == Clock::Virtual && self.is_unchanged();
        words_of_bytes(self.variant.recorded.filter(|_| repeats)?)
    }
}

/// A recorded run on its way.
#[derive(Debug)]
pub(super) struct Recall {
    words: Vec<u32>,
    /// Whether its program was started, too.
    is_beside_program: bool,
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

impl Session {
    /// What brings the recorded run that is on its way, if one is.
    #[must_use]
    pub fn recalling(&self) -> Option<Action> {
        self.recalled.as_ref().map(|_| Action::Recall)
    }

    /// Whether a program runs whose recorded run is shown. What it reports as the run of a number is heard, and not shown.
    #[must_use]
    pub fn is_repeating(&self, run: u32) -> bool {
        run == self.run_number && self.repetition.is_some()
    }

    /// Shows the run of the program from its start: the recorded one, or else the program is started.
    pub(super) fn show_run(&mut self) -> Option<Effect> {
        let effect = self.start()?;
        let Some(recall) = &mut self.recalled else { return Some(effect) };
        recall.is_beside_program = false;
        Some(Effect::Release)
    }

    /// The recorded run comes.
    pub(super) fn recall(&mut self) -> Option<Effect> {
        let Recall { words, is_beside_program } = self.recalled.take().filter(|_| self.is_live())?;
        let effect = self.take(self.run_number, &words);
        if !is_beside_program {
            return effect;
        }
        self.repetition = Some(Repetition::default());
        None
    }

    /// The program has recorded some of the run that is shown already.
    pub(super) fn repeat(&mut self, words: &[u32]) -> Option<Effect> {
        let Repetition { words: all, trace } = self.repetition.as_mut()?;
        all.extend(words);
        if trace.append(words).is_ok() && trace.run_end().is_none() {
            return None;
        }
        let Repetition { words, trace } = self.repetition.take()?;
        if trace.digest() != self.recorded().trace().digest() {
            self.show_instead(&words);
        }
        Some(Effect::Release)
    }

    /// The program that was started is not the one that was recorded: it is right.
    fn show_instead(&mut self, words: &[u32]) {
        self.start();
        self.recalled = None;
        self.take(self.run_number, words);
    }

    /// The program can't go on; its recorded run can.
    pub(super) fn end_repetition(&mut self) -> Option<Effect> {
        self.repetition.take().map(|_| Effect::Release)
    }

    /// A question on the browser's clock has its choices from the recorded run, if there is one: then nothing is rehearsed.
    pub(super) fn recall_rehearsal(&mut self) {
        let Some((Program::BuiltIn(settings), run)) = self.rehearsal() else { return };
        if let Some(words) = settings.recorded_run() {
            self.rehearse(run, &words);
        }
    }
}
