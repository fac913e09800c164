//! The full state of a run at one step: what every task does, who is ready in which order, who holds and who waits for
//! every resource; and what each event changes in it.
//!
//! [`State::apply`] is the one place that says what becomes of a task: readers of a trace fold the [`Changes`] that it
//! gives, and keep no rules of their own.

mod alive;
mod awaits;
mod by_worker;
mod changes;
mod fetches;
mod nodes;
mod polled;
mod resources;
mod table;
mod tasks;
mod threads;

use std::collections::VecDeque;

use crate::{
    Event, Micros, NodeId, Order, ResourceId, RunEnd, TaskId, ThreadEvent, ThreadId, TimerId, TurnCause,
    WorkerId,
};

pub use alive::Alive;
pub use awaits::{Await, Awaits};
pub use by_worker::ByWorker;
pub use changes::{Changes, FutureChange, TaskChange, Whom, Woke};
pub use fetches::FetchState;
pub use nodes::NodeState;
use polled::Polled;
pub(crate) use resources::ends;
pub use resources::{Holder, ResourceState, Waiter};
pub use table::{Id, Table};
pub use tasks::{Phase, TaskState};
pub use threads::ThreadState;

/// A timer that is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimerState {
    /// Its id.
    pub id: TimerId,
    /// When it is due.
    pub deadline: Micros,
    /// The task that set it; `None` outside of tasks.
    pub task: Option<TaskId>,
}

/// Everything that a trace says about a run at one step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Which ready task runs next; `None` before the run started.
    pub order: Option<Order>,
    /// Tasks, those that are over included, in the order in which they were spawned.
    pub tasks: Table<TaskId, TaskState>,
    /// Nodes that are still there, in the order in which they were made.
    pub nodes: Alive<NodeId, NodeState>,
    /// Resources in the order in which they were made.
    pub resources: Table<ResourceId, ResourceState>,
    /// Threads, those that are over included, in the order in which they were asked for.
    pub threads: Table<ThreadId, ThreadState>,
    /// Starts and calls of threads that are under way.
    at_work: u32,
    /// Ready tasks in the order in which they became ready.
    pub queue: VecDeque<TaskId>,
    /// The tasks being polled, by the workers that poll them.
    pub running: ByWorker<TaskId>,
    /// The turns that go on: what each was given for, by the workers that have them.
    pub turns: ByWorker<TurnCause>,
    /// The worker that did what happened last.
    pub worker: WorkerId,
    /// The futures that are polled inside those tasks.
    polled: Polled,
    /// Timers that are set, in the order in which they were set.
    pub timers: Alive<TimerId, TimerState>,
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
        self.tasks.get(id)
    }

    /// A resource. `None` for one that was made outside the run.
    #[must_use]
    pub fn resource(&self, id: ResourceId) -> Option<&ResourceState> {
        self.resources.get(id)
    }

    /// The nodes of a task that are still there.
    pub fn nodes_of(&self, task: TaskId) -> impl Iterator<Item = &NodeState> {
        self.nodes.values().filter(move |node| node.task == task)
    }

    /// The task that [the worker](Self::worker) polls: what happens without a task of its own belongs to it.
    #[must_use]
    pub fn running(&self) -> Option<TaskId> {
        self.running.of(self.worker).copied()
    }

    /// The futures that [the worker](Self::worker) polls in the task that it polls, the innermost last.
    #[must_use]
    pub fn polled(&self) -> &[NodeId] {
        self.polled.of(self.worker)
    }

    /// Whether nothing is done: no task is ready or polled, no worker has a turn, and no thread starts or does a call.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.queue.is_empty() && self.running.is_empty() && self.turns.is_empty() && self.at_work == 0
    }

    /// Whether the poll of a task is suspended in its middle.
    #[must_use]
    pub fn is_suspended(&self, task: TaskId) -> bool {
        self.polled.is_suspended(task)
    }

    /// Whether the ready task that has waited longest runs next.
    #[must_use]
    pub fn is_first_in_first_out(&self) -> bool {
        self.order.map_or(true, |order| order == Order::Fifo)
    }

    /// Forgets tasks, resources and threads that nothing will name again. What is still to come of them changes nothing.
    pub(crate) fn retain(
        &mut self,
        tasks: impl Fn(TaskId) -> bool,
        resources: impl Fn(ResourceId) -> bool,
        threads: impl Fn(ThreadId) -> bool,
    ) {
        self.tasks.retain(tasks);
        self.resources.retain(resources);
        self.threads.retain(threads);
    }

    /// A copy that shares with this one what neither changes: it costs as much as [that](Self::bytes_apart_from).
    #[must_use]
    pub fn share(&mut self) -> Self {
        let (tasks, resources, threads) = (self.tasks.share(), self.resources.share(), self.threads.share());
        Self {
            order: self.order,
            tasks,
            nodes: self.nodes.clone(),
            resources,
            threads,
            queue: self.queue.clone(),
            at_work: self.at_work,
            running: self.running.clone(),
            turns: self.turns.clone(),
            worker: self.worker,
            polled: self.polled.clone(),
            timers: self.timers.clone(),
            lines: self.lines,
            polls: self.polls,
            wakes: self.wakes,
            ended: self.ended,
        }
    }

    /// How many bytes a copy of it takes, roughly, without what it shares with an earlier copy.
    #[must_use]
    pub fn bytes_apart_from(&self, earlier: &Self) -> usize {
        let resources = self.resources.values_apart_from(&earlier.resources).map(ResourceState::bytes);
        let tasks = self.tasks.values_apart_from(&earlier.tasks).map(TaskState::bytes);
        let queue = self.queue.len() * std::mem::size_of::<TaskId>();
        let threads = self.threads.values_apart_from(&earlier.threads).count()
            * std::mem::size_of::<(ThreadId, ThreadState)>();
        self.nodes.bytes()
            + self.timers.bytes()
            + self.running.bytes()
            + self.turns.bytes()
            + self.polled.bytes()
            + queue
            + threads
            + tasks.sum::<usize>()
            + resources.sum::<usize>()
    }

    /// Goes one step on and says what changed. The event is done by [the worker](Self::worker) that the state has, so that
    /// where there are several it is set before. Events that name what does not exist change nothing: a file can say
    /// anything.
    #[inline]
    pub fn apply(&mut self, event: Event) -> Changes {
        let mut changes = Changes::default();
        self.change(event, &mut changes);
        changes
    }

    /// Not part of `apply`, which would copy what it returns.
    // A kind has its rule in one file: where tasks are, or here.
    #[allow(clippy::wildcard_enum_match_arm)]
    fn change(&mut self, event: Event, changes: &mut Changes) {
        match event {
            Event::RunStarted { order, .. } => self.order = Some(order),
            Event::RunEnded { how } => self.ended = Some(how),
            Event::NodeCreated { .. }
            | Event::NodePollStarted { .. }
            | Event::NodePollEnded { .. }
            | Event::NodeWoken { .. }
            | Event::NodeDropped { .. } => self.apply_to_node(event, changes),
            Event::ResourceCreated { resource, kind, capacity, place } => {
                self.resources.add(resource, ResourceState::new(resource, kind, capacity, place));
                changes.resource = Some(resource);
            }
            Event::Queued { resource, .. }
            | Event::Granted { resource, .. }
            | Event::Left { resource, .. }
            | Event::Acquired { resource, .. }
            | Event::Released { resource, .. }
            | Event::Sent { resource, .. }
            | Event::Received { resource, .. }
            | Event::Lagged { resource, .. }
            | Event::Notified { resource, .. }
            | Event::SendersChanged { resource, .. }
            | Event::ReceiversChanged { resource, .. }
            | Event::Closed { resource }
            | Event::Refused { resource, .. }
            | Event::Settled { resource, .. }
            | Event::ResourceDropped { resource } => {
                let running = self.running();
                changes.resource = self.with_resource(resource, |state| state.apply(event, running));
            }
            Event::TimerSet { timer, deadline } => {
                self.timers.add(timer, TimerState { id: timer, deadline, task: self.running() });
            }
            Event::TimerFired { timer } | Event::TimerCancelled { timer } => {
                self.timers.remove(timer);
            }
            // What is still there is written again after it; nothing is known of the rest.
            Event::EventsDropped { .. } => {
                *self = Self { order: self.order, worker: self.worker, ..Self::default() };
                changes.is_forgotten = true;
            }
            Event::Output { .. } => self.lines += 1,
            Event::Fetch(event) => {
                changes.resource = self.with_resource(event.fetch(), |state| state.apply_fetch(event));
            }
            Event::Thread(ThreadEvent::Started { thread, name, is_simulated, .. }) => {
                if self.threads.get(thread).is_none() {
                    self.at_work = self.at_work.saturating_add(1);
                }
                self.threads.add(thread, ThreadState::new(thread, name, is_simulated));
            }
            Event::Thread(event) => self.change_thread(event),
            Event::TurnStarted { cause } => self.turns.set(self.worker, cause),
            Event::TurnEnded { .. } => drop(self.turns.take(self.worker)),
            Event::Hosted { .. }
            | Event::NotReported { .. }
            | Event::Frame { .. }
            | Event::LongTask { .. }
            | Event::PageHidden
            | Event::TaskOwned { .. }
            | Event::Mark { .. }
            | Event::Chart(_) => {}
            // What happens to tasks, and to the one that is being polled.
            _ => self.apply_to_task(event, changes),
        }
    }

    fn change_thread(&mut self, event: ThreadEvent) {
        if let Some(thread) = self.threads.get_mut(event.thread()) {
            let before = thread.at_work();
            thread.apply(event);
            self.at_work = self.at_work.saturating_sub(before).saturating_add(thread.at_work());
        }
    }

    /// Changes a resource; gives its id if it is there.
    fn with_resource(
        &mut self,
        id: ResourceId,
        change: impl FnOnce(&mut ResourceState),
    ) -> Option<ResourceId> {
        change(self.resources.get_mut(id)?);
        Some(id)
    }
}
