//! What is told of a demo besides its run: the first view, the question, and the stops of the tour.

use taskscope_runtime::{Clock, TaskId};

use super::{Effect, Motion, Session, Settings};
use taskscope_programs::{Asked, Stop};

/// Where the visitor stands with the question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Guess {
    /// It is open.
    #[default]
    Open,
    /// The choice of this index was taken.
    Made(usize),
    /// Not wanted.
    Skipped,
}

/// How far a demo has been told.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// The visitor's answer to the question.
    guess: Guess,
    /// The question with its choices, as the run that is shown answers it.
    asked: Option<Asked>,
    /// The stop of the tour that is shown.
    stop: Option<usize>,
    /// The run in which that stop lies has not come so far yet.
    is_on_the_way: bool,
    /// The first view has been set up.
    is_set_up: bool,
}

impl Session {
    /// The visitor's answer to the question.
    #[must_use]
    pub fn guess(&self) -> Guess {
        self.story.guess
    }

    /// Whether the question is about the program that is shown.
    #[must_use]
    pub fn is_question_about_this(&self) -> bool {
        self.opened.is_none() && self.settings.demo.question.variant == self.settings.variant.name
    }

    /// The question with its choices, as soon as the run that is shown can answer it.
    #[must_use]
    pub fn asked(&self) -> Option<&Asked> {
        self.story.asked.as_ref()
    }

    /// The stop of the tour that is shown, and its index.
    #[must_use]
    pub fn tour_stop(&self) -> Option<(usize, &'static Stop)> {
        let index = self.story.stop?;
        Some((index, self.settings.demo.tour.get(index)?))
    }

    pub(super) fn make_guess(&mut self, guess: Guess) {
        self.story.guess = guess;
    }

    pub(super) fn end_tour(&mut self) {
        self.story.stop = None;
    }

    /// Goes to a stop of the tour: in the run that is shown, or in one that is started for it.
    pub(super) fn visit(&mut self, index: usize) -> Option<Effect> {
        let stop = self.program()?.demo.tour.get(index)?;
        let variant = self.settings.demo.variant(stop.variant)?;
        self.story.stop = Some(index);
        self.story.is_on_the_way = true;
        let settings = Settings { variant, clock: Clock::Virtual, ..self.settings };
        let is_shown = settings == self.settings && self.opened.is_none();
        if is_shown && self.run.trace().run_end().is_some() {
            self.arrive();
            return None;
        }
        self.settings = settings;
        let effect = self.start();
        self.motion = Motion::Still;
        effect
    }

    /// Shows the stop that was asked for, as soon as the run is over: its last event may be the one.
    fn arrive(&mut self) {
        let Some((_, shown)) = self.tour_stop().filter(|_| self.story.is_on_the_way) else { return };
        if self.run.trace().run_end().is_none() {
            return;
        }
        self.story.is_on_the_way = false;
        match shown.at.step_in(&self.run) {
            Some(step) => {
                self.hold(step);
                let (position, length) = (self.axis().position(step), self.axis().length());
                self.window = self.window.with_in_view(position, length);
            }
            None => {
                self.notice = Some(
                    "With these knobs and in this order the program does not reach this stop. Set them back to see it."
                        .to_owned(),
                );
            }
        }
    }

    /// The run has grown: what waited for that is done.
    pub(super) fn tell(&mut self) {
        self.set_up_view();
        self.arrive();
        if self.story.asked.is_none() && self.is_question_about_this() {
            self.story.asked = self.settings.demo.question.answer.in_run(&self.run);
        }
    }

    /// Another run, whose answers may be others.
    pub(super) fn forget_answers(&mut self) {
        self.story.asked = None;
    }

    /// Another demo, of which nothing has been told.
    pub(super) fn begin_story(&mut self) {
        self.story = Story::default();
    }

    /// Sets up the first view of the demo once its tasks are there.
    fn set_up_view(&mut self) {
        if self.story.is_set_up || self.opened.is_some() {
            return;
        }
        let view = &self.settings.demo.view;
        let trace = self.run.trace();
        let state = self.run.state_at(trace.end());
        let named =
            |name: &str| state.tasks.values().find(|task| trace.text(task.name) == name).map(|task| task.id);
        let folded: Vec<TaskId> = view.folded.iter().filter_map(|name| named(name)).collect();
        let selected = view.selected.and_then(named);
        let are_all_there =
            folded.len() == view.folded.len() && selected.is_some() == view.selected.is_some();
        if are_all_there || trace.run_end().is_some() {
            self.folded.extend(folded);
            self.selected = self.selected.or(selected);
            self.story.is_set_up = true;
        }
    }
}
