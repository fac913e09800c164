//! A program from start to end: chosen, run, held, stepped, stopped, and its trace taken in as it comes.

use taskscope_format::{Clock, DecodeError, Micros, RunEnd};
use taskscope_gallery::step_of;
use taskscope_judge::JudgedRun;
use taskscope_tell::say;
use taskscope_trace::Step;

use super::player::Motion;
use super::repetition::Recall;
use super::same_place::SamePlace;
use super::{Crash, Effect, Prepared, Program, Recording, RunButton, Session, Settings, Story, from_address};

/// What the program does, as far as it has been told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Live {
    #[default]
    Gone,
    Running,
    Paused,
}

impl Session {
    /// Whether a program may still send something.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.live != Live::Gone
    }

    /// Other settings: the trace of the old ones goes. On the virtual clock the new run starts at once.
    pub(super) fn choose(&mut self, settings: Settings) -> Option<Effect> {
        let is_first = self.run.trace().is_empty();
        self.wanted = None;
        if self.program == Program::BuiltIn(settings) && !is_first {
            return None;
        }
        let before = self.settings();
        let is_same_demo = before.is_some_and(|before| before.is_of(settings.demo));
        let is_same_program = before.is_some_and(|before| {
            is_same_demo && settings.variant.name == before.variant.name && settings.clock == before.clock
        });
        let is_other_variant = !is_first
            && before.is_some_and(|before| Settings { variant: settings.variant, ..before } == settings);
        let was_playing = self.is_playing();
        let showed_end = self.cursor() == self.run.trace().end() && !was_playing && !is_first;
        let same_place = is_other_variant.then(|| SamePlace::from(self.shown()));
        if !is_same_demo {
            self.story = Story::of(Some(settings.demo));
            self.view.axis = settings.demo.view.axis;
        }
        if !is_same_program {
            self.view.forget_tasks();
        }
        self.set_program(settings);
        self.clear();
        self.notices.text = None;
        if settings.clock == Clock::Browser {
            return Some(Effect::Release);
        }
        let effect = self.show_run()?;
        if self.is_asking() {
            return Some(effect);
        }
        // Turning a knob shows the new picture whole, as it showed the old one.
        self.player.motion = if showed_end && (is_same_program || is_other_variant) {
            Motion::AtEnd
        } else if was_playing || !is_other_variant {
            Motion::Playing
        } else {
            Motion::Still
        };
        self.same_place = same_place;
        Some(effect)
    }

    fn set_program(&mut self, settings: Settings) {
        self.conditions = (settings.clock_to_carry_on(self.conditions.0), settings.hosting);
        self.program = Program::BuiltIn(settings);
    }

    /// Shows a run that was read from a file. The first view of its demo is not set up: the file shows what it shows.
    pub(super) fn show(&mut self, mut recording: Recording, prepared: &Prepared) -> Option<Effect> {
        let run = prepared.take()?;
        self.wanted = None;
        if let Program::BuiltIn(settings) = self.program {
            self.before_file = Some(settings);
        }
        let (_, hosting) = self.conditions;
        let out_of_range = recording.read_settings(run.trace(), hosting);
        self.notices.text = left_out(run.trace().left_out()).or(out_of_range);
        self.notices.work = None;
        if let Some(settings) = recording.settings() {
            self.conditions = (settings.clock_to_carry_on(self.conditions.0), hosting);
            self.view.axis = settings.demo.view.axis;
        }
        self.story = Story::of(recording.settings().map(|settings| settings.demo));
        let awaited = self.awaited.take();
        self.program = Program::Recording(recording);
        self.clear();
        self.view.forget_tasks();
        self.view.seek(run.trace().end(), &run);
        self.run = run.into();
        self.awaited = awaited;
        self.show_awaited();
        Some(Effect::Release)
    }

    /// Shows what was shown before a file was opened; the opening demo where that was nothing.
    pub(super) fn close_file(&mut self) -> Option<Effect> {
        self.program.recording()?;
        let settings = self.before_file.unwrap_or_else(|| from_address("").settings);
        self.choose(settings)
    }

    /// Starts the program anew. Where there is none, the run that is shown is played from its start.
    pub(super) fn start(&mut self) -> Option<Effect> {
        let Some(settings) = self.settings() else {
            self.hold_at(Step(0));
            self.player.motion = Motion::Playing;
            self.view.is_following = true;
            return None;
        };
        self.set_program(settings);
        self.clear();
        self.notices.text = settings.is_kept_off_the_page().then(say::session_notice::endless);
        self.live = Live::Running;
        self.recalled = Recall::with(&settings);
        self.hold_back();
        self.player.motion = if self.is_asking() { Motion::Still } else { Motion::Playing };
        Some(Effect::Start)
    }

    /// No run: the next batch is the first one of another.
    pub(super) fn clear(&mut self) {
        self.run = JudgedRun::default();
        self.run_number += 1;
        self.live = Live::Gone;
        (self.recalled, self.repetition) = (None, None);
        self.view.rewind();
        self.player.rewind();
        self.notices.silent = None;
        (self.same_place, self.awaited, self.linked, self.aim) = (None, None, None, None);
        self.prepare_question();
    }

    pub(super) fn press_run(&mut self) -> Option<Effect> {
        if !self.can_go_on() {
            return None;
        }
        match self.run_button() {
            RunButton::Run if self.live == Live::Running => None,
            RunButton::Run => self.start(),
            RunButton::Pause => {
                self.player.motion = Motion::Still;
                self.pause_live()
            }
            RunButton::Play if self.settings().is_none() && self.cursor() == self.run.trace().end() => {
                self.start()
            }
            RunButton::Play => {
                self.player.motion = Motion::Playing;
                self.view.is_following = true;
                if self.live == Live::Paused {
                    self.live = Live::Running;
                    return Some(Effect::Resume);
                }
                None
            }
        }
    }

    pub(super) fn play_on(&mut self) -> Option<Effect> {
        if self.run_button() == RunButton::Pause { None } else { self.press_run() }
    }

    pub(super) fn pause(&mut self) -> Option<Effect> {
        self.awaited = None;
        if self.run_button() == RunButton::Pause { self.press_run() } else { None }
    }

    pub(super) fn show_whole(&mut self) {
        if self.is_live() && !self.is_in_real_time() {
            self.player.motion = Motion::AtEnd;
        }
    }

    /// The visitor ends the program.
    pub(super) fn stop(&mut self, at: Option<Micros>) -> Option<Effect> {
        if !self.is_live() {
            return None;
        }
        let was_at_end = self.cursor() == self.run.trace().end() || self.player.motion == Motion::AtEnd;
        Some(self.halt(RunEnd::Stopped, at, None, was_at_end))
    }

    /// What the program ran in has crashed.
    pub(super) fn crash(&mut self, run: u32, at: Option<Micros>, crash: &Crash) -> Option<Effect> {
        if let Some(effect) = self.do_without_program(run) {
            return Some(effect);
        }
        if run != self.run_number || self.recorded().trace().run_end().is_some() {
            return None;
        }
        match &mut self.held_back {
            Some(held_back) => held_back.keep_notice(crash.notice()),
            None => self.notices.text = Some(crash.notice()),
        }
        Some(self.halt(RunEnd::Crashed, at, Some(&crash.last_words()), true))
    }

    /// Writes an end that the program can't report itself into the trace, so that it is part of the run like
    /// everything else.
    fn halt(&mut self, how: RunEnd, at: Option<Micros>, last_words: Option<&str>, shows_end: bool) -> Effect {
        let at = at.unwrap_or_default();
        let was_at_end = self.cursor() == self.run.trace().end();
        if let Some(mut held_back) = self.held_back.take() {
            // What is shown was read once already, and is no fault now.
            drop(self.grow(|run| held_back.halt((how, at), last_words, run)));
            self.held_back = Some(held_back);
        } else {
            self.grow(|run| run.halt(how, at, last_words));
        }
        if if self.is_asking() { was_at_end } else { shows_end } {
            self.view.advance(self.run.trace().end());
        }
        self.player.motion = Motion::Still;
        self.live = Live::Gone;
        self.notices.silent = None;
        self.read_answer();
        self.show_awaited();
        Effect::Release
    }

    /// The program can't go on.
    pub(super) fn fail(&mut self, run: u32, message: &str) -> Option<Effect> {
        if let Some(effect) = self.do_without_program(run) {
            return Some(effect);
        }
        if run != self.run_number || self.recorded().trace().run_end().is_some() {
            return None;
        }
        self.set_aside();
        self.notices.tell(message);
        self.player.motion = Motion::Still;
        let was_live = self.is_live();
        self.live = Live::Gone;
        was_live.then_some(Effect::Release)
    }

    /// A batch of the trace; one of a run that is gone is ignored.
    pub(super) fn take(&mut self, run: u32, words: &[u32]) -> Option<Effect> {
        if run != self.run_number {
            return None;
        }
        if self.is_repeating(run) {
            return self.repeat(words);
        }
        let was_at_end = self.cursor() == self.run.trace().end();
        let steps_live = self.live == Live::Paused && was_at_end;
        if let Err(fault) = self.record(words) {
            self.notices.text = Some(say::session_notice::cannot_read_on(&fault.to_string()));
            self.live = Live::Gone;
            return Some(Effect::Release);
        }
        let is_at_question = self.is_asking() && was_at_end;
        let is_following = self.follows() && self.is_playing();
        if is_following || steps_live || is_at_question || self.player.motion == Motion::AtEnd {
            self.view.advance(self.run.trace().end());
        }
        self.show_same_place();
        self.tell_story();
        self.read_answer();
        self.recorded().trace().run_end().filter(|_| self.is_live())?;
        if self.cursor() == self.run.trace().end() {
            self.player.motion = Motion::Still;
        }
        self.live = Live::Gone;
        self.show_awaited();
        Some(Effect::Release)
    }

    /// Takes in what was recorded; of that, the run gains what may be seen.
    fn record(&mut self, words: &[u32]) -> Result<(), DecodeError> {
        let Some(mut held_back) = self.held_back.take() else { return self.grow(|run| run.append(words)) };
        let outcome = self.grow(|run| held_back.append(words, run));
        self.held_back = Some(held_back);
        outcome
    }

    /// The run grows; the same part of it stays in view.
    pub(super) fn grow<T>(&mut self, change: impl FnOnce(&mut JudgedRun) -> T) -> T {
        let length = self.axis().length();
        let outcome = change(&mut self.run);
        let longer = self.axis().length();
        self.view.on_longer_axis(length, longer);
        outcome
    }

    /// Shows what was shown of the other variant, as soon as there is as much of this one.
    fn show_same_place(&mut self) {
        let trace = self.run.trace();
        let Some(place) = self.same_place.take_if(|place| place.is_reached(trace)) else { return };
        if self.player.motion != Motion::AtEnd {
            self.view.advance(place.cursor(trace));
        }
        self.view.selected = place.selected(trace);
        self.view.window = place.window(self.view.of(&self.run)).unwrap_or(self.view.window);
    }

    /// The run has grown: what the story waited for is done.
    pub(super) fn tell_story(&mut self) {
        let is_own = self.program.recording().is_none();
        if let Some(first) = is_own.then(|| self.story.first_view(&self.run)).flatten() {
            self.view.folded.extend(first.folded);
            self.view.selected = self.view.selected.or(first.selected);
        }
        self.arrive();
    }

    /// Goes to a stop of the tour: in the run that is shown, or in one that is started for it.
    pub(super) fn visit(&mut self, index: usize) -> Option<Effect> {
        let now = self.settings()?;
        let variant = now.demo.variant(now.demo.tour.get(index)?.variant)?;
        self.set_aside();
        self.prediction = None;
        self.story.visit(index);
        self.stop_reached = None;
        let settings = Settings { variant, clock: Clock::Virtual, ..now };
        if self.program == Program::BuiltIn(settings) && self.run.trace().run_end().is_some() {
            self.arrive();
            return None;
        }
        self.set_program(settings);
        let effect = self.show_run();
        self.player.motion = Motion::Still;
        effect
    }

    /// Shows the stop of the tour that was set out for, as soon as it is known where it lies.
    fn arrive(&mut self) {
        let Some(stop) = self.story.arrival(&self.run) else { return };
        let place = step_of(stop.at, &self.run);
        self.stop_reached = Some((self.run_number, place.unwrap_or(Step::LAST)));
        if let Some(place) = place {
            self.hold_at(place);
            self.view.show_cursor(&self.run);
        } else {
            self.notices.tell(&say::session_notice::no_such_stop());
        }
    }
}

/// The notice about events of kinds that only a newer recorder knows.
fn left_out(events: u64) -> Option<String> {
    (events > 0).then(|| say::session_notice::newer(events))
}
