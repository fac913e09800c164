//! A program from start to end: runs it, holds it, steps it, takes in what it sends, and plays what was recorded.

use taskscope_runtime::Clock;

use super::{Effect, Live, Motion, RunButton, Session, player};
use taskscope_trace::{MOST_SHOWN, Step, shortened};

impl Session {
    /// Starts the program anew. Where there is none, the run that is shown is played from its start.
    pub(super) fn start(&mut self) -> Option<Effect> {
        if self.program().is_none() {
            self.hold(Step(0));
            self.motion = Motion::Playing;
            self.is_following = true;
            return None;
        }
        self.clear();
        self.notice = None;
        self.live = Live::Running;
        self.motion = Motion::Playing;
        if self.settings.is_kept_off_the_page() {
            self.notice = Some(
                "This program never lets go of its thread, and nothing could end it on the page's own: so it runs in a \
                 worker. Press Stop to end it."
                    .to_owned(),
            );
        }
        Some(Effect::Start)
    }

    pub(super) fn press_run(&mut self) -> Option<Effect> {
        match self.run_button() {
            RunButton::Run if self.live == Live::Running => None,
            RunButton::Run => self.start(),
            RunButton::Pause => {
                self.motion = Motion::Still;
                self.pause_live()
            }
            RunButton::Play if self.program().is_none() && self.cursor == self.run.trace().end() => {
                self.start()
            }
            RunButton::Play => {
                self.motion = Motion::Playing;
                self.is_following = true;
                if self.live == Live::Paused {
                    self.live = Live::Running;
                    return Some(Effect::Resume);
                }
                None
            }
        }
    }

    pub(super) fn show_whole(&mut self) {
        if self.is_live() && self.settings.clock == Clock::Virtual {
            self.motion = Motion::AtEnd;
        }
    }

    pub(super) fn stop(&mut self) -> Option<Effect> {
        self.motion = Motion::Still;
        let was_live = self.is_live();
        self.live = Live::Gone;
        was_live.then_some(Effect::Release)
    }

    /// A program on the virtual clock is not paused: it is over in no time, and only its playing is held.
    pub(super) fn pause_live(&mut self) -> Option<Effect> {
        if self.live == Live::Running && self.settings.clock == Clock::Browser {
            self.live = Live::Paused;
            return Some(Effect::Pause);
        }
        None
    }

    pub(super) fn step_forward(&mut self) -> Option<Effect> {
        self.motion = Motion::Still;
        if self.cursor < self.run.trace().end() {
            self.hold(Step(self.cursor.0 + 1));
            return self.pause_live();
        }
        match self.live {
            Live::Paused => Some(Effect::StepOnce),
            Live::Running => self.pause_live(),
            Live::Gone if self.run.trace().is_empty() => {
                let effect = self.start();
                self.motion = Motion::Still;
                effect
            }
            Live::Gone => None,
        }
    }

    pub(super) fn hold(&mut self, step: Step) {
        self.motion = Motion::Still;
        self.cursor = step.min(self.run.trace().end());
        self.spare = 0.0;
        self.shown_line = None;
        self.carried = None;
    }

    /// A batch of the trace; one of a run that is gone is ignored.
    pub(super) fn take(&mut self, run: u32, words: &[u32]) -> Option<Effect> {
        if run != self.run_number {
            return None;
        }
        let was_at_end = self.cursor == self.run.trace().end();
        let steps_live = self.live == Live::Paused && was_at_end;
        let length = self.axis().length();
        let outcome = self.run.append(words);
        self.window = self.window.on_longer_axis(length, self.axis().length());
        if let Err(fault) = outcome {
            self.notice = Some(format!("The trace can't be read on: {fault}. Run the program again."));
            self.live = Live::Gone;
            return Some(Effect::Release);
        }
        if (self.follows() && self.is_playing()) || steps_live || self.motion == Motion::AtEnd {
            self.cursor = self.run.trace().end();
        }
        self.put_carried();
        self.tell();
        if self.run.trace().run_end().is_some() && self.is_live() {
            if self.cursor == self.run.trace().end() {
                self.motion = Motion::Still;
            }
            self.live = Live::Gone;
            return Some(Effect::Release);
        }
        None
    }

    /// Shows what was shown of the other variant, as soon as there is as much of this one.
    pub(super) fn put_carried(&mut self) {
        let trace = self.run.trace();
        let Some(carried) = self.carried.take_if(|carried| carried.is_reached(trace)) else { return };
        if self.motion != Motion::AtEnd {
            self.cursor = carried.cursor(trace);
        }
        self.selected = carried.selected(trace);
        self.window = carried.window(self).unwrap_or(self.window);
    }

    pub(super) fn fail(&mut self, run: u32, message: &str) -> Option<Effect> {
        if run != self.run_number || self.run.trace().run_end().is_some() {
            return None;
        }
        self.notice = Some(shortened(message, MOST_SHOWN).into_owned());
        self.stop()
    }

    /// A frame of the screen: the player goes on by as much time as has passed.
    pub(super) fn play(&mut self, milliseconds: f64) {
        if !self.is_playing() || self.carried.is_some() {
            return;
        }
        if self.follows() {
            self.cursor = self.run.trace().end();
            self.follow();
            return;
        }
        let budget = self.spare + milliseconds * self.speed.factor();
        let (cursor, spare) = player::advance(self.run.trace(), self.pace, self.cursor, budget);
        self.cursor = cursor;
        self.spare = spare;
        if cursor == self.run.trace().end() && !self.is_live() {
            self.motion = Motion::Still;
            self.spare = 0.0;
        }
        self.follow();
    }
}
