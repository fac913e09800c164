//! A stretch of the run that the visitor selected, and what comes into view when a selection is fitted.

use super::Session;
use taskscope_scene::Window;
use taskscope_trace::{Lane, Span, Step};

/// A stretch between two steps, the earlier one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    from: Step,
    to: Step,
}

impl Range {
    /// The stretch between two steps, whichever comes first. `None` if they are the same.
    #[must_use]
    pub fn between(one: Step, other: Step) -> Option<Self> {
        (one != other).then(|| Self { from: one.min(other), to: one.max(other) })
    }

    /// Where it begins.
    #[must_use]
    pub fn from(self) -> Step {
        self.from
    }

    /// Where it ends.
    #[must_use]
    pub fn to(self) -> Step {
        self.to
    }
}

impl Session {
    /// What the selected task does at the cursor: the span that stands out in its lane.
    #[must_use]
    pub fn selected_span(&self) -> Option<Span> {
        self.run.lanes().lane(self.selected?).map(Lane::track)?.span_at(self.cursor())
    }

    /// Whether there is something that [`Action::Clear`](super::Action::Clear) would take away.
    #[must_use]
    pub fn has_selection(&self) -> bool {
        self.range.is_some() || self.selected.is_some()
    }

    /// Takes back what was selected last: the range, then the task.
    pub(super) fn clear_selection(&mut self) {
        if self.range.take().is_none() {
            self.selected = None;
        }
    }

    /// Brings the range into view, or else the selected span with some room beside it.
    pub(super) fn fit_selection(&mut self) {
        if let Some(Range { from, to }) = self.range {
            self.window = self.window_between(from, to, 0.0);
        } else if let Some(span) = self.selected_span() {
            self.fit_span(span.from, span.to.unwrap_or(self.run.trace().end()));
        }
    }

    /// Brings what lies between two steps into view, with half as much on either side.
    pub(super) fn fit_span(&mut self, from: Step, to: Step) {
        self.window = self.window_between(from, to, 0.5);
    }

    fn window_between(&self, from: Step, to: Step, margin: f64) -> Window {
        /// What takes no time is not closer than this part of the axis.
        const LEAST: f64 = 1e-4;
        let axis = self.axis();
        let (from, to) = (axis.position(from), axis.position(to));
        let margin = ((to - from) * margin).max(axis.length() * LEAST);
        Window::between(from - margin, to + margin, axis.length())
    }
    /// The visitor looks elsewhere: where the cursor is not in view, the view stops going along with it.
    pub(super) fn look_at(&mut self, window: Window) {
        let axis = self.axis();
        let is_in_view = window.has(axis.position(self.cursor()), axis.length());
        self.window = window;
        self.is_following = is_in_view || !self.is_playing();
    }

    /// The view goes along with the cursor.
    pub(super) fn follow(&mut self) {
        let axis = self.axis();
        let (position, length) = (axis.position(self.cursor()), axis.length());
        if self.is_following {
            self.window = self.window.with_in_view(position, length);
        }
    }
}
