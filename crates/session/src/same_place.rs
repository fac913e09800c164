//! What the other variant of a demo is shown at: the same time, as near, and with the same task selected.

use taskscope_format::{Micros, TaskId};

use super::RunView;
use taskscope_scene::Window;
use taskscope_trace::{Step, Trace};

/// A place in a run that can be found again in another run of nearly the same program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Spot {
    time: Micros,
    /// How many events at that time lie before it: on the virtual clock many happen at once.
    nth: usize,
}

impl Spot {
    fn of(trace: &Trace, step: Step) -> Self {
        let time = trace.time(step);
        Self { time, nth: step.0 - first_at(trace, time).0.min(step.0) }
    }

    /// The last step in another run at which it stands as far in time, or as near as there is before it.
    fn find(self, trace: &Trace) -> Step {
        let first = first_at(trace, self.time);
        let is_there = trace.time(first) == self.time;
        let later = first_at(trace, Micros(self.time.0.saturating_add(1)));
        let last = if trace.time(later) > self.time { Step(later.0.saturating_sub(1)) } else { later };
        if is_there { Step(last.0.min(first.0 + self.nth)) } else { last }
    }
}

/// The first step at a time or after it; the last one if there is none.
fn first_at(trace: &Trace, time: Micros) -> Step {
    let (mut low, mut high) = (0, trace.end().0);
    while low < high {
        let middle = usize::midpoint(low, high);
        if trace.time(Step(middle)) < time { low = middle + 1 } else { high = middle }
    }
    Step(low)
}

/// The same place in another run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SamePlace {
    cursor: Spot,
    /// The ends of what was in view; `None` if that was everything.
    view: Option<[Spot; 2]>,
    /// The selected task, which has to have the same name.
    selected: Option<(TaskId, String)>,
}

impl SamePlace {
    /// What is shown.
    pub(super) fn from(shown: RunView<'_>) -> Self {
        let RunView { run, view } = shown;
        let (trace, axis) = (run.trace(), shown.axis());
        let Window { from, to } = view.window;
        let spot = |share: f64| Spot::of(trace, axis.step_at(share * axis.length()));
        let selected = view.selected.map(|task| (task, trace.task_name(task).to_owned()));
        Self {
            cursor: Spot::of(trace, view.cursor()),
            view: (!view.window.is_all()).then(|| [spot(from), spot(to)]),
            selected,
        }
    }

    /// Whether a run has come as far as the cursor was, or will come no further.
    pub(super) fn is_reached(&self, trace: &Trace) -> bool {
        trace.run_end().is_some() || trace.end_time() > self.cursor.time
    }

    /// The step where the cursor belongs.
    pub(super) fn cursor(&self, trace: &Trace) -> Step {
        self.cursor.find(trace)
    }

    /// The part of the axis that belongs into view.
    pub(super) fn window(&self, shown: RunView<'_>) -> Option<Window> {
        let (trace, axis) = (shown.run.trace(), shown.axis());
        let [from, to] = self.view?.map(|spot| axis.position(spot.find(trace)));
        // Where nothing happens in between, there is nothing to zoom into.
        (from < to).then(|| Window::between(from, to, axis.length()))
    }

    /// The task that was selected, if it is the same one here.
    pub(super) fn selected(&self, trace: &Trace) -> Option<TaskId> {
        let (task, name) = self.selected.as_ref()?;
        (trace.task_name(*task) == name).then_some(*task)
    }
}
