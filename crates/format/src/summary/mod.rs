//! What events that were dropped have left behind: the state of the run at that point, and beside it what was said of
//! everything that is still alive, to say it again.

mod nodes;
mod resources;
mod tasks;
mod threads;
mod write;

use self::nodes::{Node, Timer};
use self::resources::Resource;
use self::tasks::Task;
use self::threads::Thread;
use taskscope_sorted::SortedMap;

use super::charts::ChartEvent;
use crate::event::Event;
use crate::mentions::Mentions;
use crate::state::State;
use crate::{ChartId, NodeId, ResourceId, TaskId, ThreadId, TimerId, WorkerId};

/// The run at the point where the events that were kept begin.
///
/// What becomes of everything is read from the state; kept beside it are the events that say again what a thing is, and
/// what a state does not know, such as who woke a task.
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
    state: State,
    tasks: SortedMap<TaskId, Task>,
    nodes: SortedMap<NodeId, Node>,
    timers: SortedMap<TimerId, Timer>,
    resources: SortedMap<ResourceId, Resource>,
    threads: SortedMap<ThreadId, Thread>,
    /// The events that say what the charts are.
    charts: SortedMap<ChartId, Event>,
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
            state: State::default(),
            tasks: SortedMap::new(),
            nodes: SortedMap::new(),
            timers: SortedMap::new(),
            resources: SortedMap::new(),
            threads: SortedMap::new(),
            charts: SortedMap::new(),
            grace,
            next_tidy: grace,
        }
    }

    /// How many events the trace lacks.
    pub(super) fn dropped(&self) -> u64 {
        self.dropped.saturating_add(self.lacking)
    }

    /// Takes in the next event that is dropped, and which worker does it.
    // What is not named here leaves nothing behind but what the state knows.
    #[allow(clippy::wildcard_enum_match_arm)]
    pub(super) fn apply(&mut self, worker: WorkerId, event: Event) {
        self.dropped += 1;
        self.state.worker = worker;
        let changes = self.state.apply(event);
        match event {
            Event::NodeCreated { .. }
            | Event::NodePollStarted { .. }
            | Event::NodePollEnded { .. }
            | Event::NodeWoken { .. }
            | Event::NodeDropped { .. } => self.note_node(event, changes.future),
            Event::TimerSet { .. } | Event::TimerFired { .. } | Event::TimerCancelled { .. } => {
                self.note_timer(event);
            }
            Event::EventsDropped { count } => self.start_again(count),
            // A few at the start of a run, which hold for all of it.
            Event::Hosted { .. } | Event::NotReported { .. } if self.host.len() < Self::HOST_EVENTS => {
                self.host.push(event);
            }
            Event::Thread(event) => self.note_thread(event),
            Event::Chart(ChartEvent::Defined { chart, .. }) => {
                self.charts.entry(chart).or_insert(event);
            }
            _ => self.note_task(event, changes.task),
        }
        if let Some(resource) = changes.resource {
            self.note_resource(resource, event);
        }
        if self.dropped >= self.next_tidy {
            self.tidy();
        }
    }

    /// Events were dropped before: what is still there is said again, and nothing is known of the rest.
    fn start_again(&mut self, lacking: u64) {
        let (grace, host) =
            (usize::try_from(self.grace).unwrap_or(usize::MAX), std::mem::take(&mut self.host));
        let state = std::mem::take(&mut self.state);
        let (dropped, lacking) = (self.dropped, self.lacking.saturating_add(lacking));
        *self = Self { dropped, lacking, host, state, next_tidy: self.next_tidy, ..Self::new(grace) };
    }

    /// Whether a poll of a task goes on, be it suspended or not.
    fn is_polled(&self, id: TaskId) -> bool {
        self.state.running.contains(&id) || self.state.is_suspended(id)
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
        for (&id, _) in self.resources.iter().filter(|(_, resource)| resource.end.is_none()) {
            self.add_resource(id, named);
        }
        for thread in self.threads.values().filter(|thread| thread.end.is_none()) {
            thread.add_named(named);
        }
        for id in &named.nodes {
            named.tasks.extend(self.nodes.get(id).map(|node| node.task));
        }
        for id in &named.timers {
            named.tasks.extend(self.timers.get(id).and_then(|timer| timer.task));
        }
    }

    /// Adds the texts and places of everything that is kept, what is over included.
    pub(super) fn add_all(&self, named: &mut Mentions) {
        self.tasks.values().for_each(|task| task.add_named(named));
        self.nodes.values().for_each(|node| node.add_named(named));
        self.resources.keys().for_each(|&id| self.add_resource(id, named));
        self.threads.values().for_each(|thread| thread.add_named(named));
        self.charts.values().for_each(|&chart| named.add(chart));
    }

    /// Forgets what has been over for long and nothing refers to. Done so seldom that it costs each event little.
    fn tidy(&mut self) {
        let mut named = Mentions::default();
        self.add_needed(&mut named);
        let since = self.dropped.saturating_sub(self.grace);
        let is_recent = |end: u64| end > since;
        self.nodes
            .retain(|id, node| node.end.map_or(true, |(at, _)| is_recent(at)) || named.nodes.contains(id));
        self.timers
            .retain(|id, timer| timer.end.map_or(true, |(at, _)| is_recent(at)) || named.timers.contains(id));
        self.resources
            .retain(|id, resource| resource.end.map_or(true, is_recent) || named.resources.contains(id));
        self.threads.retain(|id, thread| {
            thread.end.map_or(true, |(at, _)| is_recent(at)) || named.threads.contains(id)
        });
        named.tasks.extend(self.nodes.values().map(|node| node.task));
        named.tasks.extend(self.timers.values().filter_map(|timer| timer.task));
        self.tasks
            .retain(|id, task| task.end.map_or(true, |(at, _)| is_recent(at)) || named.tasks.contains(id));
        let Self { state, tasks, resources, threads, .. } = self;
        state.retain(
            |id| tasks.contains_key(&id),
            |id| resources.contains_key(&id),
            |id| threads.contains_key(&id),
        );
        let things = self.tasks.len() + self.nodes.len() + self.timers.len() + self.resources.len();
        self.next_tidy = self.dropped + self.grace.max(u64::try_from(things).unwrap_or(u64::MAX));
    }
}
