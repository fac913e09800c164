//! Lanes: what each task did, as spans from step to step, and the same for the nodes inside it.

use taskscope_runtime::{Event, NodeId, TaskId, TextId, ThreadId, WakeSource};

use super::measure::{Before, Measure};
use super::rows::{NodeRow, Rows};
use super::shared_time::Sharing;
use super::track::{End, Mark, SpanKind, Track, push};
use super::worker_lanes::WorkerLanes;
use super::{Alive, Moment, Step, Table, Trace};

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
    pub worker: Option<ThreadId>,
    /// Who was woken.
    pub task: TaskId,
}

impl Wake {
    /// The wake right before a step, if that is what happened there.
    #[must_use]
    pub fn before(trace: &Trace, step: Step) -> Option<Self> {
        let Some(Event::TaskReady { task, by }) = trace.event_before(step) else { return None };
        let worker = if let WakeSource::Thread(worker) = by { Some(worker) } else { None };
        let by = match by {
            WakeSource::Task(task) => Some(task),
            WakeSource::Timer(_)
            | WakeSource::Promise(_)
            | WakeSource::Thread(_)
            | WakeSource::Outside
            | WakeSource::Unknown => None,
            WakeSource::Spawn => match trace.event_before(Step(step.0 - 1)) {
                Some(Event::TaskSpawned { parent, .. }) => parent,
                _ => None,
            },
        };
        Some(Self { step, by, worker, task })
    }
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
    workers: WorkerLanes,
    /// The lane and row of each node that is there.
    nodes: Alive<NodeId, (u32, u32)>,
    running: Option<TaskId>,
    /// Whether the running task was woken during its poll.
    is_woken: bool,
    /// Nodes that were woken during their own poll, which goes on.
    woken_nodes: Vec<NodeId>,
    /// Who spawned the task of the event before.
    spawner: Option<TaskId>,
    sharing: Sharing,
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

    /// Those of its threads.
    #[must_use]
    pub fn workers(&self) -> &WorkerLanes {
        &self.workers
    }

    /// Takes in the next event, after it was measured.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the others leave lanes as they are")]
    pub fn take(&mut self, moment: Moment<'_>, measure: &Measure) {
        let step = moment.step;
        let at = At { step, before: measure.now() };
        let last = std::mem::replace(&mut self.last, at);
        if self.sharing.take(moment).is_some() {
            self.share(last, at);
        }
        self.sharing.note(moment.event);
        match moment.event {
            Event::TaskSpawned { task, name, parent, .. } => {
                self.spawner = parent;
                self.tasks.add(task, Lane::new(task, name, parent));
            }
            Event::TaskReady { task, by } => self.wake(task, by, at),
            Event::PollStarted { task } | Event::PollResumed { task } => {
                self.running = Some(task);
                self.is_woken = false;
                self.begin(task, SpanKind::Running, at);
            }
            Event::PollEnded { task } | Event::PollSuspended { task } => {
                self.running = None;
                self.begin(task, if self.is_woken { SpanKind::Ready } else { SpanKind::Waiting }, at);
            }
            Event::TaskDone { task } => self.end(task, End::Done, at),
            Event::TaskCancelled { task, .. } => self.end(task, End::Cancelled, at),
            Event::TaskPanicked { task, .. } => self.end(task, End::Panicked, at),
            Event::NodeCreated { node, parent, label, .. } => self.add_node(node, parent, label, at),
            Event::NodePollStarted { node } => self.begin_node(node, SpanKind::Running, at),
            Event::NodePollEnded { node, ready: true } => self.end_node(node, End::Done, at),
            Event::NodePollEnded { node, ready: false } => {
                let woken = self.woken_nodes.iter().position(|&woken| woken == node);
                let woken = woken.map(|index| self.woken_nodes.swap_remove(index));
                self.begin_node(node, if woken.is_some() { SpanKind::Ready } else { SpanKind::Waiting }, at);
            }
            Event::NodeWoken { node, .. } => self.wake_node(node, at),
            Event::NodeDropped { node, finished } => {
                self.end_node(node, if finished { End::Done } else { End::Cancelled }, at);
                self.nodes.remove(node);
            }
            Event::EventsDropped { .. } => {
                self.running = None;
                self.workers.forget(step);
            }
            Event::Thread(event) => self.workers.take(event, moment),
            _ => {}
        }
    }

    /// Those that were polled share the time between two events.
    fn share(&mut self, from: At, to: At) {
        let Self { sharing, tasks, .. } = self;
        for &task in sharing.tasks() {
            if let Some(lane) = tasks.get_mut(task).filter(|lane| lane.end.is_none()) {
                lane.track.share((from.step, from.before), (to.step, to.before));
            }
        }
    }

    fn wake(&mut self, task: TaskId, by: WakeSource, at: At) {
        let by = match by {
            WakeSource::Task(by) => Some(by),
            WakeSource::Spawn => self.spawner,
            WakeSource::Timer(_)
            | WakeSource::Promise(_)
            | WakeSource::Thread(_)
            | WakeSource::Outside
            | WakeSource::Unknown => None,
        };
        let step = u32::try_from(at.step.0).unwrap_or(u32::MAX);
        if let Some(lane) = by.filter(|&by| by != task).and_then(|by| self.tasks.get_mut(by)) {
            push(&mut lane.wakes, step);
        }
        let Some(lane) = self.tasks.get_mut(task) else { return };
        push(&mut lane.wakes, step);
        if self.running == Some(task) {
            self.is_woken = true;
        } else if lane.end.is_none() {
            lane.track.mark(Mark::Span(SpanKind::Ready), at.step, at.before);
        }
    }

    fn begin(&mut self, task: TaskId, kind: SpanKind, at: At) {
        if let Some(lane) = self.tasks.get_mut(task).filter(|lane| lane.end.is_none()) {
            lane.track.mark(Mark::Span(kind), at.step, at.before);
        }
    }

    fn end(&mut self, task: TaskId, end: End, at: At) {
        if self.running == Some(task) {
            self.running = None;
        }
        if let Some(lane) = self.tasks.get_mut(task).filter(|lane| lane.end.is_none()) {
            lane.track.mark(Mark::End(end), at.step, at.before);
            lane.end = Some((at.step, end));
        }
    }

    fn add_node(&mut self, node: NodeId, parent: Option<NodeId>, label: TextId, at: At) {
        let Some(index) = self.running.and_then(|task| self.index_of(task)) else { return };
        if self.nodes.get(node).is_some() {
            return;
        }
        let parent = parent.and_then(|parent| self.place_of(parent));
        let parent = parent.filter(|&(lane, _)| lane == index).map(|(_, row)| row);
        let Some(lane) = self.tasks.at_mut(index) else { return };
        let row = lane.rows.add(node, parent, label, at.step);
        self.nodes.add(node, (small(index), small(row)));
        self.begin_node(node, SpanKind::Waiting, at);
    }

    /// The lane and row of a node.
    fn place_of(&self, node: NodeId) -> Option<(usize, usize)> {
        self.nodes.get(node).map(|&(lane, row)| (lane as usize, row as usize))
    }

    fn row_mut(&mut self, node: NodeId) -> Option<&mut NodeRow> {
        let (lane, row) = self.place_of(node)?;
        self.tasks.at_mut(lane)?.rows.of_mut(row, node)
    }

    fn begin_node(&mut self, node: NodeId, kind: SpanKind, at: At) {
        if let Some(row) = self.row_mut(node).filter(|row| row.now() != Some(kind)) {
            row.mark(Mark::Span(kind), at.step, at.before);
        }
    }

    /// A wake during a node's own poll counts when that poll is over.
    fn wake_node(&mut self, node: NodeId, at: At) {
        if self.row_mut(node).and_then(|row| row.now()) != Some(SpanKind::Running) {
            self.begin_node(node, SpanKind::Ready, at);
        } else if !self.woken_nodes.contains(&node) {
            self.woken_nodes.push(node);
        }
    }

    fn end_node(&mut self, node: NodeId, end: End, at: At) {
        let Some((lane, row)) = self.place_of(node) else { return };
        if let Some(lane) = self.tasks.at_mut(lane) {
            lane.rows.end(row, node, (end, at.step, at.before));
        }
    }
}

/// A number of lanes or rows, of which there are no more than events.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
