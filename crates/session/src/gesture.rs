//! What the pointer does in the timeline while it is held down: what it took hold of, and where that leads.

use super::{Action, Look, Range, RunView};
use taskscope_scene::{self as scene, Hit, Window};
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

impl RunView<'_> {
    /// The pointer is pressed on something; `pans` says whether to move the view whatever lies there.
    #[must_use]
    pub fn grab(self, view: &scene::View, hit: Hit, px: f64, pans: bool) -> Gesture {
        let window = self.view.window;
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
            | Hit::Mark { .. }
            | Hit::Thread(_)
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
    pub fn pinch(self, view: &scene::View, px: [f64; 2]) -> Gesture {
        Gesture::Pinch(sorted(px).map(|px| self.view.window.fraction_at(view.share_from_px(px))))
    }

    /// The pointer has moved: what it does from now on, and what comes of it.
    #[must_use]
    pub fn drag(self, view: &scene::View, gesture: Gesture, px: f64) -> (Gesture, Option<Action>) {
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
                Some(Action::Look(Look::Window(window.panned((start - px) / view.window_width()))))
            }
            Gesture::Window { at, window } => {
                let by = self.fraction(view, px) - at;
                Some(Action::Look(Look::Window(Window::between(window.from + by, window.to + by, 1.0))))
            }
            Gesture::Edge(other) => {
                Some(Action::Look(Look::Window(Window::spanning(other, self.fraction(view, px)))))
            }
        };
        (gesture, action)
    }

    /// One of two pointers has moved.
    #[must_use]
    pub fn drag_two(self, view: &scene::View, held: [f64; 2], px: [f64; 2]) -> Action {
        Action::Look(Look::Window(Window::pinched(held, sorted(px).map(|px| view.share_from_px(px)))))
    }

    /// The pointer is let go: what a click does, if it was one.
    #[must_use]
    pub fn release(self, view: &scene::View, gesture: Gesture) -> Option<Action> {
        let (px, hit) = match gesture {
            Gesture::Press { px, hit } => (px, hit),
            Gesture::Range(_) => return Some(Action::Look(Look::Range(self.view.range))),
            Gesture::Pan { .. } | Gesture::Window { .. } | Gesture::Edge(_) | Gesture::Pinch(_) => {
                return Some(Action::Look(Look::Settle));
            }
            Gesture::Cursor => return None,
        };
        let step = self.step_under(view, px);
        Some(match hit {
            Hit::Span { task, from, to, .. } | Hit::SubSpan { task, from, to, .. } => {
                // Found a little beside it, too.
                Action::PickSpan(task, step.clamp(from, Step(to.0.saturating_sub(1)).max(from)))
            }
            Hit::Mark { task, from, .. } => Action::PickSpan(task, from),
            Hit::Thread(thread) | Hit::Call { thread, .. } if px < view.label_width => {
                Action::Seek(self.run.lanes().threads().lane(thread).map_or(step, |lane| lane.from))
            }
            Hit::Thread(_) | Hit::Call { .. } => Action::Seek(step),
            Hit::Lane(task) => Action::Look(Look::Select((self.view.selected != Some(task)).then_some(task))),
            Hit::Fold(task) => Action::Look(Look::ToggleFold(task)),
            Hit::Group(group) => {
                Action::Look(Look::Arrange(self.view.arrangement.clone().with_fold_toggled(group)))
            }
            Hit::GroupLane(_) => return None,
            Hit::GroupSpan { .. } | Hit::GroupMarks { .. } | Hit::GroupReport { .. } => {
                let [from, to] = self.stretch_of(hit)?;
                Action::PickStretch(from, to)
            }
            Hit::Plot if self.view.range.is_some() => Action::Look(Look::Range(None)),
            Hit::Plot | Hit::Ruler | Hit::Minimap | Hit::Window | Hit::WindowStart | Hit::WindowEnd => {
                Action::Seek(step)
            }
        })
    }

    /// What a double click fits into the view: a span, or everything.
    #[must_use]
    pub fn fit(self, hit: Option<Hit>) -> Action {
        match hit {
            Some(Hit::Span { from, to, .. } | Hit::SubSpan { from, to, .. }) => {
                Action::Look(Look::FitSpan(from, to))
            }
            Some(hit) => match self.stretch_of(hit) {
                Some([from, to]) => Action::Look(Look::FitSpan(from, to)),
                None => Action::Look(Look::ZoomTo(Window::default())),
            },
            None => Action::Look(Look::ZoomTo(Window::default())),
        }
    }

    /// From where to where something reaches in the lane of a group.
    fn stretch_of(self, hit: Hit) -> Option<[Step; 2]> {
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
            | Hit::Mark { .. }
            | Hit::Thread(_)
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

    fn range_to(self, view: &scene::View, from: Step, px: f64) -> Action {
        Action::Look(Look::DrawRange(Range::between(from, self.step_near(view, px))))
    }

    fn step_under(self, view: &scene::View, px: f64) -> Step {
        view.step_from_px(&self.axis(), px.max(view.label_width))
    }

    /// The step that is drawn nearest to a pixel of the plot.
    fn step_near(self, view: &scene::View, px: f64) -> Step {
        let axis = &self.axis();
        let px = px.clamp(view.label_width, view.width);
        let before = view.step_from_px(axis, px);
        let after = Step((before.0 + 1).min(axis.end().0));
        let is_nearer = view.px_from_step(axis, after) - px < px - view.px_from_step(axis, before);
        if is_nearer { after } else { before }
    }

    /// The fraction of the axis at a pixel of the minimap.
    fn fraction(self, view: &scene::View, px: f64) -> f64 {
        let axis = &self.axis();
        view.position_from_minimap_px(axis, px) / axis.length()
    }
}

/// How far a pointer may move, in pixels, and it is still a click.
const CLICK: f64 = 4.0;

fn sorted([one, other]: [f64; 2]) -> [f64; 2] {
    [one.min(other), one.max(other)]
}
