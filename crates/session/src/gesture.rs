//! What the pointer does in the timeline while it is held down: what it took hold of, and where that leads.

use super::{Action, Range, Session};
use taskscope_scene::{Hit, View, Window};
use taskscope_trace::{LongTask, Step};

/// What a pointer that is held down does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gesture {
    /// It has not moved yet: a click, unless it does.
    Press {
        /// Where it was pressed.
        px: f64,
        /// What lies there.
        hit: Hit,
    },
    /// Selects a range from a step on.
    Range(Step),
    /// Moves the cursor.
    Cursor,
    /// Moves the view, which was another one when the pointer was pressed.
    Pan {
        /// Where it was pressed.
        px: f64,
        /// The view then.
        window: Window,
    },
    /// Moves the window in the minimap, held at a fraction of the axis.
    Window {
        /// The fraction.
        at: f64,
        /// The window then.
        window: Window,
    },
    /// Moves an edge of the window in the minimap; the other one stays at a fraction of the axis.
    Edge(f64),
    /// Two pointers hold two fractions of the axis.
    Pinch([f64; 2]),
}

impl Session {
    /// The pointer is pressed on something; `pans` says whether to move the view whatever lies there.
    #[must_use]
    pub fn grab(&self, view: &View, hit: Hit, px: f64, pans: bool) -> Gesture {
        let window = self.window;
        if pans {
            return Gesture::Pan { px, window };
        }
        let at = self.fraction(view, px);
        match hit {
            Hit::Ruler => Gesture::Cursor,
            Hit::WindowStart => Gesture::Edge(window.to),
            Hit::WindowEnd => Gesture::Edge(window.from),
            // Where everything is in view there is nothing to move, but a part to be picked.
            Hit::Window if window.is_all() => Gesture::Edge(at),
            Hit::Window => Gesture::Window { at, window },
            Hit::Minimap => {
                let half = (window.to - window.from) / 2.0;
                Gesture::Window { at, window: Window::between(at - half, at + half, 1.0) }
            }
            Hit::Lane(_)
            | Hit::Fold(_)
            | Hit::Span { .. }
            | Hit::SubSpan { .. }
            | Hit::Worker(_)
            | Hit::Call { .. }
            | Hit::Group(_)
            | Hit::GroupLane(_)
            | Hit::GroupSpan { .. }
            | Hit::GroupMarks { .. }
            | Hit::GroupReport { .. }
            | Hit::Plot => Gesture::Press { px, hit },
        }
    }

    /// A second pointer is pressed beside the first.
    #[must_use]
    pub fn pinch(&self, view: &View, px: [f64; 2]) -> Gesture {
        Gesture::Pinch(sorted(px).map(|px| self.window.fraction_at(view.share_from_px(px))))
    }

    /// The pointer has moved: what it does from now on, and what comes of it.
    #[must_use]
    pub fn drag(&self, view: &View, gesture: Gesture, px: f64) -> (Gesture, Option<Action>) {
        let action = match gesture {
            Gesture::Press { px: start, .. } if (px - start).abs() < CLICK => None,
            Gesture::Press { px: start, hit } if hit.is_in_plot() => {
                let from = self.step_near(view, start);
                return (Gesture::Range(from), Some(self.range_to(view, from, px)));
            }
            Gesture::Press { .. } | Gesture::Pinch(_) => None,
            Gesture::Range(from) => Some(self.range_to(view, from, px)),
            Gesture::Cursor => Some(Action::Seek(self.step_under(view, px))),
            Gesture::Pan { px: start, window } => {
                Some(Action::SetWindow(window.panned((start - px) / view.window_width())))
            }
            Gesture::Window { at, window } => {
                let by = self.fraction(view, px) - at;
                Some(Action::SetWindow(Window::between(window.from + by, window.to + by, 1.0)))
            }
            Gesture::Edge(other) => Some(Action::SetWindow(Window::spanning(other, self.fraction(view, px)))),
        };
        (gesture, action)
    }

    /// One of two pointers has moved.
    #[must_use]
    pub fn drag_two(&self, view: &View, held: [f64; 2], px: [f64; 2]) -> Action {
        Action::SetWindow(Window::pinched(held, sorted(px).map(|px| view.share_from_px(px))))
    }

    /// The pointer is let go: what a click does, if it was one.
    #[must_use]
    pub fn release(&self, view: &View, gesture: Gesture) -> Option<Action> {
        let Gesture::Press { px, hit } = gesture else { return None };
        let step = self.step_under(view, px);
        Some(match hit {
            Hit::Span { task, from, to, .. } | Hit::SubSpan { task, from, to, .. } => {
                // Found a little beside it, too.
                Action::PickSpan(task, step.clamp(from, Step(to.0.saturating_sub(1)).max(from)))
            }
            Hit::Worker(worker) | Hit::Call { worker, .. } if px < view.label_width => {
                Action::Seek(self.run.lanes().workers().lane(worker).map_or(step, |lane| lane.from))
            }
            Hit::Worker(_) | Hit::Call { .. } => Action::Seek(step),
            Hit::Lane(task) => Action::Select((self.selected != Some(task)).then_some(task)),
            Hit::Fold(task) => Action::ToggleFold(task),
            Hit::Group(group) => Action::Arrange(self.arrangement.clone().with_fold_toggled(group)),
            Hit::GroupLane(_) => return None,
            Hit::GroupSpan { .. } | Hit::GroupMarks { .. } | Hit::GroupReport { .. } => {
                let [from, to] = self.stretch_of(hit)?;
                Action::PickStretch(from, to)
            }
            Hit::Plot if self.range.is_some() => Action::SetRange(None),
            Hit::Plot | Hit::Ruler | Hit::Minimap | Hit::Window | Hit::WindowStart | Hit::WindowEnd => {
                Action::Seek(step)
            }
        })
    }

    /// What a double click fits into the view: a span, or everything.
    #[must_use]
    pub fn fit(&self, hit: Option<Hit>) -> Action {
        match hit {
            Some(Hit::Span { from, to, .. } | Hit::SubSpan { from, to, .. }) => Action::FitSpan(from, to),
            Some(hit) => match self.stretch_of(hit) {
                Some([from, to]) => Action::FitSpan(from, to),
                None => Action::SetWindow(Window::default()),
            },
            None => Action::SetWindow(Window::default()),
        }
    }

    /// From where to where something reaches in the lane of a group.
    fn stretch_of(&self, hit: Hit) -> Option<[Step; 2]> {
        let trace = self.run.trace();
        match hit {
            Hit::GroupSpan { from, to, .. } | Hit::GroupMarks { from, to, .. } => Some([from, to]),
            Hit::GroupReport { reported, .. } => {
                LongTask::before(trace, reported).map(|task| task.stretch(trace))
            }
            Hit::Lane(_)
            | Hit::Fold(_)
            | Hit::Span { .. }
            | Hit::SubSpan { .. }
            | Hit::Worker(_)
            | Hit::Call { .. }
            | Hit::Group(_)
            | Hit::GroupLane(_)
            | Hit::Ruler
            | Hit::Minimap
            | Hit::Window
            | Hit::WindowStart
            | Hit::WindowEnd
            | Hit::Plot => None,
        }
    }

    fn range_to(&self, view: &View, from: Step, px: f64) -> Action {
        Action::SetRange(Range::between(from, self.step_near(view, px)))
    }

    fn step_under(&self, view: &View, px: f64) -> Step {
        view.step_from_px(&self.axis(), px.max(view.label_width))
    }

    /// The step that is drawn nearest to a pixel of the plot.
    fn step_near(&self, view: &View, px: f64) -> Step {
        let axis = &self.axis();
        let px = px.clamp(view.label_width, view.width);
        let before = view.step_from_px(axis, px);
        let after = Step((before.0 + 1).min(axis.end().0));
        let is_nearer = view.px_from_step(axis, after) - px < px - view.px_from_step(axis, before);
        if is_nearer { after } else { before }
    }

    /// The fraction of the axis at a pixel of the minimap.
    fn fraction(&self, view: &View, px: f64) -> f64 {
        let axis = &self.axis();
        view.position_from_minimap_px(axis, px) / axis.length()
    }
}

/// How far a pointer may move, in pixels, and it is still a click.
const CLICK: f64 = 4.0;

fn sorted([one, other]: [f64; 2]) -> [f64; 2] {
    [one.min(other), one.max(other)]
}
