//! How a run is looked at: where the cursor is, which part of which axis is in view, and what is selected.

use std::rc::Rc;
use taskscope_sorted::SortedSet;

use taskscope_format::TaskId;
use taskscope_scene::{Arrows, Window};
use taskscope_trace::{Arrangement, Axis, AxisKind, Lane, Run, Span, State, Step};

use super::navigation::Walk;
use super::windows::Windows;
use super::{Find, Range, Tab};

/// A view of one run. Two runs side by side are two views.
#[derive(Clone, Debug)]
pub struct View {
    cursor: Step,
    /// The axis.
    pub axis: AxisKind,
    /// The part of the axis that is in view.
    pub window: Window,
    /// What was in view before.
    windows: Windows,
    /// Whether the view goes along with the cursor while it moves by itself.
    pub is_following: bool,
    /// The task whose wakes are shown.
    pub selected: Option<TaskId>,
    /// The stretch of the run that is selected.
    pub range: Option<Range>,
    /// What is looked for in what happened.
    pub find: Find,
    /// Which wakes are drawn.
    pub arrows: Arrows,
    /// Tasks whose nodes are hidden.
    pub folded: SortedSet<TaskId>,
    /// Which lanes are shown, and in which order.
    pub arrangement: Arrangement,
    /// Which pane is beside the timeline.
    pub tab: Tab,
    /// The line of the source that the visitor asked for last, until the cursor moves.
    pub shown_line: Option<u32>,
}

/// A change of the view alone: the program goes on, and the cursor stays.
#[derive(Clone, Debug, PartialEq)]
pub enum Look {
    /// Along another axis; all of it comes into view.
    Axis(AxisKind),
    /// At another part of the axis, as a part of a movement.
    Window(Window),
    /// At another part of the axis, at once.
    ZoomTo(Window),
    /// The movement is over.
    Settle,
    /// The part that was in view before comes back.
    UndoZoom,
    /// The part that was in view before that comes back.
    RedoZoom,
    /// Whether the view goes along with the cursor while it moves by itself.
    Follow(bool),
    /// A task is selected, or none.
    Select(Option<TaskId>),
    /// A stretch of the run is selected, or none.
    Range(Option<Range>),
    /// The same while it is drawn.
    DrawRange(Option<Range>),
    /// Words are looked for in what happened.
    Find(String),
    /// Only the sentences that name a task are shown, or all.
    OnlyTask(Option<TaskId>),
    /// Takes back what was selected last: the range, then the task.
    Clear,
    /// The selected range or span comes into view.
    FitSelection,
    /// What lies between two steps comes into view, with half as much on either side.
    FitSpan(Step, Step),
    /// Other wakes are drawn.
    Arrows(Arrows),
    /// The nodes of a task are shown or hidden.
    ToggleFold(TaskId),
    /// Other lanes are shown, or in another order.
    Arrange(Arrangement),
    /// Another pane beside the timeline.
    Tab(Tab),
    /// A task is selected and its pane is shown.
    OpenTask(TaskId),
    /// A line of the source is shown.
    Line(u32),
}

impl View {
    /// A view from the start of a run, along an axis: everything in view, nothing selected.
    #[must_use]
    pub fn along(axis: AxisKind) -> Self {
        Self {
            cursor: Step(0),
            axis,
            window: Window::default(),
            windows: Windows::default(),
            is_following: true,
            selected: None,
            range: None,
            find: Find::default(),
            arrows: Arrows::default(),
            folded: SortedSet::new(),
            arrangement: Arrangement::default(),
            tab: Tab::default(),
            shown_line: None,
        }
    }

    /// The step the cursor is on.
    #[must_use]
    pub fn cursor(&self) -> Step {
        self.cursor
    }

    /// Whether there is something that [`Look::Clear`] would take away.
    #[must_use]
    pub fn has_selection(&self) -> bool {
        self.range.is_some() || self.selected.is_some()
    }

    /// The same with the run that it is a view of.
    #[must_use]
    pub fn of<'a>(&'a self, run: &'a Run) -> RunView<'a> {
        RunView { run, view: self }
    }

    /// Looks otherwise at `run`, whose cursor moves by itself or does not.
    pub(crate) fn apply(&mut self, look: Look, run: &Run, is_playing: bool) {
        match look {
            // Parts of one axis are none of another.
            Look::Axis(axis) => {
                (self.axis, self.window, self.windows) = (axis, Window::default(), Windows::default());
            }
            Look::Window(window) => {
                self.windows.glide(self.window);
                self.look_at(window, run, is_playing);
            }
            Look::ZoomTo(window) => self.zoom_to(window, run, is_playing),
            Look::Settle => self.windows.settle(),
            Look::UndoZoom => {
                let window = self.windows.undo(self.window).unwrap_or(self.window);
                self.look_at(window, run, is_playing);
            }
            Look::RedoZoom => {
                let window = self.windows.redo(self.window).unwrap_or(self.window);
                self.look_at(window, run, is_playing);
            }
            Look::Follow(is_following) => self.is_following = is_following,
            Look::Select(task) => self.selected = task,
            Look::Range(range) | Look::DrawRange(range) => self.range = range,
            Look::Find(text) => self.find.look_for(text),
            Look::OnlyTask(task) => self.find.only(task),
            Look::Clear if self.range.take().is_none() => self.selected = None,
            Look::Clear => {}
            Look::FitSelection => {
                let window = self.of(run).window_of_selection().unwrap_or(self.window);
                self.zoom_to(window, run, is_playing);
            }
            Look::FitSpan(from, to) => {
                let window = self.of(run).window_between(from, to, 0.5);
                self.zoom_to(window, run, is_playing);
            }
            Look::Arrows(arrows) => self.arrows = arrows,
            Look::ToggleFold(task) => {
                if !self.folded.remove(&task) {
                    self.folded.insert(task);
                }
            }
            Look::Arrange(arrangement) => self.arrangement = arrangement,
            Look::Tab(tab) => self.tab = tab,
            Look::OpenTask(task) => (self.selected, self.tab) = (Some(task), Tab::Task),
            Look::Line(line) => (self.tab, self.shown_line) = (Tab::Source, Some(line)),
        }
    }

    /// Looks at another part of the axis, and remembers this one.
    fn zoom_to(&mut self, window: Window, run: &Run, is_playing: bool) {
        if window != self.window {
            self.windows.leave(self.window);
            self.look_at(window, run, is_playing);
        }
    }

    /// Where the visitor looks away from the cursor, the view stops going along with it.
    fn look_at(&mut self, window: Window, run: &Run, is_playing: bool) {
        self.is_following = self.of(run).has_cursor_in(window) || !is_playing;
        self.window = window;
    }

    /// Whether a zoom can be undone, and one that was undone be done again.
    #[must_use]
    pub fn zooms(&self) -> [bool; 2] {
        self.windows.has()
    }

    /// The axis has grown from one length to another; the same part of it stays in view.
    pub(crate) fn on_longer_axis(&mut self, before: f64, length: f64) {
        self.window = self.window.on_longer_axis(before, length);
        self.windows.on_longer_axis(before, length);
    }

    /// Reads on for what is looked for.
    pub(crate) fn find_on(&mut self, run: &Run, events: usize) {
        self.find.go_on(run, events);
    }

    /// Puts the cursor on a step, or the last one before it.
    pub(crate) fn seek(&mut self, step: Step, run: &Run) {
        self.cursor = step.min(run.trace().end());
        self.shown_line = None;
    }

    /// The cursor moves on by itself.
    pub(crate) fn advance(&mut self, step: Step) {
        self.cursor = step;
    }

    /// Goes where a walk leads; whether it leads anywhere.
    pub(crate) fn walk(&mut self, walk: Walk, run: &Run) -> bool {
        let Some((step, task)) = self.of(run).end_of(walk) else { return false };
        self.selected = task;
        self.seek(step, run);
        self.show_cursor(run);
        true
    }

    /// The cursor comes into view.
    pub(crate) fn show_cursor(&mut self, run: &Run) {
        let axis = self.of(run).axis();
        self.window = self.window.with_in_view(axis.position(self.cursor), axis.length());
    }

    /// The view goes along with the cursor.
    pub(crate) fn follow(&mut self, run: &Run) {
        if self.is_following {
            self.show_cursor(run);
        }
    }

    /// The same for another run, of which nothing is there yet; what is selected and hidden stays.
    pub(crate) fn rewind(&mut self) {
        self.cursor = Step(0);
        (self.window, self.windows) = (Window::default(), Windows::default());
        self.is_following = true;
        self.range = None;
        self.find.begin_anew();
        self.shown_line = None;
    }

    /// The tasks of another program are others.
    pub(crate) fn forget_tasks(&mut self) {
        self.selected = None;
        self.find.only(None);
        self.folded.clear();
    }
}

/// A view with its run: what can be read of both together.
#[derive(Clone, Copy, Debug)]
pub struct RunView<'a> {
    /// The run.
    pub run: &'a Run,
    /// How it is looked at.
    pub view: &'a View,
}

impl<'a> RunView<'a> {
    /// The axis along which the run is shown.
    #[must_use]
    pub fn axis(self) -> Axis<'a> {
        self.run.axis(self.view.axis)
    }

    /// The state at the cursor.
    #[must_use]
    pub fn state(self) -> Rc<State> {
        self.run.shown_at(self.view.cursor)
    }

    /// What the selected task does at the cursor: the span that stands out in its lane.
    #[must_use]
    pub fn selected_span(self) -> Option<Span> {
        self.run.lanes().lane(self.view.selected?).map(Lane::track)?.span_at(self.view.cursor)
    }

    fn has_cursor_in(self, window: Window) -> bool {
        let axis = self.axis();
        window.has(axis.position(self.view.cursor), axis.length())
    }

    /// The range in view, or else the selected span with some room beside it.
    fn window_of_selection(self) -> Option<Window> {
        if let Some(range) = self.view.range {
            return Some(self.window_between(range.from(), range.to(), 0.0));
        }
        let span = self.selected_span()?;
        Some(self.window_between(span.from, span.to.unwrap_or(self.run.trace().end()), 0.5))
    }

    /// What lies between two steps, with a part of it on either side.
    fn window_between(self, from: Step, to: Step, margin: f64) -> Window {
        /// What takes no time is not closer than this part of the axis.
        const LEAST: f64 = 1e-4;
        let axis = self.axis();
        let (from, to) = (axis.position(from), axis.position(to));
        let margin = ((to - from) * margin).max(axis.length() * LEAST);
        Window::between(from - margin, to + margin, axis.length())
    }
}
