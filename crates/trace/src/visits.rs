//! Which polls came by which places of the source: what a listing counts beside its lines.

use taskscope_format::{Event, PlaceId, TaskId, WorkerId};
use taskscope_sorted::SortedMap;

use super::{Step, Trace};

/// A poll that something was recorded of at a place: a wait, a line of output, work, a task or a future that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The task that was polled; `None` outside of polls.
    pub task: Option<TaskId>,
    /// The step right after the first event of the poll at this place.
    pub step: Step,
    poll: u32,
}

impl Visit {
    /// Tells polls apart; `None` outside of polls.
    #[must_use]
    pub fn poll(&self) -> Option<u32> {
        self.task.map(|_| self.poll)
    }
}

/// All visits of a trace that grows, each poll once at each place. It costs nothing until it is asked for.
#[derive(Debug, Default)]
pub struct Visits {
    seen: Step,
    polls: u32,
    /// The number of each task's poll that has begun and not ended.
    begun: SortedMap<TaskId, u32>,
    /// The task that each worker polls.
    polled: SortedMap<WorkerId, TaskId>,
    places: SortedMap<PlaceId, Vec<Visit>>,
}

impl Visits {
    /// The visits of a place, in the order of the run.
    #[must_use]
    pub fn at(&self, place: PlaceId) -> &[Visit] {
        self.places.get(&place).map_or(&[], Vec::as_slice)
    }

    /// Every place that was visited, with its visits.
    pub fn places(&self) -> impl Iterator<Item = (PlaceId, &[Visit])> + Clone {
        self.places.iter().map(|(&place, visits)| (place, visits.as_slice()))
    }

    /// Takes in what the trace has gained.
    pub(super) fn catch_up(&mut self, trace: &Trace) {
        for (step, event) in trace.between(self.seen, trace.end()) {
            self.take(trace.worker(step), step, event);
        }
        self.seen = trace.end();
    }

    /// The step up to which it knows the trace.
    pub(super) fn seen(&self) -> Step {
        self.seen
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at the edges of polls")]
    fn take(&mut self, worker: WorkerId, step: Step, event: Event) {
        match event {
            Event::PollStarted { task } => {
                self.polls += 1;
                self.begun.insert(task, self.polls);
                self.polled.insert(worker, task);
            }
            Event::PollResumed { task } => _ = self.polled.insert(worker, task),
            Event::PollSuspended { .. } => _ = self.polled.remove(&worker),
            Event::PollEnded { task } | Event::TaskDone { task } | Event::TaskPanicked { task, .. } => {
                self.visit(worker, step, event);
                self.begun.remove(&task);
                self.polled.remove(&worker);
            }
            _ => self.visit(worker, step, event),
        }
    }

    fn visit(&mut self, worker: WorkerId, step: Step, event: Event) {
        let Some(place) = event.place() else { return };
        let task = self.polled.get(&worker).copied();
        let poll = task.and_then(|task| self.begun.get(&task)).copied().unwrap_or_default();
        let visits = self.places.entry(place).or_default();
        // The polls of several workers take turns: each has at most one visit among the last ones.
        let alive = self.begun.len();
        if task.is_none() || !visits.iter().rev().take(alive).any(|visit| visit.poll == poll) {
            visits.push(Visit { task, step, poll });
        }
    }
}
