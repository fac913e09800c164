//! Says again what was left behind, in as few events as it takes.

use std::collections::BTreeMap;

use super::nodes::Timer;
use super::tasks::Task;
use super::Summary;
use crate::record::event::Event;
use crate::record::named::Named;
use crate::record::terms::{Access, WakeSource};
use crate::TaskId;

/// What belongs to each task, or to none.
type Belongings = BTreeMap<Option<TaskId>, Vec<Event>>;

impl Summary {
    /// The events that rebuild the state, for a trace whose further events name what is in `named`.
    pub(in crate::record) fn events(&self, mut named: Named) -> Vec<Event> {
        self.add_needed(&mut named);
        named.tasks.retain(|id| self.tasks.contains_key(id));
        named.nodes.retain(|id| self.nodes.contains_key(id));
        let mut belongings = self.belongings(&named);
        let mut events = Vec::new();
        self.write_tasks(&named, &mut events);
        self.write_resources(&named, &mut events);
        events.extend(belongings.remove(&None).unwrap_or_default());
        self.write_polls(&named, belongings, &mut events);
        self.write_contents(&named, &mut events);
        self.write_ready(&mut events);
        events.extend(self.turn.map(|cause| Event::TurnStarted { cause }));
        self.write_current_poll(&mut events);
        events
    }

    fn write_tasks(&self, named: &Named, events: &mut Vec<Event>) {
        for (&id, task) in self.tasks.iter().filter(|(id, _)| named.tasks.contains(id)) {
            events.push(named.only_known(task.spawned));
            if task.priority > 0 {
                events.push(Event::TaskPriority { task: id, priority: task.priority });
            }
            if task.is_detached {
                events.push(Event::TaskDetached { task: id });
            }
        }
    }

    fn write_resources(&self, named: &Named, events: &mut Vec<Event>) {
        for (&id, resource) in self.resources.iter().filter(|(id, _)| named.resources.contains(id)) {
            events.push(resource.created);
            events.extend(resource.senders);
            events.extend(resource.receivers);
            // While nobody holds anything: else it could be taken for a release of that.
            if resource.added > 0 {
                let (permits, holder) = (resource.added, None);
                events.push(Event::Released { resource: id, access: Access::Shared, permits, holder });
            }
        }
    }

    /// The events that have to stand in a poll of the task that they belong to.
    fn belongings(&self, named: &Named) -> Belongings {
        let mut belongings = Belongings::new();
        let mut add = |task: Option<TaskId>, event| belongings.entry(task).or_default().push(event);
        for (&id, node) in self.nodes.iter().filter(|(id, _)| named.nodes.contains(id)) {
            add(node.task, named.only_known(node.created));
            if node.is_finished {
                add(node.task, Event::NodePollStarted { node: id });
                add(node.task, Event::NodePollEnded { node: id, ready: true });
            }
            // One that is being polled is woken again in that poll.
            if let Some(by) = node.woken.filter(|_| !self.current_task().is_some_and(|task| task.polls(id))) {
                add(node.task, Event::NodeWoken { node: id, by });
            }
            if node.end.is_some() {
                add(node.task, Event::NodeDropped { node: id, finished: node.is_finished });
            }
        }
        for Timer { set, task, end } in self.needed_timers(named) {
            add(*task, *set);
            end.iter().for_each(|&(_, end)| add(*task, end));
        }
        for (&id, resource) in self.resources.iter().filter(|(id, _)| named.resources.contains(id)) {
            for (&(task, ..), hold) in &resource.holds {
                let (access, permits, node) = (hold.access, hold.permits, hold.node);
                add(task, Event::Acquired { resource: id, access, permits, node });
            }
            resource.waiters.values().for_each(|waiter| add(waiter.task, waiter.queued));
        }
        belongings
    }

    fn needed_timers<'a>(&'a self, named: &'a Named) -> impl Iterator<Item = &'a Timer> + 'a {
        self.timers.iter().filter(|(id, _)| named.timers.contains(id)).map(|(_, timer)| timer)
    }

    /// A poll for each task that has belongings, met an await, or ended: as it ended, if it did.
    fn write_polls(&self, named: &Named, mut belongings: Belongings, events: &mut Vec<Event>) {
        for (&id, task) in self.tasks.iter().filter(|(id, _)| named.tasks.contains(id)) {
            let mut inside = belongings.remove(&Some(id)).unwrap_or_default();
            if self.polled != Some(id) {
                inside.extend(&task.doing);
            }
            let end = task.end.map(|(_, end)| named.only_known(end));
            let ends_in_poll = matches!(end, Some(Event::TaskDone { .. } | Event::TaskPanicked { .. }));
            if !inside.is_empty() || ends_in_poll {
                events.push(Event::PollStarted { task: id });
                events.append(&mut inside);
                if !ends_in_poll {
                    events.push(Event::PollEnded { task: id });
                }
            }
            events.extend(end);
        }
    }

    fn write_contents(&self, named: &Named, events: &mut Vec<Event>) {
        for (&id, resource) in self.resources.iter().filter(|(id, _)| named.resources.contains(id)) {
            let granted = resource.waiters.iter().filter(|(_, waiter)| waiter.is_granted);
            events.extend(granted.map(|(&ticket, _)| Event::Granted { resource: id, ticket }));
            events.extend(resource.content_again());
            if resource.missed > 0 {
                events.push(Event::Lagged { resource: id, missed: resource.missed });
            }
            events.extend(resource.closed);
        }
    }

    fn write_ready(&self, events: &mut Vec<Event>) {
        for &task in self.ready.values() {
            let by = self.tasks.get(&task).and_then(|task| task.woken).unwrap_or(WakeSource::Outside);
            events.push(Event::TaskReady { task, by });
        }
    }

    fn current_task(&self) -> Option<&Task> {
        self.polled.and_then(|id| self.tasks.get(&id))
    }

    /// The start of the poll that goes on at the end, with what was met in it so far.
    fn write_current_poll(&self, events: &mut Vec<Event>) {
        let (Some(id), Some(task)) = (self.polled, self.current_task()) else { return };
        events.push(Event::PollStarted { task: id });
        events.extend(&task.doing);
        for &event in &task.doing {
            let Event::NodePollStarted { node } = event else { continue };
            let woken = self.nodes.get(&node).and_then(|node| node.woken);
            events.extend(woken.map(|by| Event::NodeWoken { node, by }));
        }
        events.extend(task.woken.map(|by| Event::TaskReady { task: id, by }));
    }
}
