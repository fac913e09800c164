//! A question about the program that is shown: its choices, what the visitor predicts, and what the run answers.

use taskscope_format::Clock;
use taskscope_gallery::{Answered, Question, Value, answer, choices, right_choice, step_of};
use taskscope_judge::JudgedRun;
use taskscope_trace::Step;

use super::Settings;

/// What the visitor makes of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    /// The choice of this index was taken.
    Made(usize),
    /// The question is not wanted, or its answer was read.
    Skipped,
}

/// A question that is open, or was answered and is still shown.
#[derive(Debug)]
pub struct Prediction {
    question: &'static Question,
    /// Whether the knobs and rules are those that the lesson speaks of.
    is_as_written: bool,
    choices: Vec<Value>,
    /// The right choice of a rehearsal, where the run itself is on the browser's clock.
    rehearsed: Option<usize>,
    /// What the visitor predicts.
    guess: Option<usize>,
    found: Option<Answered>,
    /// Where the run shows why.
    shows: Step,
}

/// What the run says of a prediction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it was right; `None` where what happened was no choice.
    pub is_right: Option<bool>,
    /// What happened.
    pub answer: String,
    /// Why, as the lesson says it; `None` if its reason may not be that of this run.
    pub because: Option<&'static str>,
    /// Where the answer is seen.
    pub seen: Step,
    /// The step that shows why.
    pub shows: Step,
}

impl Prediction {
    /// The open question about a program, if it has one. How a run can end is known without a run.
    pub(super) fn about(settings: &Settings) -> Option<Self> {
        let question = settings.demo.question(settings.variant.name)?;
        // Of a program for the browser's clock, the lesson does not speak as it is on the other.
        let is_as_written = settings.is_unchanged()
            && (settings.clock == Clock::Browser || settings.demo.view.clock == Clock::Virtual);
        let choices = choices(question, &JudgedRun::default(), is_as_written).unwrap_or_default();
        Some(Self {
            question,
            is_as_written,
            choices,
            rehearsed: None,
            guess: None,
            found: None,
            shows: Step(0),
        })
    }

    /// The question.
    #[must_use]
    pub fn question(&self) -> &'static Question {
        self.question
    }

    /// The choices; none as long as the run that they come from goes on.
    #[must_use]
    pub fn choices(&self) -> &[Value] {
        &self.choices
    }

    /// The index of what the visitor predicts; `None` while the question is open.
    #[must_use]
    pub fn guess(&self) -> Option<usize> {
        self.guess
    }

    /// What the run says of the prediction, as soon as it does.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        let (guess, found) = (self.guess?, self.found.as_ref()?);
        let right = right_choice(&self.choices, &found.value);
        let is_expected = self.rehearsed.is_none_or(|rehearsed| Some(rehearsed) == right);
        Some(Verdict {
            is_right: right.map(|right| right == guess),
            answer: found.value.text(),
            because: (self.is_as_written && is_expected).then_some(self.question.because),
            seen: found.step,
            shows: self.shows,
        })
    }

    /// Takes the choices from a run that may be over; whether there is anything to choose from.
    pub(super) fn read_choices(&mut self, run: &JudgedRun) -> bool {
        if self.choices.is_empty() {
            self.choices = choices(self.question, run, self.is_as_written).unwrap_or_default();
        }
        !self.choices.is_empty()
    }

    /// The same from a run on the virtual clock, which is not the one that will be shown.
    pub(super) fn rehearse(&mut self, run: &JudgedRun) -> bool {
        let found = answer(self.question.answer, run);
        self.read_choices(run) && {
            self.rehearsed = found.and_then(|found| right_choice(&self.choices, &found.value));
            true
        }
    }

    /// The run is in real time. Of a program that is written for the other clock, the lesson gives the reason only where the
    /// same came of a rehearsal.
    pub(super) fn begin_in_real_time(&mut self, written_for: Clock) {
        self.is_as_written &= self.rehearsed.is_some() || written_for == Clock::Browser;
    }

    pub(super) fn predict(&mut self, guess: usize) -> bool {
        let is_choice = self.guess.is_none() && guess < self.choices.len();
        if is_choice {
            self.guess = Some(guess);
        }
        is_choice
    }

    /// Reads the answer from the run that is shown, once it is over. Whether it has one.
    pub(super) fn find(&mut self, run: &JudgedRun) -> bool {
        if self.found.is_none() {
            self.found = answer(self.question.answer, run);
            let shown = self.question.shows.and_then(|spot| step_of(spot, run));
            self.shows = shown.or(self.found.as_ref().map(|found| found.step)).unwrap_or_default();
        }
        self.found.is_some()
    }
}
