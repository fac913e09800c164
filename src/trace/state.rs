//! The full state of a run at one step: what every task does, who is ready in which order, what is in every channel.

use std::collections::{BTreeMap, VecDeque};

use taskscope_runtime::{ChannelId, Event, Micros, NodeId, PlaceId, RunEnd, TaskId, TextId, TimerId, Wait};

/// The state of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// In the queue.
    Ready,
    /// Being polled.
    Running,
    /// At an await.
    Waiting,
    /// Ended with a value.
    Done,
    /// Dropped before it was done.
    Cancelled,
    /// Ended by a panic.
    Panicked,
}

impl Phase {
    /// Whether the task will never be polled again.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled | Self::Panicked)
    }
}

/// An await that a task, or a node in it, stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Await {
    /// The node; `None` at the task's own level.
    pub node: Option<NodeId>,
    /// What it waits for.
    pub on: Wait,
    /// The line.
    pub place: PlaceId,
}

/// One task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskState {
    /// Its id.
    pub id: TaskId,
    /// Its name.
    pub name: TextId,
    /// Who spawned it.
    pub parent: Option<TaskId>,
    /// Where it stands.
    pub phase: Phase,
    /// Woken during the poll that goes on: it will be queued when that ends.
    pub is_woken: bool,
    /// The awaits that its last poll met.
    pub awaits: Vec<Await>,
    /// The busy work its poll is doing now: where.
    pub works_at: Option<PlaceId>,
    /// Polls begun so far.
    pub polls: u32,
    /// Wakes so far, those that changed nothing included.
    pub wakes: u32,
}

/// One future inside a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeState {
    /// Its id.
    pub id: NodeId,
    /// The task it is in.
    pub task: TaskId,
    /// The node it stands inside.
    pub parent: Option<NodeId>,
    /// Its label.
    pub label: TextId,
    /// Woken since its last poll: its parent has still to poll it.
    pub is_woken: bool,
    /// It returned its value.
    pub is_finished: bool,
    /// It is gone.
    pub is_dropped: bool,
}

/// One channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelState {
    /// Its id.
    pub id: ChannelId,
    /// How many messages it can hold; `None` if it is unbounded.
    pub capacity: Option<u32>,
    /// How many it holds.
    pub len: u32,
    /// How many senders there are.
    pub senders: u32,
    /// The receiver was closed or dropped.
    pub is_closed: bool,
}

/// Everything there is to know about a run at one step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Tasks in the order in which they were spawned.
    pub tasks: Vec<TaskState>,
    /// Nodes in the order in which they were made.
    pub nodes: Vec<NodeState>,
    /// Channels, likewise.
    pub channels: Vec<ChannelState>,
    /// Ready tasks, the next first.
    pub queue: VecDeque<TaskId>,
    /// The task being polled.
    pub running: Option<TaskId>,
    /// Timers that are set: when they are due, and the task that set them.
    pub timers: BTreeMap<TimerId, (Micros, Option<TaskId>)>,
    /// How many lines were printed.
    pub lines: usize,
    /// Polls so far, of all tasks.
    pub polls: u64,
    /// Wakes so far, of all tasks.
    pub wakes: u64,
    /// Why the run ended.
    pub ended: Option<RunEnd>,
}

impl State {
    /// A task. `None` for an id that was never given out.
    #[must_use]
    pub fn task(&self, id: TaskId) -> Option<&TaskState> {
        self.tasks.get((id.0 as usize).checked_sub(1)?)
    }

    fn task_mut(&mut self, id: TaskId) -> Option<&mut TaskState> {
        self.tasks.get_mut((id.0 as usize).checked_sub(1)?)
    }

    fn node_mut(&mut self, id: NodeId) -> Option<&mut NodeState> {
        self.nodes.get_mut((id.0 as usize).checked_sub(1)?)
    }

    fn channel_mut(&mut self, id: ChannelId) -> Option<&mut ChannelState> {
        self.channels.get_mut((id.0 as usize).checked_sub(1)?)
    }

    /// The nodes of a task that are still there.
    pub fn nodes_of(&self, task: TaskId) -> impl Iterator<Item = &NodeState> {
        self.nodes.iter().filter(move |node| node.task == task && !node.is_dropped)
    }

    /// Goes one step on. Events that name what does not exist change nothing: a file can say anything.
    pub fn apply(&mut self, event: Event) {
        match event {
            Event::RunEnded { how } => self.ended = Some(how),
            Event::TaskSpawned { task, parent, name, .. } => self.spawn(task, parent, name),
            Event::TaskReady { task, .. } => self.ready(task),
            Event::TaskWokenAgain { task, .. } => self.count_wake(task),
            Event::PollStarted { task } => self.start_poll(task),
            Event::PollEnded { task } => self.end_poll(task),
            Event::TaskDone { task } => self.end_task(task, Phase::Done),
            Event::TaskCancelled { task } => self.end_task(task, Phase::Cancelled),
            Event::TaskPanicked { task, .. } => self.end_task(task, Phase::Panicked),
            Event::Waiting { node, on, place } => {
                self.with_running(|task| task.awaits.push(Await { node, on, place }));
            }
            Event::WorkStarted { place, .. } => self.with_running(|task| task.works_at = Some(place)),
            Event::WorkEnded => self.with_running(|task| task.works_at = None),
            Event::NodeCreated { .. }
            | Event::NodePollStarted { .. }
            | Event::NodePollEnded { .. }
            | Event::NodeWoken { .. }
            | Event::NodeDropped { .. } => self.apply_to_node(event),
            Event::ChannelCreated { .. }
            | Event::Sent { .. }
            | Event::Received { .. }
            | Event::SendersChanged { .. }
            | Event::ReceiverClosed { .. } => self.apply_to_channel(event),
            Event::TimerSet { timer, deadline } => {
                self.timers.insert(timer, (deadline, self.running));
            }
            Event::TimerFired { timer } | Event::TimerCancelled { timer } => {
                self.timers.remove(&timer);
            }
            Event::Output { .. } => self.lines += 1,
            Event::RunStarted { .. }
            | Event::TurnStarted { .. }
            | Event::TurnEnded { .. }
            | Event::Mark { .. } => {}
        }
    }

    fn spawn(&mut self, id: TaskId, parent: Option<TaskId>, name: TextId) {
        if id.0 as usize == self.tasks.len() + 1 {
            self.tasks.push(TaskState {
                id,
                name,
                parent,
                phase: Phase::Waiting,
                is_woken: false,
                awaits: Vec::new(),
                works_at: None,
                polls: 0,
                wakes: 0,
            });
        }
    }

    fn ready(&mut self, id: TaskId) {
        self.count_wake(id);
        let Some(task) = self.task_mut(id) else { return };
        match task.phase {
            Phase::Running => task.is_woken = true,
            Phase::Waiting => {
                task.phase = Phase::Ready;
                self.queue.push_back(id);
            }
            Phase::Ready | Phase::Done | Phase::Cancelled | Phase::Panicked => {}
        }
    }

    fn count_wake(&mut self, id: TaskId) {
        if let Some(task) = self.task_mut(id) {
            task.wakes += 1;
            self.wakes += 1;
        }
    }

    fn start_poll(&mut self, id: TaskId) {
        self.queue.retain(|&queued| queued != id);
        self.running = Some(id);
        self.polls += 1;
        self.with_running(|task| {
            task.phase = Phase::Running;
            task.is_woken = false;
            task.awaits.clear();
            task.polls += 1;
        });
    }

    fn end_poll(&mut self, id: TaskId) {
        self.running = None;
        let Some(task) = self.task_mut(id) else { return };
        task.works_at = None;
        if std::mem::take(&mut task.is_woken) {
            task.phase = Phase::Ready;
            self.queue.push_back(id);
        } else {
            task.phase = Phase::Waiting;
        }
    }

    fn end_task(&mut self, id: TaskId, phase: Phase) {
        self.queue.retain(|&queued| queued != id);
        if self.running == Some(id) {
            self.running = None;
        }
        if let Some(task) = self.task_mut(id) {
            task.phase = phase;
            task.is_woken = false;
            task.works_at = None;
            if phase == Phase::Done {
                task.awaits.clear();
            }
        }
    }

    fn with_running(&mut self, change: impl FnOnce(&mut TaskState)) {
        if let Some(task) = self.running.and_then(|id| self.task_mut(id)) {
            change(task);
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` sends only the events of nodes here")]
    fn apply_to_node(&mut self, event: Event) {
        match event {
            Event::NodeCreated { node, parent, label, .. } => {
                let Some(task) = self.running else { return };
                if node.0 as usize == self.nodes.len() + 1 {
                    let [is_woken, is_finished, is_dropped] = [false; 3];
                    self.nodes.push(NodeState {
                        id: node,
                        task,
                        parent,
                        label,
                        is_woken,
                        is_finished,
                        is_dropped,
                    });
                }
            }
            Event::NodePollStarted { node } => self.with_node(node, |node| node.is_woken = false),
            Event::NodePollEnded { node, ready } => self.with_node(node, |node| node.is_finished |= ready),
            Event::NodeWoken { node, .. } => self.with_node(node, |node| node.is_woken = true),
            Event::NodeDropped { node, .. } => self.with_node(node, |node| node.is_dropped = true),
            _ => {}
        }
    }

    fn with_node(&mut self, id: NodeId, change: impl FnOnce(&mut NodeState)) {
        if let Some(node) = self.node_mut(id) {
            change(node);
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` sends only the events of channels here")]
    fn apply_to_channel(&mut self, event: Event) {
        match event {
            Event::ChannelCreated { channel, capacity, .. }
                if channel.0 as usize == self.channels.len() + 1 =>
            {
                let state = ChannelState { id: channel, capacity, len: 0, senders: 1, is_closed: false };
                self.channels.push(state);
            }
            Event::Sent { channel, len } | Event::Received { channel, len } => {
                self.with_channel(channel, |channel| channel.len = len);
            }
            Event::SendersChanged { channel, senders } => {
                self.with_channel(channel, |channel| channel.senders = senders);
            }
            Event::ReceiverClosed { channel } => {
                self.with_channel(channel, |channel| channel.is_closed = true);
            }
            _ => {}
        }
    }

    fn with_channel(&mut self, id: ChannelId, change: impl FnOnce(&mut ChannelState)) {
        if let Some(channel) = self.channel_mut(id) {
            change(channel);
        }
    }
}
