//! A small model of what a trace says is there at a step, written apart from the state that the format's reader keeps: each
//! is held against the other. Names are looked up, so that pictures of two traces with other ids for
//! the same texts can be compared.

use std::collections::{BTreeMap, BTreeSet};

use taskscope_format::{
    Access, Event, Micros, NodeId, Order, ResourceId, ResourceKind, TaskId, Ticket, TimerId, TurnCause, Wait,
    WakeSource,
};

use crate::reading::Told;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Task {
    name: String,
    place: String,
    parent: Option<TaskId>,
    priority: u8,
    is_detached: bool,
    is_ready: bool,
    woken: Option<WakeSource>,
    awaits: Vec<(Option<NodeId>, Wait, String)>,
    works_at: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    label: String,
    place: String,
    task: Option<TaskId>,
    parent: Option<NodeId>,
    is_finished: bool,
    woken: Option<WakeSource>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Resource {
    kind: ResourceKind,
    capacity: Option<u32>,
    place: String,
    len: u32,
    is_settled: bool,
    senders: u32,
    receivers: u32,
    is_closed: bool,
    missed: u32,
    added: u32,
    waiters: BTreeMap<Ticket, Waiter>,
    /// Those of a task in the order in which it got hold of them.
    holders: BTreeMap<(Option<TaskId>, bool), Vec<Hold>>,
}

/// The node and the permits.
type Hold = (Option<NodeId>, u32);

/// The task, the node, the permits, and whether they are set aside.
type Waiter = (Option<TaskId>, Option<NodeId>, u32, bool);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Picture {
    time: Micros,
    order: Option<Order>,
    turn: Option<TurnCause>,
    running: Option<TaskId>,
    polled_nodes: Vec<NodeId>,
    queue: Vec<TaskId>,
    tasks: BTreeMap<TaskId, Task>,
    nodes: BTreeMap<NodeId, Node>,
    timers: BTreeMap<TimerId, (Micros, Option<TaskId>)>,
    pub(crate) resources: BTreeMap<ResourceId, Resource>,
    is_ended: bool,
}

impl Picture {
    pub(crate) fn apply(&mut self, told: &Told) {
        self.time = told.time;
        match told.event {
            Event::RunStarted { order, .. } => self.order = Some(order),
            Event::RunEnded { .. } => self.is_ended = true,
            Event::TurnStarted { cause } => self.turn = Some(cause),
            Event::TurnEnded { .. } => self.turn = None,
            Event::TimerSet { timer, deadline } => {
                self.timers.insert(timer, (deadline, self.running));
            }
            Event::TimerFired { timer } | Event::TimerCancelled { timer } => {
                self.timers.remove(&timer);
            }
            _ => {
                self.apply_to_task(told);
                self.apply_to_node(told);
                self.apply_to_resource(told);
            }
        }
    }

    fn apply_to_task(&mut self, told: &Told) {
        match told.event {
            Event::TaskSpawned { task, parent, .. } => {
                let new = Task {
                    name: told.text.clone(),
                    place: told.place.clone(),
                    parent,
                    priority: 0,
                    is_detached: false,
                    is_ready: false,
                    woken: None,
                    awaits: Vec::new(),
                    works_at: None,
                };
                assert_eq!(self.tasks.insert(task, new), None);
            }
            Event::TaskReady { task, by } => self.wake(task, by),
            Event::TaskWokenAgain { by, .. } => self.settle(by),
            Event::PollStarted { task } => {
                self.queue.retain(|queued| *queued != task);
                self.running = Some(task);
                let task = self.tasks.get_mut(&task).expect("only tasks that are alive are polled");
                task.awaits.clear();
                task.woken = None;
                task.is_ready = false;
            }
            Event::PollEnded { task } => {
                self.running = None;
                self.polled_nodes.clear();
                let state = self.tasks.get_mut(&task).unwrap();
                state.is_ready = state.woken.is_some();
                self.queue.extend(state.is_ready.then_some(task));
            }
            Event::TaskDone { task }
            | Event::TaskPanicked { task, .. }
            | Event::TaskCancelled { task, .. } => {
                self.queue.retain(|queued| *queued != task);
                if self.running == Some(task) {
                    self.running = None;
                    self.polled_nodes.clear();
                }
                assert!(self.tasks.remove(&task).is_some());
            }
            Event::TaskDetached { task } => {
                self.tasks.entry(task).and_modify(|task| task.is_detached = true);
            }
            Event::TaskPriority { task, priority } => self.tasks.get_mut(&task).unwrap().priority = priority,
            Event::Waiting { node, on, .. } => self.running().awaits.push((node, on, told.place.clone())),
            Event::WorkStarted { .. } => self.running().works_at = Some(told.place.clone()),
            Event::WorkEnded => self.running().works_at = None,
            _ => {}
        }
    }

    fn running(&mut self) -> &mut Task {
        self.tasks.get_mut(&self.running.expect("something is polled")).unwrap()
    }

    fn wake(&mut self, id: TaskId, by: WakeSource) {
        self.settle(by);
        let task = self.tasks.get_mut(&id).unwrap();
        task.woken = Some(by);
        if self.running != Some(id) {
            task.is_ready = true;
            self.queue.push(id);
        }
    }

    fn settle(&mut self, by: WakeSource) {
        if let WakeSource::Promise(promise) = by {
            self.resources.get_mut(&promise).unwrap().is_settled = true;
        }
    }

    fn apply_to_node(&mut self, told: &Told) {
        match told.event {
            Event::NodeCreated { node, parent, .. } => {
                let new = Node {
                    label: told.text.clone(),
                    place: told.place.clone(),
                    task: self.running,
                    parent,
                    is_finished: false,
                    woken: None,
                };
                assert_eq!(self.nodes.insert(node, new), None);
            }
            Event::NodePollStarted { node: id } => {
                let node = self.nodes.get_mut(&id).unwrap();
                node.woken = None;
                self.polled_nodes.push(id);
            }
            Event::NodePollEnded { node, ready } => {
                self.nodes.get_mut(&node).unwrap().is_finished |= ready;
                let at = self.polled_nodes.iter().rposition(|polled| *polled == node);
                self.polled_nodes.remove(at.unwrap());
            }
            Event::NodeWoken { node, by } => {
                self.settle(by);
                self.nodes.entry(node).and_modify(|node| node.woken = Some(by));
            }
            Event::NodeDropped { node, .. } => {
                assert!(self.nodes.remove(&node).is_some());
            }
            _ => {}
        }
    }

    fn apply_to_resource(&mut self, told: &Told) {
        if let Event::ResourceCreated { resource, kind, capacity, .. } = told.event {
            let new = Resource {
                kind,
                capacity,
                place: told.place.clone(),
                len: 0,
                is_settled: false,
                senders: ends(kind),
                receivers: ends(kind),
                is_closed: false,
                missed: 0,
                added: 0,
                waiters: BTreeMap::new(),
                holders: BTreeMap::new(),
            };
            assert_eq!(self.resources.insert(resource, new), None);
            return;
        }
        let Some(id) = resource_of(told.event) else { return };
        let running = self.running;
        self.resources
            .get_mut(&id)
            .expect("resources are made before they are used")
            .apply(told.event, running);
    }

    /// This picture with these resources only.
    pub(crate) fn with_resources(mut self, resources: &BTreeSet<ResourceId>) -> Self {
        self.resources.retain(|id, _| resources.contains(id));
        self
    }
}

/// Both ends of a channel are made with it, without another word.
fn ends(kind: ResourceKind) -> u32 {
    let is_channel = matches!(
        kind,
        ResourceKind::Mpsc | ResourceKind::Oneshot | ResourceKind::Broadcast | ResourceKind::Watch
    );
    u32::from(is_channel)
}

pub(crate) fn resource_of(event: Event) -> Option<ResourceId> {
    match event {
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
        | Event::Closed { resource } => Some(resource),
        _ => None,
    }
}

impl Resource {
    fn apply(&mut self, event: Event, running: Option<TaskId>) {
        match event {
            Event::Queued { ticket, node, permits, .. } => {
                self.waiters.insert(ticket, (running, node, permits, false));
                if self.kind == ResourceKind::Notify {
                    self.len = 0;
                }
            }
            Event::Granted { ticket, .. } => self.waiters.get_mut(&ticket).unwrap().3 = true,
            Event::Left { ticket, .. } => {
                assert!(self.waiters.remove(&ticket).is_some());
            }
            Event::Acquired { access, permits, node, .. } => {
                let key = (running, access == Access::Shared);
                self.holders.entry(key).or_default().push((node, permits));
            }
            Event::Released { access, permits, holder, .. } => self.release(holder, access, permits),
            Event::Received { .. } if self.kind == ResourceKind::Promise => self.is_settled = true,
            Event::Sent { len, .. } | Event::Received { len, .. } => self.len = len,
            Event::Lagged { missed, .. } => self.missed += missed,
            Event::Notified { stored, .. } => self.len = u32::from(stored),
            Event::SendersChanged { senders, .. } => self.senders = senders,
            Event::ReceiversChanged { receivers, .. } => self.receivers = receivers,
            Event::Closed { .. } => self.is_closed = true,
            _ => {}
        }
    }

    fn release(&mut self, holder: Option<TaskId>, access: Access, mut permits: u32) {
        let key = (holder, access == Access::Shared);
        let holds = self.holders.entry(key).or_default();
        while let Some((_, held)) = holds.first_mut() {
            let taken = permits.min(*held);
            *held -= taken;
            permits -= taken;
            if *held > 0 {
                break;
            }
            holds.remove(0);
        }
        if holds.is_empty() {
            self.holders.remove(&key);
        }
        if holder.is_none() {
            self.added += permits;
        }
    }
}
