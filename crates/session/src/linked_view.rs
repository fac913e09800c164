//! What a link says of the view beside its axis: the part in view, a range, a task and a tab.

use taskscope_format::{Clock, TaskId};
use taskscope_scene::Window;
use taskscope_tell::say;
use taskscope_trace::Step;

use super::{LinkedStep, Range, Session, Tab};

/// What a link says of a view. What it does not say has its default.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LinkedView {
    /// The part of the axis that is in view.
    pub zoom: Option<Window>,
    /// Where a range begins and ends.
    pub range: Option<[LinkedStep; 2]>,
    /// The task that is picked, if it is not the one that the demo picks at first.
    pub task: Option<TaskId>,
    /// The tab.
    pub tab: Option<Tab>,
}

/// The names of its parts in links.
const ZOOM: &str = "zoom";
const RANGE: &str = "range";
const TASK: &str = "task";
const TAB: &str = "tab";

impl LinkedView {
    /// What a link to this view has to say. Parts of a run are named only where every run has them again.
    pub(crate) fn of(session: &Session, is_repeatable: bool) -> Self {
        let view = &session.view;
        let tab = (view.tab != Tab::default()).then_some(view.tab);
        if !is_repeatable {
            return Self { tab, ..Self::default() };
        }
        let task = view.selected.filter(|_| view.selected != first_selected(session));
        Self {
            zoom: (!view.window.is_all()).then_some(view.window),
            range: view.range.map(|range| [range.from(), range.to()].map(LinkedStep::from)),
            task,
            tab,
        }
    }

    /// Whether it shows a moment or a part of a run, and not just a tab.
    #[must_use]
    pub fn is_of_a_moment(&self) -> bool {
        self.zoom.is_some() || self.range.is_some() || self.task.is_some()
    }

    /// As a link has it.
    pub(crate) fn pairs(&self) -> Vec<String> {
        let zoom =
            self.zoom.map(|window| format!("{ZOOM}={}-{}", fraction(window.from), fraction(window.to)));
        let range = self.range.map(|[from, to]| format!("{RANGE}={}-{}", from.count(), to.count()));
        let task = self.task.map(|task| format!("{TASK}={}", task.0));
        let tab = self.tab.map(|tab| format!("{TAB}={}", tab.key()));
        [zoom, range, task, tab].into_iter().flatten().collect()
    }

    /// What a link says of it.
    #[must_use]
    pub fn text(&self) -> String {
        self.pairs().join("&")
    }

    /// The same with a part as a link has it; `None` if there is no such part, or not with this value.
    pub(crate) fn with(self, name: &str, value: &str) -> Option<Self> {
        let both = || value.split_once('-');
        Some(match name {
            ZOOM => {
                let (from, to) = both()?;
                let (from, to) = (fraction_from(from)?, fraction_from(to)?);
                (from < to).then(|| Self { zoom: Some(Window::between(from, to, 1.0)), ..self })?
            }
            RANGE => {
                let (from, to) = both()?;
                let range = [from.parse().ok()?, to.parse().ok()?];
                (range[0] < range[1])
                    .then(|| Self { range: Some(range.map(LinkedStep::first_version)), ..self })?
            }
            TASK => Self { task: Some(TaskId(value.parse().ok()?)), ..self },
            TAB => Self { tab: Some(Tab::from_key(value)?), ..self },
            _ => return None,
        })
    }

    /// Its steps count the events of a version.
    pub(crate) fn counted_by(self, version: u32) -> Self {
        let range =
            self.range.and_then(|[from, to]| Some([from.counted_by(version)?, to.counted_by(version)?]));
        Self { range, ..self }
    }
}

/// Digits of a fraction: as fine as the view can be.
const DIGITS: usize = 7;
const WHOLE: u32 = 10_000_000;

/// A fraction of the axis, as short as it can be written.
fn fraction(at: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to 1, in parts of the whole"
    )]
    let parts = ((at * f64::from(WHOLE)).round() as u32).min(WHOLE);
    let text = format!("{}.{:0DIGITS$}", parts / WHOLE, parts % WHOLE);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The fraction that is written so. Read by hand: the reader of all numbers with a point would be tenfold the code.
fn fraction_from(text: &str) -> Option<f64> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let are_digits = [whole, rest].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if whole.is_empty() || rest.len() > DIGITS || !are_digits {
        return None;
    }
    let parts = whole.parse::<u32>().ok()?.checked_mul(WHOLE)?;
    let parts = parts.checked_add(format!("{rest:0<DIGITS$}").parse().ok()?)?;
    (parts <= WHOLE).then(|| f64::from(parts) / f64::from(WHOLE))
}

/// The task that is picked at first, where the demo picks one.
fn first_selected(session: &Session) -> Option<TaskId> {
    let name = session.settings()?.demo.view.selected?;
    let (trace, state) = (session.run.trace(), session.run.live_state());
    state.tasks.values().find(|task| trace.text(task.name) == name).map(|task| task.id)
}

impl Session {
    /// The view that a link asks for: its tab at once, the rest as soon as the run is recorded.
    pub(super) fn show_linked(&mut self, view: LinkedView) {
        self.view.tab = view.tab.unwrap_or(self.view.tab);
        let is_in_real_time = self.settings().is_some_and(|settings| settings.clock == Clock::Browser);
        self.linked = (!is_in_real_time && view.is_of_a_moment()).then_some(view);
        if !self.is_live() {
            self.show_awaited_view();
        }
    }

    /// The run is recorded: what a link asked for is there now, or it never will be, and that is said.
    pub(super) fn show_awaited_view(&mut self) {
        let is_recorded = self.run.trace().run_end().is_some();
        let Some(view) = self.linked.take_if(|_| is_recorded) else { return };
        if let Some(task) = view.task {
            self.pick_linked(task);
        }
        if let Some([from, to]) = view.range {
            let trace = self.run.trace();
            self.view.range = Range::between(from.step(trace), to.step(trace));
            self.say_if_beyond(to);
        }
        if let Some(window) = view.zoom {
            self.view.window = window;
        }
    }

    fn pick_linked(&mut self, task: TaskId) {
        if self.run.live_state().tasks.get(task).is_some() {
            self.view.selected = Some(task);
        } else {
            self.add_notice(&say::session_address::no_task(task.0.into()));
        }
    }

    /// Says that a link asks for a step that the run does not have.
    pub(super) fn say_if_beyond(&mut self, step: LinkedStep) {
        let most = step.most(self.run.trace());
        if step.count() > most {
            self.add_notice(&say::session_address::beyond(step.count() as u64, most as u64));
        }
    }

    fn add_notice(&mut self, text: &str) {
        let before = self.notices.text.take().filter(|before| !before.contains(text));
        self.notices.tell(&before.into_iter().chain([text.to_owned()]).collect::<Vec<_>>().join(" "));
    }
}

/// The step that a link to the cursor names, and the version whose events its numbers count.
pub(crate) fn step_pairs(step: Option<Step>, view: &LinkedView, session: &Session) -> Vec<String> {
    let trace = session.run.trace();
    let steps = step.map(LinkedStep::from).into_iter().chain(view.range.into_iter().flatten());
    let is_the_same =
        steps.into_iter().all(|linked| trace.count_of_version_1(Step(linked.count())) == linked.count());
    let named = step.map(|step| format!("step={}", step.0));
    let needs_version = !is_the_same && (named.is_some() || view.range.is_some());
    let version = needs_version.then(|| format!("format={}", taskscope_format::VERSION));
    named.into_iter().chain(version).collect()
}
