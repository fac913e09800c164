//! What is told of a demo besides its run: the first view, and the stops of the tour.

use taskscope_format::TaskId;
use taskscope_gallery::{Demo, Stop};
use taskscope_judge::JudgedRun;

/// How far a demo has been told; of a run that is of no demo there is nothing to tell.
#[derive(Debug, Default)]
pub struct Story {
    /// What it is the story of.
    demo: Option<&'static Demo>,
    /// The stop of the tour that is shown.
    stop: Option<usize>,
    /// The run in which that stop lies has not come so far yet.
    is_on_the_way: bool,
    /// The first view has been set up.
    is_set_up: bool,
}

/// The view that a demo begins with.
pub(super) struct FirstView {
    /// Tasks whose nodes are hidden.
    pub(super) folded: Vec<TaskId>,
    /// The task whose wakes are shown.
    pub(super) selected: Option<TaskId>,
}

impl Story {
    /// The story of a demo of which nothing has been told.
    pub(super) fn of(demo: Option<&'static Demo>) -> Self {
        Self { demo, ..Self::default() }
    }

    /// The stop of the tour that is shown, and its index.
    #[must_use]
    pub fn stop(&self) -> Option<(usize, &'static Stop)> {
        let index = self.stop?;
        Some((index, self.demo?.tour.get(index)?))
    }

    pub(super) fn end_tour(&mut self) {
        self.stop = None;
    }

    /// Sets out for a stop of the tour.
    pub(super) fn visit(&mut self, index: usize) {
        (self.stop, self.is_on_the_way) = (Some(index), true);
    }

    /// The stop that was set out for, as soon as the run is over: its last event may be the one. Said once.
    pub(super) fn arrival(&mut self, run: &JudgedRun) -> Option<&'static Stop> {
        let (_, stop) = self.stop().filter(|_| self.is_on_the_way)?;
        run.trace().run_end()?;
        self.is_on_the_way = false;
        Some(stop)
    }

    /// The first view of the demo, once its tasks are there. Said once.
    pub(super) fn first_view(&mut self, run: &JudgedRun) -> Option<FirstView> {
        let demo = self.demo.filter(|_| !self.is_set_up)?;
        let (view, trace) = (&demo.view, run.trace());
        let state = run.state_at(trace.end());
        let named =
            |name: &str| state.tasks.values().find(|task| trace.text(task.name) == name).map(|task| task.id);
        let folded: Vec<TaskId> = view.folded.iter().filter_map(|name| named(name)).collect();
        let selected = view.selected.and_then(named);
        let are_all_there =
            folded.len() == view.folded.len() && selected.is_some() == view.selected.is_some();
        self.is_set_up = are_all_there || trace.run_end().is_some();
        self.is_set_up.then_some(FirstView { folded, selected })
    }
}
