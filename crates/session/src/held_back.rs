//! What a run has recorded after the step of an open question: it is kept here, and nothing that is shown can reach it.

use taskscope_format::{DecodeError, Micros, RunEnd};
use taskscope_gallery::{Horizon, Question, Reach};
use taskscope_judge::JudgedRun;
use taskscope_trace::Step;

/// The whole run, as far as it is recorded.
#[derive(Debug)]
pub(super) struct HeldBack {
    whole: JudgedRun,
    horizon: Horizon,
    /// The records so far, as long as nobody knows up to where they may be shown.
    words: Vec<u32>,
    /// The notice about a crash, which says how the run ends.
    notice: Option<String>,
}

impl HeldBack {
    /// Of a run that begins while a question is open.
    pub(super) fn behind(question: &Question) -> Self {
        Self { whole: JudgedRun::default(), horizon: Horizon::of(question), words: Vec::new(), notice: None }
    }

    /// All that is recorded. Nothing of it may be shown: it is for the choices and for the lifecycle.
    pub(super) fn whole(&self) -> &JudgedRun {
        &self.whole
    }

    /// Takes in a batch, and gives `shown` what may be seen of it.
    pub(super) fn append(&mut self, words: &[u32], shown: &mut JudgedRun) -> Result<(), DecodeError> {
        let outcome = self.whole.append(words);
        let is_shown = shown.trace().end() > Step(0);
        if !is_shown {
            self.words.extend(words);
        }
        self.show(shown)?;
        outcome
    }

    /// Writes the end of a run that can't report it.
    pub(super) fn halt(
        &mut self,
        (how, at): (RunEnd, Micros),
        last_words: Option<&str>,
        shown: &mut JudgedRun,
    ) -> Result<(), DecodeError> {
        self.whole.halt(how, at, last_words);
        self.show(shown)
    }

    /// Keeps a notice until the question is answered.
    pub(super) fn keep_notice(&mut self, notice: String) {
        self.notice = Some(notice);
    }

    /// Everything, and the notice that was kept.
    pub(super) fn release(self) -> (JudgedRun, Option<String>) {
        (self.whole, self.notice)
    }

    /// Whether the run has turned out to leave nothing to ask.
    pub(super) fn is_in_vain(&mut self) -> bool {
        self.horizon.look(self.whole.trace()) == Reach::Never
    }

    /// Gives `shown` the run up to the step of the question, as soon as that is known.
    fn show(&mut self, shown: &mut JudgedRun) -> Result<(), DecodeError> {
        match self.horizon.look(self.whole.trace()) {
            Reach::At(last) => shown.append_until(&std::mem::take(&mut self.words), last),
            Reach::Ahead | Reach::Never => Ok(()),
        }
    }
}
