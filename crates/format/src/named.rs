//! What events refer to: the ids that must be known where a trace begins.

use std::collections::BTreeSet;

use crate::event::Event;
use crate::terms::{Wait, WakeSource};
use crate::threads::ThreadEvent;
use crate::{ChartId, NodeId, PlaceId, ResourceId, TaskId, TextId, TimerId, WorkerId};

/// The ids that some events name.
#[derive(Debug, Default)]
pub(crate) struct Named {
    pub(crate) tasks: BTreeSet<TaskId>,
    pub(crate) nodes: BTreeSet<NodeId>,
    pub(crate) resources: BTreeSet<ResourceId>,
    pub(crate) timers: BTreeSet<TimerId>,
    pub(crate) workers: BTreeSet<WorkerId>,
    pub(crate) charts: BTreeSet<ChartId>,
    pub(crate) texts: BTreeSet<TextId>,
    pub(crate) places: BTreeSet<PlaceId>,
}

impl Named {
    /// Adds what an event names.
    pub(crate) fn add(&mut self, event: Event) {
        self.texts.extend(event.text());
        self.places.extend(event.place());
        match event {
            Event::TaskSpawned { task, parent: other, .. } | Event::TaskCancelled { task, by: other } => {
                self.tasks.insert(task);
                self.tasks.extend(other);
            }
            Event::TaskReady { task, by } | Event::TaskWokenAgain { task, by } => {
                self.tasks.insert(task);
                self.add_source(by);
            }
            Event::PollStarted { task }
            | Event::PollEnded { task }
            | Event::TaskDone { task }
            | Event::TaskPanicked { task, .. }
            | Event::TaskDetached { task }
            | Event::TaskPriority { task, .. } => {
                self.tasks.insert(task);
            }
            Event::Waiting { node, on, .. } => {
                self.nodes.extend(node);
                self.add_wait(on);
            }
            Event::NodeCreated { node, parent, .. } => {
                self.nodes.insert(node);
                self.nodes.extend(parent);
            }
            Event::NodePollStarted { node }
            | Event::NodePollEnded { node, .. }
            | Event::NodeDropped { node, .. } => {
                self.nodes.insert(node);
            }
            Event::NodeWoken { node, by } => {
                self.nodes.insert(node);
                self.add_source(by);
            }
            Event::Queued { resource, node, .. } | Event::Acquired { resource, node, .. } => {
                self.resources.insert(resource);
                self.nodes.extend(node);
            }
            Event::Released { resource, holder, .. } => {
                self.resources.insert(resource);
                self.tasks.extend(holder);
            }
            Event::ResourceCreated { resource, .. }
            | Event::Granted { resource, .. }
            | Event::Left { resource, .. }
            | Event::Sent { resource, .. }
            | Event::Received { resource, .. }
            | Event::Lagged { resource, .. }
            | Event::Notified { resource, .. }
            | Event::SendersChanged { resource, .. }
            | Event::ReceiversChanged { resource, .. }
            | Event::Closed { resource } => {
                self.resources.insert(resource);
            }
            Event::TimerSet { timer, .. } | Event::TimerFired { timer } | Event::TimerCancelled { timer } => {
                self.timers.insert(timer);
            }
            Event::Fetch(event) => {
                self.resources.insert(event.fetch());
            }
            Event::Thread(ThreadEvent::CallPosted { worker, task, .. }) => {
                self.workers.insert(worker);
                self.tasks.extend(task);
            }
            Event::Thread(event) => {
                self.workers.insert(event.worker());
            }
            Event::Chart(event) => {
                self.charts.insert(event.chart());
            }
            Event::RunStarted { .. }
            | Event::RunEnded { .. }
            | Event::TurnStarted { .. }
            | Event::TurnEnded { .. }
            | Event::WorkStarted { .. }
            | Event::WorkEnded
            | Event::EventsDropped { .. }
            | Event::Hosted { .. }
            | Event::NotReported { .. }
            | Event::Frame { .. }
            | Event::LongTask { .. }
            | Event::Output { .. }
            | Event::Mark { .. } => {}
        }
    }

    pub(crate) fn add_source(&mut self, by: WakeSource) {
        match by {
            WakeSource::Task(task) => {
                self.tasks.insert(task);
            }
            WakeSource::Timer(timer) => {
                self.timers.insert(timer);
            }
            WakeSource::Promise(resource) => {
                self.resources.insert(resource);
            }
            WakeSource::Worker(worker) => {
                self.workers.insert(worker);
            }
            WakeSource::Spawn | WakeSource::Outside => {}
        }
    }

    fn add_wait(&mut self, on: Wait) {
        match on {
            Wait::Timer(timer) => {
                self.timers.insert(timer);
            }
            Wait::Task(task) => {
                self.tasks.insert(task);
            }
            Wait::Receive(resource)
            | Wait::Send(resource)
            | Wait::Acquire(resource)
            | Wait::Read(resource)
            | Wait::Notified(resource)
            | Wait::Changed(resource)
            | Wait::Barrier(resource)
            | Wait::Closed(resource)
            | Wait::Promise(resource) => {
                self.resources.insert(resource);
            }
            Wait::Worker(worker) => {
                self.workers.insert(worker);
            }
            Wait::Yield | Wait::Budget => {}
        }
    }

    /// The event without what it says of others that are not among these: who spawned a task or cut it off, the node
    /// around a node.
    #[allow(clippy::wildcard_enum_match_arm)] // Events that say nothing of the kind stay as they are.
    pub(crate) fn only_known(&self, mut event: Event) -> Event {
        match &mut event {
            Event::TaskSpawned { parent: task, .. }
            | Event::TaskCancelled { by: task, .. }
            | Event::Thread(ThreadEvent::CallPosted { task, .. }) => {
                *task = task.filter(|task| self.tasks.contains(task));
            }
            Event::NodeCreated { parent, .. } => *parent = parent.filter(|node| self.nodes.contains(node)),
            _ => {}
        }
        event
    }
}
