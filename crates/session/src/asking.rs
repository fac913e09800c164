//! When a question is asked, and what its answer sets going. While it is open, the session's run ends at its step.

use taskscope_format::Clock;
use taskscope_gallery::{Horizon, Reach};
use taskscope_judge::JudgedRun;
use taskscope_tell::{Around, lines_around};
use taskscope_trace::Step;

use super::held_back::HeldBack;
use super::player::Motion;
use super::{Effect, Guess, Mark, Prediction, Preference, Program, Session, Settings, Verdict};

impl Session {
    /// The same session, which asks a question about each program before it shows the run.
    #[must_use]
    pub fn asking(self) -> Self {
        Self { asks: true, ..self }
    }

    /// Whether a question is open: nothing after its step may be seen.
    #[must_use]
    pub fn is_asking(&self) -> bool {
        self.prediction.as_ref().is_some_and(|prediction| prediction.guess().is_none())
    }

    /// The question that is open, or was answered and is still shown.
    #[must_use]
    pub fn prediction(&self) -> Option<&Prediction> {
        self.prediction.as_ref()
    }

    /// Why the answer is right, in a sentence: the lesson's, or what happened there.
    #[must_use]
    pub fn reason(&self, verdict: &Verdict) -> String {
        if let Some(because) = verdict.because {
            return because.to_owned();
        }
        let around = Around { step: verdict.seen, before: 1, after: 0 };
        let (lines, _) = lines_around(&self.run, around);
        lines.last().map(|line| line.text(self.run.trace())).unwrap_or_default()
    }

    /// Whether there is a question that could be asked again.
    #[must_use]
    pub fn can_ask_again(&self) -> bool {
        self.asks
            && !self.is_asking()
            && matches!(&self.program, Program::BuiltIn(own) if own.demo.question(own.variant.name).is_some())
    }

    /// For how long the program has been silent, as far as that may be said: it could be the answer.
    #[must_use]
    pub fn silence(&self) -> Option<u32> {
        self.notices.silent.filter(|_| self.is_live() && !self.is_asking())
    }

    /// The program to run on the virtual clock where nobody sees it, for the choices of a question on the browser's clock,
    /// and the number that this goes by. What it records comes back as [`Action::Rehearsed`](super::Action::Rehearsed).
    #[must_use]
    pub fn rehearsal(&self) -> Option<(Program, u32)> {
        self.rehearsal.as_ref()?;
        let settings = Settings { clock: Clock::Virtual, ..self.settings()? };
        Some((Program::BuiltIn(settings), self.run_number))
    }

    /// All that is recorded, also what may not be seen yet.
    pub(super) fn recorded(&self) -> &JudgedRun {
        self.held_back.as_ref().map_or(&self.run, HeldBack::whole)
    }

    /// Another program or another run: what there is to ask about it.
    pub(super) fn prepare_question(&mut self) {
        (self.held_back, self.rehearsal, self.prediction) = (None, None, None);
        let Program::BuiltIn(settings) = &self.program else { return };
        let is_wanted = self.asks && self.preferences.asks_questions && self.story.stop().is_none();
        // A class is asked what its teacher has answered before.
        let is_answered = self.answers.mark(settings).is_some() && !self.teaching.is_on;
        if !is_wanted || is_answered {
            return;
        }
        self.prediction = Prediction::about(settings);
        let has_choices = self.prediction.as_ref().is_none_or(|open| !open.choices().is_empty());
        self.rehearsal = (!has_choices && self.is_in_real_time()).then(JudgedRun::default);
        self.recall_rehearsal();
    }

    /// A run begins: with a question open, it is held back.
    pub(super) fn hold_back(&mut self) {
        let open = self.prediction.as_ref().filter(|open| open.guess().is_none());
        self.held_back = open.map(|open| HeldBack::behind(open.question()));
    }

    /// What has been recorded gives choices, or the answer. A question that it leaves without is not asked.
    pub(super) fn read_answer(&mut self) {
        if self.held_back.as_mut().is_some_and(HeldBack::is_in_vain) {
            self.drop_question();
        }
        let Some(prediction) = &mut self.prediction else { return };
        let run = self.held_back.as_ref().map_or(&self.run, HeldBack::whole);
        let is_over = run.trace().run_end().is_some();
        let is_open = prediction.guess().is_none();
        if is_open && !prediction.read_choices(run) && is_over {
            self.drop_question();
        } else if !is_open && is_over {
            self.judge_prediction();
        }
    }

    fn judge_prediction(&mut self) {
        let Some(prediction) = &mut self.prediction else { return };
        if !prediction.find(&self.run) {
            self.prediction = None;
            return;
        }
        let (Some(verdict), Some(settings)) = (prediction.verdict(), self.program.settings()) else { return };
        match verdict.is_right {
            Some(true) => self.answers.set(&settings, Mark::Right),
            Some(false) => self.answers.set(&settings, Mark::Wrong),
            None => {}
        }
        if !self.is_in_real_time() {
            self.player.stop_at(verdict.shows);
        }
    }

    /// The visitor answers the question, does not want it, or has read what the run says of the answer.
    pub(super) fn guess(&mut self, guess: Guess) -> Option<Effect> {
        match guess {
            Guess::Made(guess) => self.predict(guess),
            Guess::Skipped if self.is_asking() => {
                self.set_aside();
                None
            }
            Guess::Skipped => {
                self.prediction = None;
                None
            }
        }
    }

    fn predict(&mut self, guess: usize) -> Option<Effect> {
        let settings = self.program.settings()?;
        let is_in_real_time = self.is_in_real_time();
        let prediction = self.prediction.as_mut()?;
        if !prediction.predict(guess) {
            return None;
        }
        self.rehearsal = None;
        // Whatever the run says: it is not asked again.
        self.answers.set(&settings, Mark::Skipped);
        if !is_in_real_time {
            self.release();
            self.read_answer();
            return None;
        }
        prediction.begin_in_real_time(settings.demo.view.clock);
        let prediction = self.prediction.take();
        let effect = self.start();
        self.prediction = prediction;
        effect
    }

    /// The question is not to be asked, at least not now: everything is shown.
    pub(super) fn set_aside(&mut self) {
        let Some(settings) = self.program.settings().filter(|_| self.is_asking()) else { return };
        self.answers.set(&settings, Mark::Skipped);
        self.drop_question();
    }

    /// Shows everything, without an answer.
    fn drop_question(&mut self) {
        (self.prediction, self.rehearsal) = (None, None);
        self.release();
    }

    /// The visitor sets something up for good: perhaps that nothing is asked.
    pub(super) fn prefer(&mut self, change: Preference) {
        self.preferences.apply(change);
        if !self.preferences.asks_questions {
            self.set_aside();
        }
    }

    /// Questions are asked from now on, or no longer.
    pub(super) fn ask(&mut self, asks: bool) {
        self.asks = asks;
        if !asks {
            self.set_aside();
        }
    }

    /// Starts anew. In real time, the answer to an open question does that.
    pub(super) fn restart(&mut self) -> Option<Effect> {
        if self.is_asking() && self.is_in_real_time() { None } else { self.show_run() }
    }

    /// Asks the question about this program once more, about a new run.
    pub(super) fn ask_again(&mut self) -> Option<Effect> {
        let settings = self.settings()?;
        self.answers.forget(&settings);
        self.story.end_tour();
        self.preferences.asks_questions = true;
        if settings.clock == Clock::Virtual {
            return self.show_run();
        }
        self.clear();
        Some(Effect::Release)
    }

    /// A batch of a run that nobody sees.
    pub(super) fn rehearse(&mut self, run: u32, words: &[u32]) {
        if run != self.run_number {
            return;
        }
        let (Some(rehearsal), Some(prediction)) = (&mut self.rehearsal, &mut self.prediction) else { return };
        let is_trace = rehearsal.append(words).is_ok();
        if is_trace && rehearsal.trace().run_end().is_none() {
            return;
        }
        let comes = Horizon::of(prediction.question()).look(rehearsal.trace()) != Reach::Never;
        let has_choices = is_trace && comes && prediction.rehearse(rehearsal);
        self.rehearsal = None;
        if !has_choices {
            self.drop_question();
        }
    }

    /// A run that nobody sees can't go on: there are no choices.
    pub(super) fn fail_rehearsal(&mut self, run: u32) {
        if run == self.run_number && self.rehearsal.is_some() {
            self.drop_question();
        }
    }

    /// Shows what was held back, and plays on from the question.
    fn release(&mut self) {
        let Some(held_back) = self.held_back.take() else { return };
        let (whole, notice) = held_back.release();
        self.grow(|run| *run = whole);
        self.notices.text = notice.or(self.notices.text.take());
        self.view.is_following = true;
        self.player.motion = if self.cursor() < self.run.trace().end() || self.is_live() {
            Motion::Playing
        } else {
            Motion::Still
        };
        self.tell_story();
    }

    /// Whether the cursor can go on: while a question is open, up to its step.
    #[must_use]
    pub fn can_go_on(&self) -> bool {
        !self.is_asking() || self.cursor() < self.run.trace().end()
    }

    /// The step that the cursor is on, of how many; how many there are is not said while a question is open.
    #[must_use]
    pub fn steps(&self) -> (Step, Option<Step>) {
        (self.cursor(), (!self.is_asking()).then(|| self.run.trace().end()))
    }
}
