//! Which polls came by which lines of the source: what a listing counts beside them.

use taskscope_format::{Event, Place, PlaceId, TaskId, WorkerId};
use taskscope_sorted::{SortedMap, SortedSet};

use super::{Step, Trace};

/// A poll that something was recorded of at a line: a wait, a line of output, work, a task or a future that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The task that was polled; `None` outside of polls.
    pub task: Option<TaskId>,
    /// The step right after the first event of the poll at this line.
    pub step: Step,
}

/// A line, as the first place in it has it, and the polls that came by.
#[derive(Clone, Debug)]
struct Line {
    place: PlaceId,
    visits: Vec<Visit>,
}

/// All visits of a trace that grows, each poll once at each line. It costs nothing until it is asked for.
#[derive(Debug, Default)]
pub struct Visits {
    seen: Step,
    /// The lines that each task's poll has come by, if that has begun and not ended; by their indexes, as below.
    begun: SortedMap<TaskId, SortedSet<usize>>,
    /// The task that each worker polls.
    polled: SortedMap<WorkerId, TaskId>,
    lines: Vec<Line>,
    /// The line of each place. A line may have several: one for each column, and for each copy of a generic function.
    of_place: Vec<usize>,
    /// The line of each number in a file, which goes by its own index.
    numbers: SortedMap<(usize, u32), usize>,
    files: Vec<String>,
}

impl Visits {
    /// Every line that has places, each with one of them and its visits in the order of the run.
    pub fn lines(&self) -> impl Iterator<Item = (PlaceId, &[Visit])> + Clone {
        self.lines.iter().map(|line| (line.place, line.visits.as_slice()))
    }

    /// Takes in what the trace has gained.
    pub(super) fn catch_up(&mut self, trace: &Trace) {
        self.read_places(trace);
        for (step, event) in trace.between(self.seen, trace.end()) {
            self.take(trace.worker(step), step, event);
        }
        self.seen = trace.end();
    }

    /// The step up to which it knows the trace.
    pub(super) fn seen(&self) -> Step {
        self.seen
    }

    fn read_places(&mut self, trace: &Trace) {
        for (id, Place { file, line, .. }) in (0..).zip(trace.places()).skip(self.of_place.len()) {
            let file = trace.text(file);
            let known = self.files.iter().position(|known| known == file);
            let file = known.unwrap_or_else(|| {
                self.files.push(file.to_owned());
                self.files.len() - 1
            });
            let next = self.lines.len();
            let index = *self.numbers.entry((file, line)).or_insert(next);
            if index == next {
                self.lines.push(Line { place: PlaceId(id), visits: Vec::new() });
            }
            self.of_place.push(index);
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at the edges of polls")]
    fn take(&mut self, worker: WorkerId, step: Step, event: Event) {
        match event {
            Event::PollStarted { task } => {
                self.begun.insert(task, SortedSet::new());
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
        let index = event.place().and_then(|place| self.of_place.get(place.0 as usize)).copied();
        let Some((index, line)) = index.and_then(|index| Some((index, self.lines.get_mut(index)?))) else {
            return;
        };
        let task = self.polled.get(&worker).copied();
        // Outside of polls every event is a visit.
        let is_new = task.is_none_or(|task| self.begun.entry(task).or_default().insert(index));
        if is_new {
            line.visits.push(Visit { task, step });
        }
    }
}
