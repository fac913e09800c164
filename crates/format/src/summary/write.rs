//! Says again what was left behind, in as few events as it takes.

use taskscope_sorted::{SortedMap, SortedSet};

use super::tasks::Task;
use super::Summary;
use crate::event::Event;
use crate::mentions::Mentions;
use crate::state::{Holder, Waiter};
use crate::terms::WakeSource;
use crate::{NodeId, TaskId, WorkerId};

/// What has to stand in polls of the tasks that it belongs to, or outside of polls if it belongs to none.
#[derive(Default)]
struct Belongings {
    of: SortedMap<Option<TaskId>, Belonging>,
    /// Nodes inside nodes that were made in another task, in the order in which they were made.
    late: SortedMap<NodeId, (Option<TaskId>, Vec<Event>)>,
}

/// What belongs to one task.
#[derive(Default)]
struct Belonging {
    /// Nodes and timers.
    made: Vec<Event>,
    /// Holds, places in lines and awaits.
    used: Vec<Event>,
    /// Whether that names what belongs to others, and so has to wait until everything is there.
    is_entangled: bool,
}

impl Summary {
    /// The events that rebuild the state, for a trace whose further events name what is in `named`.
    pub(crate) fn events(&self, mut named: Mentions) -> Vec<Event> {
        self.add_needed(&mut named);
        named.tasks.retain(|id| self.tasks.contains_key(id));
        named.nodes.retain(|id| self.nodes.contains_key(id));
        let mut events = self.host.clone();
        self.write_tasks(&named, &mut events);
        self.write_resources(&named, &mut events);
        self.write_threads(&named, &mut events);
        write_belongings(self.belongings(&named), &mut events);
        self.write_ends(&named, &mut events);
        self.write_contents(&named, &mut events);
        let suspended = self.tasks.iter().filter(|(&id, _)| self.state.is_suspended(id));
        for (&id, task) in suspended {
            self.write_poll(id, task, &mut events);
            events.push(Event::PollSuspended { task: id });
        }
        self.write_ready(&mut events);
        events
    }

    /// The events that, after the others, rebuild what each worker is in the middle of.
    pub(crate) fn events_of_workers(&self) -> impl Iterator<Item = (WorkerId, Vec<Event>)> + '_ {
        let polling = self.state.running.entries().map(|(worker, _)| worker);
        let in_turn = self.state.turns.entries().map(|(worker, _)| worker);
        let workers: SortedSet<WorkerId> = in_turn.chain(polling).collect();
        workers.into_iter().map(|worker| {
            let mut events = Vec::new();
            events.extend(self.state.turns.of(worker).map(|&cause| Event::TurnStarted { cause }));
            let running = self.state.running.of(worker);
            if let Some((&id, task)) = running.and_then(|id| Some((id, self.tasks.get(id)?))) {
                self.write_poll(id, task, &mut events);
            }
            (worker, events)
        })
    }

    fn write_tasks(&self, named: &Mentions, events: &mut Vec<Event>) {
        for (&id, task) in self.tasks.iter().filter(|(id, _)| named.tasks.contains(id)) {
            events.push(named.only_known(task.spawned));
            let Some(state) = self.state.task(id) else { continue };
            if state.priority > 0 {
                events.push(Event::TaskPriority { task: id, priority: state.priority });
            }
            if state.is_detached {
                events.push(Event::TaskDetached { task: id });
            }
        }
    }

    fn write_resources(&self, named: &Mentions, events: &mut Vec<Event>) {
        for (&id, resource) in self.resources.iter().filter(|(id, _)| named.resources.contains(id)) {
            self.write_resource(id, resource, events);
        }
    }

    fn belongings(&self, named: &Mentions) -> Belongings {
        let mut belongings = Belongings::default();
        for (&id, node) in self.nodes.iter().filter(|(id, _)| named.nodes.contains(id)) {
            let mut events = vec![named.only_known(node.created)];
            if self.is_finished(id, node) {
                events.push(Event::NodePollStarted { node: id });
                events.push(Event::NodePollEnded { node: id, ready: true });
            }
            self.add_node(&mut belongings, id, Some(node.task), events);
        }
        for (_, timer) in self.timers.iter().filter(|(id, _)| named.timers.contains(id)) {
            belongings.of.entry(timer.task).or_default().made.push(timer.set);
        }
        for resource in self.state.resources.values().filter(|state| named.resources.contains(&state.id)) {
            let id = resource.id;
            for &Holder { task, node, access, permits } in resource.holders() {
                self.add_use(&mut belongings, task, Event::Acquired { resource: id, access, permits, node });
            }
            for &Waiter { ticket, task, node, permits, .. } in resource.waiters() {
                self.add_use(&mut belongings, task, Event::Queued { resource: id, ticket, node, permits });
            }
        }
        for (&id, task) in self.tasks.iter().filter(|(&id, _)| !self.is_polled(id)) {
            task.doing.iter().for_each(|&event| self.add_use(&mut belongings, Some(id), event));
        }
        belongings
    }

    fn add_node(&self, all: &mut Belongings, id: NodeId, task: Option<TaskId>, mut events: Vec<Event>) {
        let is_early = match events.first() {
            Some(Event::NodeCreated { parent: Some(parent), .. }) => self.is_early(all, *parent, task),
            _ => true,
        };
        let own = all.of.entry(task).or_default();
        if is_early {
            own.made.append(&mut events);
        } else {
            own.is_entangled = true;
            all.late.insert(id, (task, events));
        }
    }

    fn add_use(&self, all: &mut Belongings, task: Option<TaskId>, event: Event) {
        let mut names = Mentions::default();
        names.add(event);
        let is_own_timer = |id| self.timers.get(id).map_or(true, |timer| timer.task == task);
        let is_own = names.nodes.iter().all(|&id| self.is_early(all, id, task))
            && names.timers.iter().all(is_own_timer);
        let own = all.of.entry(task).or_default();
        own.is_entangled |= !is_own;
        own.used.push(event);
    }

    /// Whether a node is made together with what else belongs to the task.
    fn is_early(&self, all: &Belongings, node: NodeId, task: Option<TaskId>) -> bool {
        !all.late.contains_key(&node) && self.nodes.get(&node).map_or(true, |node| Some(node.task) == task)
    }

    /// Says of what is over that it is over, and of nodes that they were woken.
    fn write_ends(&self, named: &Mentions, events: &mut Vec<Event>) {
        let polled = || self.tasks.iter().filter(|(&id, _)| self.is_polled(id)).map(|(_, task)| task);
        let timers = self.timers.iter().filter(|(id, _)| named.timers.contains(id));
        events.extend(timers.filter_map(|(_, timer)| timer.end.map(|(_, end)| end)));
        for (&id, node) in self.nodes.iter().filter(|(id, _)| named.nodes.contains(id)) {
            // One that is being polled is woken in that poll again.
            let is_polled = polled().any(|task| task.polls(id));
            events.extend(node.woken.filter(|_| !is_polled).map(|by| Event::NodeWoken { node: id, by }));
            if let Some((_, finished)) = node.end {
                events.push(Event::NodeDropped { node: id, finished });
            }
        }
        for (&id, task) in self.tasks.iter().filter(|(id, _)| named.tasks.contains(id)) {
            let Some((_, end)) = task.end else { continue };
            if matches!(end, Event::TaskDone { .. } | Event::TaskPanicked { .. }) {
                events.push(Event::PollStarted { task: id });
            }
            events.push(named.only_known(end));
        }
    }

    fn write_contents(&self, named: &Mentions, events: &mut Vec<Event>) {
        for (&id, resource) in self.resources.iter().filter(|(id, _)| named.resources.contains(id)) {
            self.write_content(id, resource, events);
        }
    }

    fn write_ready(&self, events: &mut Vec<Event>) {
        for &task in &self.state.queue {
            let by = self.tasks.get(&task).and_then(|task| task.woken).unwrap_or(WakeSource::Outside);
            events.push(Event::TaskReady { task, by });
        }
    }

    /// The start of a poll that goes on at the end, with what was met in it so far.
    fn write_poll(&self, id: TaskId, task: &Task, events: &mut Vec<Event>) {
        events.push(Event::PollStarted { task: id });
        events.extend(&task.doing);
        for &event in &task.doing {
            let Event::NodePollStarted { node } = event else { continue };
            let woken = self.nodes.get(&node).and_then(|node| node.woken);
            events.extend(woken.map(|by| Event::NodeWoken { node, by }));
        }
        if self.state.task(id).is_some_and(|state| state.is_woken) {
            events.extend(task.woken.map(|by| Event::TaskReady { task: id, by }));
        }
    }
}

/// Writes everything inside polls, what names others after all of them are made.
fn write_belongings(mut all: Belongings, events: &mut Vec<Event>) {
    for (&task, own) in all.of.iter_mut() {
        let mut inside = std::mem::take(&mut own.made);
        if !own.is_entangled {
            inside.append(&mut own.used);
        }
        write_inside(task, inside, events);
    }
    for (task, inside) in all.late.into_values() {
        write_inside(task, inside, events);
    }
    for (task, own) in all.of {
        write_inside(task, own.used, events);
    }
}

/// Writes a poll of a task, or the bare events if there is none.
fn write_inside(task: Option<TaskId>, inside: Vec<Event>, events: &mut Vec<Event>) {
    if inside.is_empty() {
        return;
    }
    events.extend(task.map(|task| Event::PollStarted { task }));
    events.extend(inside);
    events.extend(task.map(|task| Event::PollEnded { task }));
}
