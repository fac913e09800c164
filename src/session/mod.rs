//! What the visitor chose and where the cursor is: a state, actions, and `apply`. Pure.

mod action;
mod address;
mod export;
mod gesture;
mod open;
mod picture;
mod player;
mod range;
mod settings;
mod status;
mod tab;
mod walk;

pub use action::{Action, Effect};
pub use address::{address, from_address};
pub use export::{EXPORTS, Export};
pub use gesture::Gesture;
pub use open::Opened;
pub use picture::{PICTURE_WIDTH, Shown, picture};
pub use player::{Pace, Speed};
pub use range::Range;
pub use settings::Settings;
pub use status::{RunButton, Status};
pub use tab::Tab;
pub use walk::Walk;

use std::collections::BTreeSet;
use std::rc::Rc;

use taskscope_runtime::{Clock, TaskId};

use crate::scene::{Arrows, Window};
use crate::trace::{Arrangement, Axis, Run, State, Step};

/// Everything the page shows, but for the pixels.
#[derive(Debug)]
pub struct Session {
    /// What the visitor chose to run.
    pub settings: Settings,
    /// What has been recorded of it.
    pub run: Run,
    /// The worker's side of it.
    live: Live,
    /// Counts runs, so that a late batch of the one before is told apart.
    pub run_number: u32,
    cursor: Step,
    is_playing: bool,
    /// Whether the cursor goes to the end as soon as there is one: the picture is to be shown whole.
    sticks_to_end: bool,
    /// How fast the player goes.
    pub speed: Speed,
    /// What playing keeps even.
    pub pace: Pace,
    /// Play time that has not been spent on a step yet, in milliseconds.
    spare: f64,
    /// The task whose wakes are shown.
    pub selected: Option<TaskId>,
    /// The stretch of the run that is selected.
    pub range: Option<Range>,
    /// Which wakes are drawn.
    pub arrows: Arrows,
    /// Tasks whose nodes are hidden.
    pub folded: BTreeSet<TaskId>,
    /// Which lanes are shown, and in which order.
    pub arrangement: Arrangement,
    /// The part of the axis that is in view.
    pub window: Window,
    /// Whether the view goes along with the cursor while it moves by itself.
    pub is_following: bool,
    /// Which pane stands beside the timeline.
    pub tab: Tab,
    /// Whether keys of one character do something; who speaks to the computer wants them silent.
    pub has_character_keys: bool,
    /// Something the visitor has to know: what is wrong, and what to do.
    pub notice: Option<String>,
    /// Whether the keys are explained.
    pub is_helping: bool,
    /// The file that the run comes from, if it was not run here.
    pub opened: Option<Opened>,
}

/// What the worker does, as far as it has been told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Live {
    #[default]
    Gone,
    Running,
    Paused,
}

impl Session {
    /// A session in which nothing was run.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            run: Run::default(),
            live: Live::Gone,
            run_number: 0,
            cursor: Step(0),
            is_playing: false,
            sticks_to_end: false,
            speed: Speed::default(),
            pace: Pace::default(),
            spare: 0.0,
            selected: None,
            range: None,
            arrows: Arrows::default(),
            folded: BTreeSet::new(),
            arrangement: Arrangement::default(),
            window: Window::default(),
            is_following: true,
            tab: Tab::default(),
            has_character_keys: true,
            notice: None,
            is_helping: false,
            opened: None,
        }
    }

    /// The step the cursor stands on.
    #[must_use]
    pub fn cursor(&self) -> Step {
        self.cursor
    }

    /// The state at the cursor.
    #[must_use]
    pub fn state(&self) -> Rc<State> {
        self.run.shown_at(self.cursor)
    }

    /// Whether the cursor moves by itself.
    #[must_use]
    pub fn is_playing(&self) -> bool {
        self.is_playing
    }

    /// Whether a worker may still send something.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.live != Live::Gone
    }

    /// The axis along which the run is shown.
    #[must_use]
    pub fn axis(&self) -> Axis<'_> {
        self.run.axis(self.settings.axis)
    }

    /// Whether the cursor sticks to the end because the program runs in real time.
    fn follows(&self) -> bool {
        self.is_live() && self.settings.clock == Clock::Browser
    }

    /// Takes an action; what it returns has to be done by the page.
    pub fn apply(&mut self, action: Action) -> Option<Effect> {
        match action {
            Action::Choose(settings) => return self.choose(settings),
            Action::SetSpeed(speed) => self.speed = speed,
            Action::SetPace(pace) => self.pace = pace,
            Action::SetAxis(axis) => {
                self.settings.axis = axis;
                self.window = Window::default();
            }
            Action::RunButton => return self.press_run(),
            Action::Restart => return Some(self.start()),
            Action::Stop => return self.stop(),
            Action::StepForward => return self.step_forward(),
            Action::StepBack => {
                self.hold(Step(self.cursor.0.saturating_sub(1)));
                return self.pause_live();
            }
            Action::Seek(step) => {
                self.hold(step);
                return self.pause_live();
            }
            Action::Select(task) => self.selected = task,
            Action::ToggleFold(task) => {
                if !self.folded.remove(&task) {
                    self.folded.insert(task);
                }
            }
            Action::SetWindow(window) => self.look_at(window),
            Action::Batch { run, words } => return self.take(run, &words),
            Action::Failed { run, message } => return self.fail(run, message),
            Action::Frame { milliseconds } => self.play(milliseconds),
            Action::Walk(walk) => {
                self.walk(walk);
                return self.pause_live();
            }
            Action::PickSpan(task, step) => {
                self.selected = Some(task);
                self.hold(step);
                return self.pause_live();
            }
            Action::SetRange(range) => self.range = range,
            Action::Clear => self.clear_selection(),
            Action::FitSelection => self.fit_selection(),
            Action::FitSpan(from, to) => self.fit_span(from, to),
            Action::OpenTask(task) => (self.selected, self.tab) = (Some(task), Tab::Task),
            Action::ShowTab(tab) => self.tab = tab,
            Action::SetArrows(arrows) => self.arrows = arrows,
            Action::Arrange(arrangement) => self.arrangement = arrangement,
            Action::Follow(is_following) => self.is_following = is_following,
            Action::SetCharacterKeys(are_on) => {
                self.has_character_keys = are_on;
                return Some(Effect::KeepCharacterKeys(are_on));
            }
            Action::ToggleTheme => return Some(Effect::ToggleTheme),
            Action::Search => return Some(Effect::FocusSearch),
            Action::ShowHelp(is_helping) => self.is_helping = is_helping,
            Action::Tell(notice) => self.notice = Some(notice),
            Action::Open { name, bytes } => return self.open(name, &bytes),
            Action::Dismiss => self.notice = None,
        }
        None
    }

    /// Other settings: the trace of the old ones goes. On the virtual clock the new run starts at once.
    fn choose(&mut self, settings: Settings) -> Option<Effect> {
        if settings == self.settings && !self.run.trace().is_empty() {
            return None;
        }
        let is_other_program = !std::ptr::eq(settings.demo, self.settings.demo)
            || settings.variant.name != self.settings.variant.name
            || settings.clock != self.settings.clock;
        let end = self.run.trace().end();
        let showed_end = self.cursor == end && !self.is_playing && !self.run.trace().is_empty();
        self.settings = settings;
        if is_other_program {
            self.selected = None;
            self.folded.clear();
        }
        self.clear();
        self.notice = None;
        if self.settings.clock == Clock::Browser {
            return Some(Effect::Release);
        }
        let effect = self.start();
        // Turning a knob shows the new picture whole, as it showed the old one.
        self.sticks_to_end = showed_end && !is_other_program;
        self.is_playing = !self.sticks_to_end;
        Some(effect)
    }

    fn clear(&mut self) {
        self.run = Run::default();
        self.opened = None;
        self.live = Live::Gone;
        self.run_number += 1;
        self.cursor = Step(0);
        self.is_playing = false;
        self.sticks_to_end = false;
        self.spare = 0.0;
        self.window = Window::default();
        self.is_following = true;
        self.range = None;
    }

    fn start(&mut self) -> Effect {
        self.clear();
        self.notice = None;
        self.live = Live::Running;
        self.is_playing = true;
        Effect::Start
    }

    fn press_run(&mut self) -> Option<Effect> {
        match self.run_button() {
            RunButton::Run if self.live == Live::Running => None,
            RunButton::Run => Some(self.start()),
            RunButton::Pause => {
                self.is_playing = false;
                self.pause_live()
            }
            RunButton::Play => {
                self.is_playing = true;
                self.is_following = true;
                if self.live == Live::Paused {
                    self.live = Live::Running;
                    return Some(Effect::Resume);
                }
                None
            }
        }
    }

    fn stop(&mut self) -> Option<Effect> {
        self.is_playing = false;
        let was_live = self.is_live();
        self.live = Live::Gone;
        was_live.then_some(Effect::Release)
    }

    /// A program on the virtual clock is not paused: it is over in no time, and only its playing is held.
    fn pause_live(&mut self) -> Option<Effect> {
        if self.live == Live::Running && self.settings.clock == Clock::Browser {
            self.live = Live::Paused;
            return Some(Effect::Pause);
        }
        None
    }

    fn step_forward(&mut self) -> Option<Effect> {
        self.is_playing = false;
        if self.cursor < self.run.trace().end() {
            self.hold(Step(self.cursor.0 + 1));
            return self.pause_live();
        }
        match self.live {
            Live::Paused => Some(Effect::StepOnce),
            Live::Running => self.pause_live(),
            Live::Gone if self.run.trace().is_empty() => {
                let effect = self.start();
                self.is_playing = false;
                Some(effect)
            }
            Live::Gone => None,
        }
    }

    fn hold(&mut self, step: Step) {
        self.is_playing = false;
        self.sticks_to_end = false;
        self.cursor = step.min(self.run.trace().end());
        self.spare = 0.0;
    }

    /// A batch of the trace; one of a run that is gone is ignored.
    fn take(&mut self, run: u32, words: &[u32]) -> Option<Effect> {
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
        if (self.follows() && self.is_playing) || steps_live || self.sticks_to_end {
            self.cursor = self.run.trace().end();
        }
        if self.run.trace().run_end().is_some() && self.is_live() {
            self.is_playing &= self.cursor < self.run.trace().end();
            self.live = Live::Gone;
            return Some(Effect::Release);
        }
        None
    }

    fn fail(&mut self, run: u32, message: String) -> Option<Effect> {
        if run != self.run_number || self.run.trace().run_end().is_some() {
            return None;
        }
        self.notice = Some(message);
        self.stop()
    }

    /// A frame of the screen: the player goes on by as much time as has passed.
    fn play(&mut self, milliseconds: f64) {
        if !self.is_playing {
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
            self.is_playing = false;
            self.spare = 0.0;
        }
        self.follow();
    }
}
