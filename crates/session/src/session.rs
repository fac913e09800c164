//! Everything the page shows, but for the pixels: what there is to read of it, and what every action changes.

use std::borrow::Cow;
use std::rc::Rc;

use taskscope_format::{Clock, PlaceId};
use taskscope_gallery::{Demo, entries, find, way_at};
use taskscope_judge::JudgedRun;
use taskscope_trace::files::Origin;
use taskscope_trace::{Axis, AxisKind, State, Step};

use super::held_back::HeldBack;
use super::lifecycle::Live;
use super::player::Motion;
use super::repetition::{Recall, Repetition};
use super::same_place::SamePlace;
use super::{
    Action, Aim, Answers, CourseStop, Dialog, Effect, Hosting, LinkedStep, LinkedView, Notices, Player,
    Prediction, Preferences, Program, Range, RunView, Settings, Story, Teaching, View, Way,
};

/// A program, its run and a view of it, and what the visitor does with them.
#[derive(Debug)]
pub struct Session {
    /// What is shown.
    pub program: Program,
    /// What has been recorded of it and may be shown: while a question is open, it ends at the question's step.
    pub run: JudgedRun,
    /// Counts runs, so that a late batch of the one before is told apart.
    pub run_number: u32,
    /// How the run is looked at.
    pub view: View,
    /// How the cursor moves by itself.
    pub player: Player,
    /// What the page says about the program beside its run.
    pub story: Story,
    /// What the visitor has to know for a while.
    pub notices: Notices,
    /// What lies over everything else.
    pub dialog: Option<Dialog>,
    /// What the visitor points at.
    pub aim: Option<Aim>,
    /// What is kept from visit to visit.
    pub preferences: Preferences,
    /// What became of the questions.
    pub answers: Answers,
    /// Whether questions are asked.
    pub(super) asks: bool,
    pub(super) prediction: Option<Prediction>,
    /// What the run has recorded after the step of the open question.
    pub(super) held_back: Option<HeldBack>,
    /// A run that nobody sees, for the choices of the question.
    pub(super) rehearsal: Option<JudgedRun>,
    /// What a class sees differently.
    pub teaching: Teaching,
    pub(super) live: Live,
    /// The recorded run that is on its way.
    pub(super) recalled: Option<Recall>,
    /// What the program records while its recorded run is shown.
    pub(super) repetition: Option<Repetition>,
    /// Where the other variant is shown, as soon as its run has come so far.
    pub(super) same_place: Option<SamePlace>,
    /// The run and the step of the stop of the tour that is shown, once they are known: other settings have other runs.
    pub(super) stop_reached: Option<(u32, Step)>,
    /// The step to show as soon as the run is recorded.
    pub(super) awaited: Option<LinkedStep>,
    /// What else a link asks for, to show as soon as the run is recorded.
    pub(super) linked: Option<LinkedView>,
    /// The demo to show as soon as it is here.
    pub(super) wanted: Option<CourseStop>,
    /// What was shown before a file was opened.
    pub(super) before_file: Option<Settings>,
    /// The clock and what drives it that were chosen last: the next program has them, too.
    pub(super) conditions: (Clock, Hosting),
}

impl Session {
    /// A session in which nothing was run.
    #[must_use]
    pub fn new(program: impl Into<Program>) -> Self {
        let program = program.into();
        let settings = program.settings();
        let conditions = settings.map_or((Clock::Virtual, Hosting::default()), |own| {
            (own.clock_to_carry_on(Clock::Virtual), own.hosting)
        });
        Self {
            run: JudgedRun::default(),
            run_number: 0,
            view: View::along(settings.map_or(AxisKind::default(), |own| own.demo.view.axis)),
            player: Player::default(),
            story: Story::of(settings.map(|own| own.demo)),
            notices: Notices::default(),
            dialog: None,
            aim: None,
            stop_reached: None,
            preferences: Preferences::default(),
            answers: Answers::default(),
            asks: false,
            prediction: None,
            held_back: None,
            rehearsal: None,
            teaching: Teaching::default(),
            live: Live::Gone,
            recalled: None,
            repetition: None,
            same_place: None,
            awaited: None,
            linked: None,
            wanted: None,
            before_file: settings,
            conditions,
            program,
        }
    }

    /// The same with what was kept from an earlier visit.
    #[must_use]
    pub fn with_kept(self, preferences: Preferences, answers: Answers) -> Self {
        let teaching = Teaching { is_on: preferences.is_for_class, ..self.teaching };
        Self { preferences, answers, teaching, ..self }
    }

    /// With what the program can be run (anew), as [`Program::settings`].
    #[must_use]
    pub fn settings(&self) -> Option<Settings> {
        self.program.settings()
    }

    /// What to choose for a demo to be shown as it is at first: the clock and what drives it stay.
    #[must_use]
    pub fn settings_for(&self, demo: &'static Demo) -> Settings {
        let (clock, hosting) = self.conditions;
        Settings::after(clock, hosting, demo)
    }

    /// The same for a demo of a course, in its variant; `None` while not all of the demo is here.
    #[must_use]
    pub fn settings_at(&self, stop: CourseStop) -> Option<Settings> {
        let demo = find(stop.demo.slug).filter(|demo| demo.is_complete())?;
        Some(Settings { variant: demo.variant(stop.variant)?, ..self.settings_for(demo) })
    }

    /// The way from the demo that is shown to those before and after it: through the course if it is part of one, or else
    /// through the gallery. `None` for a file.
    #[must_use]
    pub fn way(&self) -> Option<Way> {
        let slug = self.settings()?.demo.slug;
        self.teaching.course.way(slug).or_else(|| {
            let (before, place, after) = way_at(slug);
            let [before, after] = [before, after].map(|demo| demo.and_then(CourseStop::first_of));
            Some(Way { before, place, all: entries().len(), after })
        })
    }

    /// The step the cursor is on.
    #[must_use]
    pub fn cursor(&self) -> Step {
        self.view.cursor()
    }

    /// The run as it is looked at.
    #[must_use]
    pub fn shown(&self) -> RunView<'_> {
        self.view.of(&self.run)
    }

    /// The state at the cursor.
    #[must_use]
    pub fn state(&self) -> Rc<State> {
        self.shown().state()
    }

    /// The axis along which the run is shown.
    #[must_use]
    pub fn axis(&self) -> Axis<'_> {
        self.shown().axis()
    }

    /// Whether the cursor moves by itself.
    #[must_use]
    pub fn is_playing(&self) -> bool {
        self.player.motion == Motion::Playing
    }

    /// Whether anything of it changes by itself, or as soon as a program has something to say.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.is_playing() || self.is_live() || self.is_finding() || self.is_repeating(self.run_number)
    }

    /// Whether a step is to be shown that is not recorded yet.
    #[must_use]
    pub fn is_awaiting(&self) -> bool {
        self.awaited.is_some() || self.linked.is_some()
    }

    /// Whether some of the run is still to be searched for what the visitor looks for.
    #[must_use]
    pub fn is_finding(&self) -> bool {
        self.view.find.is_behind(&self.run)
    }

    /// What was run: as it was chosen, or as the file says that was opened.
    #[must_use]
    pub fn origin(&self) -> Origin {
        match &self.program {
            Program::BuiltIn(settings) => settings.origin(),
            Program::Recording(recording) => recording.origin.clone(),
        }
    }

    /// The line of a place in the source that is shown beside the run; `None` if the place lies elsewhere, or there is no
    /// source.
    #[must_use]
    pub fn line_of(&self, place: PlaceId) -> Option<u32> {
        self.run.trace().line_in(place, self.settings()?.demo.source.file)
    }

    /// What the file of this run is called, without its ending.
    #[must_use]
    pub fn file_stem(&self) -> String {
        match (self.settings(), self.program.recording()) {
            (None, Some(recording)) => recording.file_stem(),
            (settings, _) => {
                settings.map_or_else(String::new, |own| format!("{}-{}", own.demo.slug, own.variant.name))
            }
        }
    }

    /// What the file of a part of this run is called, without its ending; of all of it without a range.
    #[must_use]
    pub fn file_stem_of(&self, range: Option<Range>) -> String {
        let stem = self.file_stem();
        range
            .map_or_else(|| stem.clone(), |range| format!("{stem}-steps-{}-{}", range.from().0, range.to().0))
    }

    /// What a picture of this run is called.
    #[must_use]
    pub fn title(&self) -> String {
        match self.settings() {
            Some(settings) => format!("{} · {}", settings.demo.title, settings.variant.name),
            None => self.heading().into_owned(),
        }
    }

    /// The title above the run: that of its demo, or that of the file that it comes from.
    #[must_use]
    pub fn heading(&self) -> Cow<'_, str> {
        match (self.settings(), self.program.recording()) {
            (None, Some(recording)) => recording.title(),
            (settings, _) => Cow::Borrowed(settings.map_or("", |own| own.demo.title)),
        }
    }

    /// Takes an action; what it returns has to be done by the page.
    pub fn apply(&mut self, action: impl Into<Action>) -> Option<Effect> {
        let effect = self.carry_out(action.into());
        self.note_progress();
        effect
    }

    /// A demo counts as seen when one of its runs was seen to its end.
    fn note_progress(&mut self) {
        let Program::BuiltIn(settings) = &self.program else { return };
        let trace = self.run.trace();
        if trace.run_end().is_some() && self.view.cursor() == trace.end() {
            self.preferences.see(settings.demo.slug);
        }
    }

    fn carry_out(&mut self, action: Action) -> Option<Effect> {
        match action {
            Action::Look(look) => self.view.apply(look, &self.run, self.player.motion == Motion::Playing),
            Action::Prefer(change) => self.prefer(change),
            Action::Teach(change) => {
                self.teaching.apply(change);
                self.preferences.is_for_class = self.teaching.is_on;
            }
            Action::SetSpeed(speed) => self.player.speed = speed,
            Action::SetPace(pace) => self.player.pace = pace,
            Action::SetAside => self.set_aside(),
            Action::Ask(asks) => self.ask(asks),
            Action::Rehearsed { run, words } => self.rehearse(run, &words),
            Action::RehearsalFailed { run } => self.fail_rehearsal(run),
            Action::EndTour => self.story.end_tour(),
            Action::ShowDialog(dialog) => self.dialog = dialog,
            Action::Aim(aim) => self.aim = aim,
            Action::Tell(text) => self.notices.tell(&text),
            Action::ShowLink(link) => self.notices.link = Some(link),
            Action::Dismiss => self.notices.dismiss(),
            Action::Silent(seconds) => self.notices.silent = seconds,
            Action::Work(work) => self.notices.work = work,
            Action::WorkFailed(text) => self.notices.fail(&text),
            Action::Frame { milliseconds } => self.play(milliseconds),
            Action::ShowWhole => self.show_whole(),
            Action::Await(step) => self.wait_for(step),
            Action::ShowLinked(view) => self.show_linked(view),
            Action::FindOn(events) => self.view.find_on(&self.run, events),
            Action::Choose(settings) => return self.change(settings),
            Action::ChooseLinked(settings) => return self.choose(settings),
            Action::GoToDemo(stop) => return self.go_to_demo(stop),
            Action::Learned => return self.show_wanted(),
            Action::NotLearned(slug, reason) => self.give_up_wanted(slug, &reason),
            Action::Guess(guess) => return self.guess(guess),
            Action::AskAgain => return self.ask_again(),
            Action::Open(recording, run) => return self.show(recording, &run),
            Action::CloseFile => return self.close_file(),
            Action::RunButton => return self.press_run(),
            Action::Play => return self.play_on(),
            Action::Pause => return self.pause(),
            Action::Restart => return self.restart(),
            Action::Stop { at } => return self.stop(at),
            Action::StepForward => return self.step_forward(),
            Action::StepBack => return self.seek(taskscope_tell::told_before(&self.run, self.cursor())),
            Action::EventForward => return self.event_forward(),
            Action::EventBack => return self.seek(Step(self.cursor().0.saturating_sub(1))),
            Action::StepBy(by) => return self.step_by(by),
            Action::Seek(step) => return self.seek(step),
            Action::GoTo(step) => return self.go_to(step),
            Action::Walk(walk) => return self.walk(walk),
            Action::NextMark => return self.go_to_next_mark(),
            Action::PreviousMark => return self.go_to_previous_mark(),
            Action::PickSpan(task, step) => {
                self.view.selected = Some(task);
                return self.seek(step);
            }
            Action::PickStretch(from, to) => {
                self.view.range = Range::between(from, to);
                return self.seek(from);
            }
            Action::Recall => return self.recall(),
            Action::Batch { run, words } => return self.take(run, &words),
            Action::Failed { run, message } => return self.fail(run, &message),
            Action::Crashed { run, at, crash } => return self.crash(run, at, &crash),
            Action::Visit(index) => return self.visit(index),
            Action::Search => return Some(Effect::FocusSearch),
            Action::SearchEvents => return Some(Effect::FocusFind),
            Action::Export(form) => return Some(Effect::Export(form, None)),
            Action::ExportRange(form) => return Some(Effect::Export(form, self.view.range)),
            Action::Cancel => {
                self.notices.work = None;
                return Some(Effect::Cancel);
            }
        }
        None
    }
}
