//! Recorded runs in place of programs: what is seen of a program before it is there.
//!
//! On the virtual clock a run repeats to the byte. So the run of each variant, with every knob and rule as its demo has it,
//! is data: wherever a session would start such a program, it recalls that run instead, and nothing else can tell. The
//! recorded run comes with the next [`Action::Recall`], after all that happened at the same time: to everything that waits
//! for a run it is that of a quick program.
//!
//! The visitor who presses Run wants the program, so that is started, too. The recorded run plays until it comes, and what
//! the program records then is compared with it: it is the same, and nothing has to change. If the program can't be
//! started, the recorded run is still there.

use super::repetition::{Recall, Repetition};
use super::{Action, Effect, Program, Session};

impl Session {
    /// What brings the recorded run that is on its way, if one is.
    #[must_use]
    pub fn recalling(&self) -> Option<Action> {
        self.recalled.as_ref().map(|_| Action::Recall)
    }

    /// Whether a run has a recorded one, shown or on its way, that needs no program.
    #[must_use]
    pub fn has_recorded_run(&self, run: u32) -> bool {
        run == self.run_number && (self.recalled.is_some() || self.repetition.is_some())
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
        if !self.repetition.as_mut()?.take(words) {
            return None;
        }
        // Should the program that was started not be the one that was recorded, it is right.
        if let Some(words) = self.repetition.take()?.otherwise_than(self.recorded().trace()) {
            self.start();
            self.recalled = None;
            self.take(self.run_number, &words);
        }
        Some(Effect::Release)
    }

    /// The program of a run can't go on; its recorded run can, if it is shown or on its way.
    pub(super) fn do_without_program(&mut self, run: u32) -> Option<Effect> {
        if run != self.run_number {
            return None;
        }
        if let Some(recall) = &mut self.recalled {
            // A browser that refuses a program says so before the recorded run has come.
            recall.is_beside_program = false;
            return Some(Effect::Release);
        }
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
