//! What events that were dropped have left behind: everything that is still alive, and how it stands.

mod fetches;
mod nodes;
mod resources;
mod tasks;
mod threads;
mod write;

use std::collections::BTreeMap;

use self::nodes::{Node, Timer};
use self::resources::Resource;
use self::tasks::Task;
use self::threads::Thread;
use super::charts::ChartEvent;
use crate::event::Event;
use crate::mentions::Mentions;
use crate::terms::{TurnCause, WakeSource};
use crate::{ChartId, NodeId, ResourceId, TaskId, ThreadId, TimerId, WorkerId};

/// The state at the point where the events that were kept begin.
///
/// What is over is kept as long as something that is alive refers to it, and for a while longer, as events that are
/// still to come may: a task that has just ended wakes who awaits it. Events that make no sense are let pass, as a trace
/// can come from anywhere.
pub(super) struct Summary {
    /// Events that were dropped, but for the start of the run, which is kept.
    dropped: u64,
    /// Events that the trace lacked already.
    lacking: u64,
    /// What was said of the host.
    host: Vec<Event>,
    /// The worker that does what is applied now.
    worker: WorkerId,
    /// The turns that go on.
    turns: BTreeMap<WorkerId, TurnCause>,
    /// The tasks that are being polled.
    polled: BTreeMap<WorkerId, TaskId>,
    tasks: BTreeMap<TaskId, Task>,
    /// Tasks that are ready, in the order in which they became so, each under the number it has of it.
    ready: BTreeMap<u64, TaskId>,
    nodes: BTreeMap<NodeId, Node>,
    timers: BTreeMap<TimerId, Timer>,
    resources: BTreeMap<ResourceId, Resource>,
    threads: BTreeMap<ThreadId, Thread>,
    /// The events that say what the charts are.
    charts: BTreeMap<ChartId, Event>,
    /// For how many events things that are over are kept at least.
    grace: u64,
    /// At how many dropped events things that are over are forgotten the next time.
    next_tidy: u64,
}

impl Summary {
    /// More than any run says of its host; a damaged trace may say it without end.
    const HOST_EVENTS: usize = 8;

    pub(super) fn new(grace: usize) -> Self {
        let grace = u64::try_from(grace).unwrap_or(u64::MAX);
        Self {
            dropped: 0,
            lacking: 0,
            host: Vec::new(),
            worker: WorkerId::FIRST,
            turns: BTreeMap::new(),
            polled: BTreeMap::new(),
            tasks: BTreeMap::new(),
            ready: BTreeMap::new(),
            nodes: BTreeMap::new(),
            timers: BTreeMap::new(),
            resources: BTreeMap::new(),
            threads: BTreeMap::new(),
            charts: BTreeMap::new(),
            grace,
            next_tidy: grace,
        }
    }

    /// How many events the trace lacks.
    pub(super) fn dropped(&self) -> u64 {
        self.dropped.saturating_add(self.lacking)
    }

    /// Takes in the next event that is dropped, and which worker does it.
    // What is not named here leaves nothing behind.
    #[allow(clippy::wildcard_enum_match_arm)]
    pub(super) fn apply(&mut self, worker: WorkerId, event: Event) {
        self.dropped += 1;
        self.worker = worker;
        match event {
            Event::TurnStarted { cause } => drop(self.turns.insert(worker, cause)),
            Event::TurnEnded { .. } => drop(self.turns.remove(&worker)),
            Event::TaskSpawned { .. }
            | Event::TaskReady { .. }
            | Event::TaskWokenAgain { .. }
            | Event::PollStarted { .. }
            | Event::PollEnded { .. }
            | Event::PollSuspended { .. }
            | Event::PollResumed { .. }
            | Event::TaskDone { .. }
            | Event::TaskCancelled { .. }
            | Event::TaskPanicked { .. }
            | Event::TaskDetached { .. }
            | Event::TaskPriority { .. }
            | Event::Waiting { .. }
            | Event::WorkStarted { .. }
            | Event::WorkEnded => self.apply_to_task(event),
            Event::NodeCreated { .. }
            | Event::NodePollStarted { .. }
            | Event::NodePollEnded { .. }
            | Event::NodeWoken { .. }
            | Event::NodeDropped { .. } => self.apply_to_node(event),
            Event::TimerSet { .. } | Event::TimerFired { .. } | Event::TimerCancelled { .. } => {
                self.apply_to_timer(event);
            }
            Event::ResourceCreated { resource, kind, .. } => {
                self.resources.entry(resource).or_insert_with(|| Resource::new(event, kind));
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
            | Event::ResourceDropped { resource } => self.apply_to_resource(resource, event),
            Event::EventsDropped { count } => self.lacking = self.lacking.saturating_add(count),
            // A few at the start of a run, which hold for all of it.
            Event::Hosted { .. } | Event::NotReported { .. } if self.host.len() < Self::HOST_EVENTS => {
                self.host.push(event);
            }
            Event::Fetch(fetched) => self.apply_to_resource(fetched.fetch(), event),
            Event::Thread(event) => self.apply_to_thread(event),
            Event::Chart(ChartEvent::Defined { chart, .. }) => {
                self.charts.entry(chart).or_insert(event);
            }
            _ => {}
        }
        if self.dropped >= self.next_tidy {
            self.tidy();
        }
    }

    /// The task that the worker polls which does what is applied now.
    fn polled(&self) -> Option<TaskId> {
        self.polled.get(&self.worker).copied()
    }

    /// Whether a poll of a task goes on, be it suspended or not.
    fn is_polled(&self, id: TaskId) -> bool {
        self.polled.values().any(|&polled| polled == id)
            || self.tasks.get(&id).is_some_and(|task| task.is_suspended)
    }

    fn apply_to_resource(&mut self, id: ResourceId, event: Event) {
        let (polled, dropped) = (self.polled(), self.dropped);
        if let Some(resource) = self.resources.get_mut(&id) {
            resource.apply(event, polled, dropped);
        }
    }

    /// A promise that wakes somebody has its value.
    fn settle(&mut self, by: WakeSource) {
        if let WakeSource::Promise(promise) = by {
            if let Some(promise) = self.resources.get_mut(&promise) {
                promise.settle();
            }
        }
    }

    /// Adds to `named`, which holds what other events name, what the things that are alive are and name, and the tasks
    /// that all of them belong to.
    fn add_needed(&self, named: &mut Mentions) {
        for task in self.tasks.values().filter(|task| task.end.is_none()) {
            task.add_named(named);
        }
        for node in self.nodes.values().filter(|node| node.end.is_none()) {
            node.add_named(named);
        }
        for timer in self.timers.values().filter(|timer| timer.end.is_none()) {
            named.add(timer.set);
        }
        for resource in self.resources.values().filter(|resource| resource.end.is_none()) {
            resource.add_named(named);
        }
        for thread in self.threads.values().filter(|thread| thread.end.is_none()) {
            thread.add_named(named);
        }
        for id in &named.nodes {
            named.tasks.extend(self.nodes.get(id).and_then(|node| node.task));
        }
        for id in &named.timers {
            named.tasks.extend(self.timers.get(id).and_then(|timer| timer.task));
        }
    }

    /// Adds the texts and places of everything that is kept, what is over included.
    pub(super) fn add_all(&self, named: &mut Mentions) {
        self.tasks.values().for_each(|task| task.add_named(named));
        self.nodes.values().for_each(|node| node.add_named(named));
        self.resources.values().for_each(|resource| resource.add_named(named));
        self.threads.values().for_each(|thread| thread.add_named(named));
        self.charts.values().for_each(|&chart| named.add(chart));
    }

    /// Forgets what has been over for long and nothing refers to. Done so seldom that it costs each event little.
    fn tidy(&mut self) {
        let mut named = Mentions::default();
        self.add_needed(&mut named);
        let since = self.dropped.saturating_sub(self.grace);
        let is_recent = |end: u64| end > since;
        self.nodes.retain(|id, node| node.end.map_or(true, is_recent) || named.nodes.contains(id));
        self.timers
            .retain(|id, timer| timer.end.map_or(true, |(at, _)| is_recent(at)) || named.timers.contains(id));
        self.resources
            .retain(|id, resource| resource.end.map_or(true, is_recent) || named.resources.contains(id));
        self.threads.retain(|id, thread| {
            thread.end.map_or(true, |(at, _)| is_recent(at)) || named.threads.contains(id)
        });
        named.tasks.extend(self.nodes.values().filter_map(|node| node.task));
        named.tasks.extend(self.timers.values().filter_map(|timer| timer.task));
        self.tasks
            .retain(|id, task| task.end.map_or(true, |(at, _)| is_recent(at)) || named.tasks.contains(id));
        let things = self.tasks.len() + self.nodes.len() + self.timers.len() + self.resources.len();
        self.next_tidy = self.dropped + self.grace.max(u64::try_from(things).unwrap_or(u64::MAX));
    }
}
