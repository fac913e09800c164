//! What events name: the ids that must be known where a trace begins.

use taskscope_sorted::SortedSet;

use crate::event::Event;
use crate::field::{Field, Id, Visitor};
use crate::terms::WakeSource;
use crate::threads::ThreadEvent;
use crate::{ChartId, NodeId, PlaceId, ResourceId, TaskId, TextId, ThreadId, TimerId};

/// The ids that some events name.
#[derive(Debug, Default)]
pub(crate) struct Mentions {
    pub(crate) tasks: SortedSet<TaskId>,
    pub(crate) nodes: SortedSet<NodeId>,
    pub(crate) resources: SortedSet<ResourceId>,
    pub(crate) timers: SortedSet<TimerId>,
    pub(crate) threads: SortedSet<ThreadId>,
    pub(crate) charts: SortedSet<ChartId>,
    pub(crate) texts: SortedSet<TextId>,
    pub(crate) places: SortedSet<PlaceId>,
}

impl Visitor for Mentions {
    fn field<T: Field>(&mut self, _name: &'static str, value: T) {
        if let Some(id) = value.id() {
            self.add_id(id);
        }
    }
}

impl Mentions {
    /// Adds what an event names.
    pub(crate) fn add(&mut self, event: Event) {
        event.visit(self);
    }

    /// Adds what several events name.
    pub(crate) fn add_all(&mut self, events: impl IntoIterator<Item = Event>) {
        events.into_iter().for_each(|event| self.add(event));
    }

    pub(crate) fn add_source(&mut self, by: WakeSource) {
        if let Some(id) = by.id() {
            self.add_id(id);
        }
    }

    fn add_id(&mut self, id: Id) {
        let _is_new = match id {
            Id::Task(id) => self.tasks.insert(id),
            Id::Node(id) => self.nodes.insert(id),
            Id::Resource(id) => self.resources.insert(id),
            Id::Timer(id) => self.timers.insert(id),
            Id::Thread(id) => self.threads.insert(id),
            Id::Chart(id) => self.charts.insert(id),
            Id::Text(id) => self.texts.insert(id),
            Id::Place(id) => self.places.insert(id),
        };
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
