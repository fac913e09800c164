//! Lanes: what each task did, as spans from step to step, and the same for the nodes inside it.

use taskscope_runtime::{Event, NodeId, TaskId, TextId, WakeSource};

use super::{Step, Table, Trace};

/// What a task does during a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanKind {
    /// In the queue.
    Ready,
    /// Being polled.
    Running,
    /// At an await.
    Waiting,
}

/// A stretch of a lane. `from` and `to` are the steps right after the events that begin and end it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// What the task does.
    pub kind: SpanKind,
    /// Where it begins.
    pub from: Step,
    /// Where it ends; `None` while it goes on.
    pub to: Option<Step>,
}

/// How a task ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With a value.
    Done,
    /// Dropped before it was done.
    Cancelled,
    /// By a panic.
    Panicked,
}

/// What a node does during a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubSpanKind {
    /// Being polled.
    Polled,
    /// Waiting to be woken.
    Waiting,
    /// Woken, and not polled by its parent yet.
    Woken,
}

/// A stretch of a sub-lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubSpan {
    /// What the node does.
    pub kind: SubSpanKind,
    /// Where it begins.
    pub from: Step,
    /// Where it ends; `None` while it goes on.
    pub to: Option<Step>,
}

/// The lane of a node, inside that of its task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubLane {
    /// The node.
    pub node: NodeId,
    /// How deep it stands in the tree of nodes: 0 at the task's own level.
    pub depth: usize,
    /// Its label.
    pub label: TextId,
    /// Its spans, in order and without gaps.
    pub spans: Vec<SubSpan>,
    /// When it went away, and whether it had finished.
    pub end: Option<(Step, bool)>,
}

/// The lane of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// The task.
    pub task: TaskId,
    /// Its name.
    pub name: TextId,
    /// Its spans, in order and without gaps.
    pub spans: Vec<Span>,
    /// When and how it ended.
    pub end: Option<(Step, End)>,
    /// The lanes of its nodes, in the order in which they were made.
    pub nodes: Vec<SubLane>,
}

/// A wake that made a task ready: an arrow from its source to the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wake {
    /// The step right after it.
    pub step: Step,
    /// Who woke.
    pub by: WakeSource,
    /// Who was woken.
    pub task: TaskId,
}

/// All lanes of a growing trace, in the order in which the tasks were spawned.
#[derive(Debug, Default)]
pub struct Lanes {
    tasks: Table<TaskId, Lane>,
    wakes: Vec<Wake>,
    /// The lane and sub-lane of each node.
    nodes: Table<NodeId, (usize, usize)>,
    running: Option<TaskId>,
    woken: bool,
    /// Nodes that were woken during their own poll, which goes on.
    woken_nodes: Vec<NodeId>,
    seen: usize,
}

impl Lanes {
    /// Takes in what the trace has gained.
    pub fn catch_up(&mut self, trace: &Trace) {
        for &event in trace.events().get(self.seen..).unwrap_or_default() {
            self.seen += 1;
            self.take(event, Step(self.seen));
        }
    }

    /// The lanes.
    #[must_use]
    pub fn lanes(&self) -> &[Lane] {
        self.tasks.values()
    }

    /// The lane of a task.
    #[must_use]
    pub fn lane(&self, task: TaskId) -> Option<&Lane> {
        self.tasks.get(task)
    }

    /// At which place among the lanes that of a task stands.
    #[must_use]
    pub fn index_of(&self, task: TaskId) -> Option<usize> {
        self.tasks.index_of(task)
    }

    /// The wakes that made a task ready, in order.
    #[must_use]
    pub fn wakes(&self) -> &[Wake] {
        &self.wakes
    }

    fn lane_mut(&mut self, task: TaskId) -> Option<&mut Lane> {
        self.tasks.get_mut(task)
    }

    fn take(&mut self, event: Event, step: Step) {
        match event {
            Event::TaskSpawned { task, name, .. } => self.add_lane(task, name),
            Event::TaskReady { task, by } => {
                self.wakes.push(Wake { step, by, task });
                if self.running == Some(task) {
                    self.woken = true;
                } else {
                    self.begin(task, SpanKind::Ready, step);
                }
            }
            Event::PollStarted { task } => {
                self.running = Some(task);
                self.woken = false;
                self.begin(task, SpanKind::Running, step);
            }
            Event::PollEnded { task } => {
                self.running = None;
                let kind = if self.woken { SpanKind::Ready } else { SpanKind::Waiting };
                self.begin(task, kind, step);
            }
            Event::TaskDone { task } => self.end(task, End::Done, step),
            Event::TaskCancelled { task, .. } => self.end(task, End::Cancelled, step),
            Event::TaskPanicked { task, .. } => self.end(task, End::Panicked, step),
            Event::NodeCreated { node, parent, label, .. } => self.add_node(node, parent, label, step),
            Event::NodePollStarted { node } => self.begin_node(node, SubSpanKind::Polled, step),
            Event::NodePollEnded { node, ready: true } => self.end_node(node, true, step),
            Event::NodePollEnded { node, ready: false } => {
                let woken = self.woken_nodes.iter().position(|&woken| woken == node);
                let woken = woken.map(|index| self.woken_nodes.swap_remove(index));
                let kind = if woken.is_some() { SubSpanKind::Woken } else { SubSpanKind::Waiting };
                self.begin_node(node, kind, step);
            }
            Event::NodeWoken { node, .. } => self.wake_node(node, step),
            Event::NodeDropped { node, finished } => self.end_node(node, finished, step),
            Event::EventsDropped { .. } => self.running = None,
            Event::RunStarted { .. }
            | Event::RunEnded { .. }
            | Event::TurnStarted { .. }
            | Event::TurnEnded { .. }
            | Event::TaskWokenAgain { .. }
            | Event::TaskDetached { .. }
            | Event::TaskPriority { .. }
            | Event::Waiting { .. }
            | Event::ResourceCreated { .. }
            | Event::Queued { .. }
            | Event::Granted { .. }
            | Event::Left { .. }
            | Event::Acquired { .. }
            | Event::Released { .. }
            | Event::Sent { .. }
            | Event::Received { .. }
            | Event::Lagged { .. }
            | Event::Notified { .. }
            | Event::SendersChanged { .. }
            | Event::ReceiversChanged { .. }
            | Event::Closed { .. }
            | Event::TimerSet { .. }
            | Event::TimerFired { .. }
            | Event::TimerCancelled { .. }
            | Event::WorkStarted { .. }
            | Event::WorkEnded
            | Event::Output { .. }
            | Event::Mark { .. } => {}
        }
    }

    fn add_lane(&mut self, task: TaskId, name: TextId) {
        let (spans, nodes) = (Vec::new(), Vec::new());
        self.tasks.add(task, Lane { task, name, spans, end: None, nodes });
    }

    fn begin(&mut self, task: TaskId, kind: SpanKind, step: Step) {
        let Some(lane) = self.lane_mut(task).filter(|lane| lane.end.is_none()) else { return };
        close(lane.spans.last_mut().map(|span| &mut span.to), step);
        lane.spans.push(Span { kind, from: step, to: None });
    }

    fn end(&mut self, task: TaskId, end: End, step: Step) {
        if self.running == Some(task) {
            self.running = None;
        }
        let Some(lane) = self.lane_mut(task).filter(|lane| lane.end.is_none()) else { return };
        close(lane.spans.last_mut().map(|span| &mut span.to), step);
        lane.end = Some((step, end));
    }

    fn add_node(&mut self, node: NodeId, parent: Option<NodeId>, label: TextId, step: Step) {
        let Some(index) = self.running.and_then(|task| self.index_of(task)) else { return };
        if self.nodes.get(node).is_some() {
            return;
        }
        let depth = parent.and_then(|parent| self.node_mut(parent)).map_or(0, |parent| parent.depth + 1);
        let Some(lane) = self.tasks.values_mut().get_mut(index) else { return };
        let spans = vec![SubSpan { kind: SubSpanKind::Waiting, from: step, to: None }];
        lane.nodes.push(SubLane { node, depth, label, spans, end: None });
        self.nodes.add(node, (index, lane.nodes.len() - 1));
    }

    fn node_mut(&mut self, node: NodeId) -> Option<&mut SubLane> {
        let &(lane, index) = self.nodes.get(node)?;
        self.tasks.values_mut().get_mut(lane)?.nodes.get_mut(index)
    }

    fn begin_node(&mut self, node: NodeId, kind: SubSpanKind, step: Step) {
        let Some(sub) = self.node_mut(node).filter(|sub| sub.end.is_none()) else { return };
        if sub.spans.last().is_none_or(|span| span.kind != kind) {
            close(sub.spans.last_mut().map(|span| &mut span.to), step);
            sub.spans.push(SubSpan { kind, from: step, to: None });
        }
    }

    /// A wake during a node's own poll counts when that poll is over.
    fn wake_node(&mut self, node: NodeId, step: Step) {
        let now = self.node_mut(node).and_then(|sub| sub.spans.last()).map(|span| span.kind);
        if now != Some(SubSpanKind::Polled) {
            self.begin_node(node, SubSpanKind::Woken, step);
        } else if !self.woken_nodes.contains(&node) {
            self.woken_nodes.push(node);
        }
    }

    fn end_node(&mut self, node: NodeId, finished: bool, step: Step) {
        let Some(sub) = self.node_mut(node).filter(|sub| sub.end.is_none()) else { return };
        close(sub.spans.last_mut().map(|span| &mut span.to), step);
        sub.end = Some((step, finished));
    }
}

fn close(end: Option<&mut Option<Step>>, step: Step) {
    if let Some(end) = end {
        *end = Some(step);
    }
}
