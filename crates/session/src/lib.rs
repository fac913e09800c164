//! What the visitor chose and where the cursor is: a state, actions, and `apply`. Pure.
#![forbid(unsafe_code)]
#![warn(clippy::allow_attributes_without_reason)]

mod action;
mod address;
mod carried;
mod dialog;
mod embed;
mod export;
mod gesture;
mod halt;
mod hosting;
mod linked_step;
pub mod named;
pub mod near;
mod open;
mod out_of_range;
mod parts;
mod picture;
mod player;
mod preferences;
mod range;
mod running;
mod settings;
mod status;
mod story;
mod tab;
mod walk;

pub use action::{Action, Effect};
pub use address::{address, from_address, query};
pub use dialog::Dialog;
pub use embed::{Embed, EmbedForm, EmbedSource};
pub use export::{EXPORTS, Export, RECORDING};
pub use gesture::Gesture;
pub use halt::{Crash, Halt};
pub use hosting::Hosting;
pub use linked_step::LinkedStep;
pub use open::{Opened, Prepared, Work, read_file};
pub use parts::{Part, Parts};
pub use picture::{PICTURE_WIDTH, Shown, picture, plain_picture};
pub use player::{Pace, Speed};
pub use preferences::{Divider, Preferences, Theme};
pub use range::Range;
pub use settings::Settings;
pub use status::{RunButton, Status};
pub use story::Guess;
pub use tab::Tab;
pub use walk::Walk;

use std::collections::BTreeSet;
use std::rc::Rc;

use taskscope_runtime::{Clock, TaskId};

use self::carried::Carried;
use self::story::Story;
use taskscope_judge::JudgedRun;
use taskscope_scene::{Arrows, Window};
use taskscope_trace::{Arrangement, Axis, MOST_SHOWN, State, Step, shortened};

/// Everything the page shows, but for the pixels.
#[derive(Debug)]
pub struct Session {
    /// What the visitor chose to run. What is shown can be something else: see [`Session::program`].
    pub settings: Settings,
    /// What has been recorded of it.
    pub run: JudgedRun,
    /// The worker's side of it.
    live: Live,
    /// Counts runs, so that a late batch of the one before is told apart.
    pub run_number: u32,
    cursor: Step,
    motion: Motion,
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
    /// Something the visitor has to know: what is wrong, and what to do.
    pub notice: Option<String>,
    /// What lies over everything else.
    pub dialog: Option<Dialog>,
    /// The file that the run comes from, if it was not run here.
    pub opened: Option<Opened>,
    /// Which pane stands beside the timeline.
    pub tab: Tab,
    /// The line of the source that the visitor asked for last, until the cursor moves.
    pub shown_line: Option<u32>,
    /// What is taken along from the other variant, until the run has come so far.
    carried: Option<Carried>,
    story: Story,
    /// What takes long just now.
    pub work: Option<Work>,
    /// For how many seconds the program has not let its worker listen, as far as that is long enough to be told.
    pub silent: Option<u32>,
    /// What is kept from visit to visit.
    pub preferences: Preferences,
    /// The link to this moment, if it is to be shown.
    pub link: Option<String>,
}

/// What the worker does, as far as it has been told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Live {
    #[default]
    Gone,
    Running,
    Paused,
}

/// How the cursor moves by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Motion {
    /// Not at all.
    Still,
    /// As the player goes.
    Playing,
    /// To the end, as soon as there is one: the picture is to be shown whole.
    AtEnd,
}

impl Session {
    /// A session in which nothing was run.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            run: JudgedRun::default(),
            live: Live::Gone,
            run_number: 0,
            cursor: Step(0),
            motion: Motion::Still,
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
            notice: None,
            dialog: None,
            opened: None,
            tab: Tab::default(),
            shown_line: None,
            carried: None,
            story: Story::default(),
            work: None,
            silent: None,
            preferences: Preferences::default(),
            link: None,
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
        self.motion == Motion::Playing
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
            Action::Restart => return self.start(),
            Action::ShowWhole => self.show_whole(),
            Action::Stop => return self.is_live().then_some(Effect::Stop),
            Action::Halted { run, halt } => return self.halt(run, &halt),
            Action::Silent(seconds) => self.silent = seconds,
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
            Action::Failed { run, message } => return self.fail(run, &message),
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
            Action::PickStretch(from, to) => {
                self.range = Range::between(from, to);
                self.hold(from);
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
            Action::SetCharacterKeys(are_on) => self.preferences.has_character_keys = are_on,
            Action::Search => return Some(Effect::FocusSearch),
            Action::ShowDialog(dialog) => self.dialog = dialog,
            Action::Tell(notice) => self.notice = Some(shortened(&notice, MOST_SHOWN).into_owned()),
            Action::ShowLink(link) => self.link = Some(link),
            Action::ToggleTheme => self.preferences.theme = self.preferences.theme.next(),
            Action::Resize { divider, size } => self.preferences.resize(divider, size),
            Action::Guess(guess) => self.make_guess(guess),
            Action::Visit(index) => return self.visit(index),
            Action::EndTour => self.end_tour(),
            Action::HintsRead => self.preferences.are_hints_read = true,
            Action::Open(opened, run) => return self.show(opened, &run),
            Action::Export(form) => return Some(Effect::Export(form)),
            Action::Work(work) => self.work = work,
            Action::Cancel => {
                self.work = None;
                return Some(Effect::Cancel);
            }
            Action::ShowLine(line) => (self.tab, self.shown_line) = (Tab::Source, Some(line)),
            Action::Dismiss => (self.notice, self.link) = (None, None),
        }
        None
    }

    /// Other settings: the trace of the old ones goes. On the virtual clock the new run starts at once.
    fn choose(&mut self, settings: Settings) -> Option<Effect> {
        if settings == self.settings && !self.run.trace().is_empty() && self.opened.is_none() {
            return None;
        }
        let was_program = self.program().is_some();
        let is_other_program = !was_program
            || !std::ptr::eq(settings.demo, self.settings.demo)
            || settings.variant.name != self.settings.variant.name
            || settings.clock != self.settings.clock;
        let end = self.run.trace().end();
        let (was_playing, is_first) = (self.is_playing(), self.run.trace().is_empty());
        let showed_end = self.cursor == end && !was_playing && !is_first;
        let is_other_variant =
            was_program && Settings { variant: settings.variant, ..self.settings } == settings && !is_first;
        let carried = is_other_variant.then(|| Carried::from(self));
        if !was_program || !std::ptr::eq(settings.demo, self.settings.demo) {
            self.begin_story();
        }
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
        let effect = self.start()?;
        // Turning a knob shows the new picture whole, as it showed the old one.
        self.motion = if showed_end && (!is_other_program || is_other_variant) {
            Motion::AtEnd
        } else if was_playing || !is_other_variant {
            Motion::Playing
        } else {
            Motion::Still
        };
        self.carried = carried;
        Some(effect)
    }

    fn clear(&mut self) {
        self.run = JudgedRun::default();
        self.opened = None;
        self.live = Live::Gone;
        self.silent = None;
        self.run_number += 1;
        self.cursor = Step(0);
        self.motion = Motion::Still;
        self.spare = 0.0;
        self.window = Window::default();
        self.shown_line = None;
        self.carried = None;
        self.forget_answers();
        self.is_following = true;
        self.range = None;
    }
}
