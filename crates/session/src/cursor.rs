//! Where the cursor goes: to a step, from poll to poll, on by itself, or to a step that is not recorded yet.

use taskscope_format::Clock;
use taskscope_trace::Step;

use super::lifecycle::Live;
use super::navigation::Walk;
use super::player::Motion;
use super::{Effect, LinkedStep, Session};

impl Session {
    /// Whether every step that there will be is there, or nobody knows how many there will be.
    #[must_use]
    pub fn is_recorded(&self) -> bool {
        !self.is_live() || self.is_in_real_time()
    }

    /// Whether what is shown runs in real time, so that no two runs are the same.
    #[must_use]
    pub fn is_in_real_time(&self) -> bool {
        self.settings().is_some_and(|settings| settings.clock == Clock::Browser)
    }

    /// A program on the virtual clock is not paused: it is over in no time, and only its playing is held.
    pub(super) fn pause_live(&mut self) -> Option<Effect> {
        if self.live == Live::Running && self.is_in_real_time() {
            self.live = Live::Paused;
            return Some(Effect::Pause);
        }
        None
    }

    /// The cursor goes to a step and stays there.
    pub(super) fn seek(&mut self, step: Step) -> Option<Effect> {
        self.hold_at(step);
        self.pause_live()
    }

    pub(super) fn walk(&mut self, walk: Walk) -> Option<Effect> {
        if self.view.walk(walk, &self.run) {
            self.hold();
        }
        self.pause_live()
    }

    /// To the next sentence. What comes after the last one is passed in one step.
    pub(super) fn step_forward(&mut self) -> Option<Effect> {
        let next = taskscope_tell::told_after(&self.run, self.cursor());
        self.forward(next.unwrap_or(self.run.trace().end()))
    }

    pub(super) fn event_forward(&mut self) -> Option<Effect> {
        self.forward(Step(self.cursor().0 + 1))
    }

    fn forward(&mut self, next: Step) -> Option<Effect> {
        self.player.motion = Motion::Still;
        if !self.can_go_on() {
            return None;
        }
        if self.cursor() < self.run.trace().end() {
            return self.seek(next);
        }
        match self.live {
            Live::Paused => Some(Effect::StepOnce),
            Live::Running => self.pause_live(),
            Live::Gone if self.run.trace().is_empty() => {
                let effect = self.show_run();
                self.player.motion = Motion::Still;
                effect
            }
            Live::Gone => None,
        }
    }

    pub(super) fn step_by(&mut self, by: isize) -> Option<Effect> {
        if by == 1 && self.is_recorded() {
            return self.event_forward();
        }
        let from = self.awaited.unwrap_or(self.cursor().into());
        self.go_to(from.moved(by))
    }

    pub(super) fn go_to(&mut self, step: LinkedStep) -> Option<Effect> {
        self.set_aside();
        let effect = self.seek(step.step(self.run.trace()));
        self.awaited = (!self.is_recorded()).then_some(step);
        effect
    }

    /// Only a run that repeats has the same steps again.
    pub(super) fn wait_for(&mut self, step: LinkedStep) {
        self.set_aside();
        self.awaited = (!self.is_in_real_time()).then_some(step);
        if !self.is_live() {
            self.show_awaited();
        }
    }

    /// The run is recorded: the step that was asked for is there now.
    pub(super) fn show_awaited(&mut self) {
        if let Some(step) = self.awaited.take_if(|_| self.run.trace().run_end().is_some()) {
            self.hold_at(step.step(self.run.trace()));
            self.say_if_beyond(step);
        }
        self.show_awaited_view();
    }

    pub(super) fn hold_at(&mut self, step: Step) {
        self.view.seek(step, &self.run);
        self.hold();
    }

    fn hold(&mut self) {
        self.player.hold();
        self.same_place = None;
    }

    /// Whether the cursor sticks to the end because the program runs in real time.
    pub(super) fn follows(&self) -> bool {
        self.is_live() && self.is_in_real_time()
    }

    /// A frame of the screen: the player goes on by as much time as has passed.
    pub(super) fn play(&mut self, milliseconds: f64) {
        if !self.is_playing() || self.same_place.is_some() {
            return;
        }
        let end = self.run.trace().end();
        if self.follows() {
            self.view.advance(end);
        } else {
            let is_over = !self.is_live() || self.is_asking();
            let goal = self.player.goal(self.cursor()).unwrap_or(end);
            let cursor = self.player.advance(&self.run, self.cursor(), milliseconds).min(goal);
            self.view.advance(cursor);
            if cursor == goal && (is_over || goal < end) {
                self.player.hold();
            }
        }
        self.view.follow(&self.run);
    }
}
