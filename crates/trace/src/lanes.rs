//! Lanes: what each task did, as spans from step to step, and the same for the nodes inside it.

use taskscope_format::{Event, NodeId, TaskId, TextId, ThreadId, WakeSource};

use super::measure::{Before, Measure};
use super::rows::{NodeRow, Rows};
use super::thread_lanes::ThreadLanes;
use super::track::{End, Mark, Track, push};
use super::{Alive, FutureChange, NodeState, Outcome, State, Step, Table, TaskChange, Trace, Whom, Woke};

/// The lane of a task.
#[derive(Clone, Debug)]
pub struct Lane {
    /// The task.
    pub task: TaskId,
    /// Its name.
    pub name: TextId,
    /// Who spawned it.
    pub parent: Option<TaskId>,
    /// What it did.
    track: Track,
    /// When and how it ended.
    end: Option<(Step, End)>,
    rows: Rows,
    /// The steps right after the wakes that made this task ready, or that it made another ready by.
    wakes: Vec<u32>,
}

/// A wake that made a task ready: an arrow from its source to the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wake {
    /// The step right after it.
    pub step: Step,
    /// The task that woke, for a new task the one that spawned it; `None` for a timer and everything else that is no task.
    pub by: Option<TaskId>,
    /// The thread that woke.
    pub thread: Option<ThreadId>,
    /// Who was woken.
    pub task: TaskId,
}

impl Lane {
    fn new(task: TaskId, name: TextId, parent: Option<TaskId>) -> Self {
        let (track, rows) = (Track::default(), Rows::default());
        Self { task, name, parent, track, end: None, rows, wakes: Vec::new() }
    }

    /// What the task did.
    #[must_use]
    pub fn track(&self) -> &Track {
        &self.track
    }

    /// When and how it ended.
    #[must_use]
    pub fn end(&self) -> Option<(Step, End)> {
        self.end
    }

    /// The rows of its nodes, in the order in which they were first needed.
    #[must_use]
    pub fn rows(&self) -> &[NodeRow] {
        self.rows.all()
    }

    /// The wakes that it took part in which lie after one step and not after another.
    pub fn wakes_between(&self, from: Step, to: Step) -> impl Iterator<Item = Step> + '_ {
        let first = self.wakes.partition_point(|&wake| wake as usize <= from.0);
        let rest = self.wakes.get(first..).unwrap_or_default();
        rest.iter().map(|&wake| Step(wake as usize)).take_while(move |&wake| wake <= to)
    }
}

/// All lanes of a growing trace, in the order in which the tasks were spawned.
#[derive(Debug, Default)]
pub struct Lanes {
    tasks: Table<TaskId, Lane>,
    threads: ThreadLanes,
    /// The lane and row of each node that is there.
    nodes: Alive<NodeId, (u32, u32)>,
    /// Where the event before happened.
    last: At,
}

/// Where something happens.
#[derive(Clone, Copy, Debug, Default)]
struct At {
    step: Step,
    before: Before,
}

impl Lanes {
    /// The lanes, in the order in which their tasks were spawned.
    #[must_use]
    pub fn lanes(&self) -> impl DoubleEndedIterator<Item = &Lane> {
        self.tasks.values()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tasks.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// The lane of a task.
    #[must_use]
    pub fn lane(&self, task: TaskId) -> Option<&Lane> {
        self.tasks.get(task)
    }

    /// The lane at a place.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<&Lane> {
        self.tasks.at(index)
    }

    /// At which place among the lanes that of a task stands.
    #[must_use]
    pub fn index_of(&self, task: TaskId) -> Option<usize> {
        self.tasks.index_of(task)
    }

    /// The wake of a task right before a step, if that is what happened there.
    #[must_use]
    pub fn wake_before(&self, trace: &Trace, step: Step) -> Option<Wake> {
        let Some(Event::TaskReady { task, by }) = trace.event_before(step) else { return None };
        let thread = if let WakeSource::Thread(thread) = by { Some(thread) } else { None };
        let woke = Woke { whom: Whom::Task(task), by, is_again: false };
        let by = woke.waker_among(|task| self.lane(task)?.parent);
        Some(Wake { step, by, thread, task })
    }

    /// Those of its threads.
    #[must_use]
    pub fn threads(&self) -> &ThreadLanes {
        &self.threads
    }

    /// Takes in what the next event changed, after it was measured.
    pub fn take(&mut self, outcome: &Outcome<'_>, measure: &Measure) {
        let Outcome { step, state, changes, .. } = *outcome;
        let at = At { step, before: measure.now() };
        let last = std::mem::replace(&mut self.last, at);
        if let Some((_, tasks)) = outcome.shared {
            self.share(tasks, last, at);
        }
        if let Some(change) = changes.task.filter(|change| change.is_new_phase()) {
            self.change_task(change, state, at);
        }
        if let Some(woke) = changes.woke {
            self.wake(woke, state, step);
        }
        if let Some(change) = changes.future.filter(|change| change.is_new_phase()) {
            self.change_node(change, state, at);
        }
        if changes.is_forgotten {
            self.threads.forget(step);
        }
        if let Event::Thread(event) = outcome.event {
            self.threads.take(event, outcome);
        }
    }

    /// Those that were polled share the time between two events.
    fn share(&mut self, polled: &[TaskId], from: At, to: At) {
        for &task in polled {
            if let Some(lane) = self.tasks.get_mut(task).filter(|lane| lane.end.is_none()) {
                lane.track.share((from.step, from.before), (to.step, to.before));
            }
        }
    }

    fn change_task(&mut self, change: TaskChange, state: &State, at: At) {
        let TaskChange { id, from, to } = change;
        if from.is_none() {
            // What it does begins when it is ready.
            if let Some(task) = state.task(id) {
                self.tasks.add(id, Lane::new(id, task.name, task.parent));
            }
            return;
        }
        let Some(lane) = self.tasks.get_mut(id).filter(|lane| lane.end.is_none()) else { return };
        let mark = Mark::from(to);
        lane.track.mark(mark, at.step, at.before);
        if let Mark::End(end) = mark {
            lane.end = Some((at.step, end));
        }
    }

    /// A wake is found from what woke, and from the task that became ready by it.
    fn wake(&mut self, woke: Woke, state: &State, step: Step) {
        let Whom::Task(task) = woke.whom else { return };
        if woke.is_again {
            return;
        }
        let waker = woke.waker(state).filter(|&waker| waker != task);
        for task in waker.into_iter().chain([task]) {
            if let Some(lane) = self.tasks.get_mut(task) {
                push(&mut lane.wakes, small(step.0));
            }
        }
    }

    fn change_node(&mut self, change: FutureChange, state: &State, at: At) {
        let FutureChange { id, from, to, .. } = change;
        if from.is_none() && self.place_of(id).is_none() {
            if let Some(node) = state.nodes.get(id) {
                self.add_node(node, at.step);
            }
        }
        let Some((lane, row)) = self.place_of(id) else { return };
        let Some(lane) = self.tasks.at_mut(lane) else { return };
        match Mark::from(to) {
            Mark::End(end) => {
                lane.rows.end(row, id, (end, at.step, at.before));
                self.nodes.remove(id);
            }
            mark @ Mark::Span(_) => {
                if let Some(row) = lane.rows.of_mut(row, id) {
                    row.mark(mark, at.step, at.before);
                }
            }
        }
    }

    fn add_node(&mut self, node: &NodeState, step: Step) {
        let Some(index) = self.index_of(node.task) else { return };
        let parent = node.parent.and_then(|parent| self.place_of(parent));
        let parent = parent.filter(|&(lane, _)| lane == index).map(|(_, row)| row);
        let Some(lane) = self.tasks.at_mut(index) else { return };
        let row = lane.rows.add(node.id, parent, node.label, step);
        self.nodes.add(node.id, (small(index), small(row)));
    }

    /// The lane and row of a node.
    fn place_of(&self, node: NodeId) -> Option<(usize, usize)> {
        self.nodes.get(node).map(|&(lane, row)| (lane as usize, row as usize))
    }
}

/// A number of steps, lanes or rows, of which there are no more than events.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
