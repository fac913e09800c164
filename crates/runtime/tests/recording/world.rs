//! Random traces that make sense: every kind of event, at any moment at which the runtime could record it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use taskscope_format::{
    Clock, Event, Micros, NodeId, Order, PlaceId, ResourceId, ResourceKind, RunEnd, TaskId, TimerId,
    TurnCause, Wait, WakeSource,
};

use crate::host::Chance;
use crate::out::Out;
use crate::things::Thing;

/// A trace of at least `events` events.
pub(crate) fn trace(seed: u64, events: usize) -> Vec<u32> {
    let mut world = World::new(seed);
    while world.out.events < events {
        world.step();
    }
    world.out.event(Event::RunEnded { how: RunEnd::Stuck });
    world.out.words
}

struct World {
    chance: Chance,
    out: Out,
    now: u64,
    in_turn: bool,
    polled: Option<TaskId>,
    /// Tasks that are alive, and whether they are ready or woken.
    tasks: BTreeMap<TaskId, bool>,
    queue: VecDeque<TaskId>,
    nodes: BTreeSet<NodeId>,
    /// Nodes whose polls go on.
    stack: Vec<NodeId>,
    timers: BTreeSet<TimerId>,
    things: BTreeMap<ResourceId, Thing>,
    ended_tasks: Vec<TaskId>,
    dropped_nodes: Vec<NodeId>,
    next: [u32; 4],
    works: bool,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut world = Self {
            chance: Chance::new(seed),
            out: Out::default(),
            now: 0,
            in_turn: false,
            polled: None,
            tasks: BTreeMap::new(),
            queue: VecDeque::new(),
            nodes: BTreeSet::new(),
            stack: Vec::new(),
            timers: BTreeSet::new(),
            things: BTreeMap::new(),
            ended_tasks: Vec::new(),
            dropped_nodes: Vec::new(),
            next: [0; 4],
            works: false,
        };
        world.out.event(Event::RunStarted { clock: Clock::Virtual, order: Order::Fifo, seed });
        world.spawn();
        world
    }

    fn next(&mut self, which: usize) -> u32 {
        self.next[which] += 1;
        self.next[which]
    }

    fn is(&mut self, one_in: usize) -> bool {
        self.chance.below(one_in) == 0
    }

    fn place(&mut self) -> PlaceId {
        let (file, line) = (self.chance.below(3), self.chance.word() % 40);
        self.out.place(file, line)
    }

    fn any<T: Copy + Ord>(chance: &mut Chance, of: &BTreeSet<T>) -> Option<T> {
        let all: Vec<T> = of.iter().copied().collect();
        chance.pick(&all)
    }

    fn step(&mut self) {
        if self.polled.is_none() {
            return self.step_between_polls();
        }
        match self.chance.below(24) {
            0 => self.spawn(),
            1 => self.create_node(),
            2 | 3 => self.start_node(),
            4 | 5 => self.end_node(),
            6 => self.drop_node(),
            7 | 8 => self.wait(),
            9 => self.create_resource(),
            10..=13 => self.use_resource(),
            14 => self.set_timer(),
            15 => self.cancel_timer(),
            16 => self.wake_any(),
            17 => self.work(),
            18 => self.say(),
            19 => self.detach(),
            20 => self.cancel(),
            _ => self.end_poll(),
        }
    }

    fn step_between_polls(&mut self) {
        match self.chance.below(12) {
            0 => self.fire_timer(),
            1 => self.wake_any(),
            2 => self.drop_node(),
            3 => self.use_resource(),
            4 if self.tasks.len() < 3 => self.spawn(),
            5 => {
                self.now += 1 + self.chance.next() % 100;
                self.out.time(self.now);
            }
            6 if self.in_turn => {
                self.in_turn = false;
                self.out.event(Event::TurnEnded { budget_spent: false });
            }
            _ if !self.in_turn => {
                self.in_turn = true;
                self.out.event(Event::TurnStarted { cause: TurnCause::Request });
            }
            _ => self.start_poll(),
        }
    }

    fn start_poll(&mut self) {
        // Mostly the first, but policies may choose.
        let at = if self.is(4) && !self.queue.is_empty() { self.chance.below(self.queue.len()) } else { 0 };
        let Some(task) = self.queue.remove(at) else { return };
        self.tasks.insert(task, false);
        self.polled = Some(task);
        self.out.event(Event::PollStarted { task });
    }

    fn end_poll(&mut self) {
        let Some(task) = self.polled else { return };
        // A panic that was caught leaves the polls of nodes without their ends.
        if self.works || (!self.stack.is_empty() && !self.is(10)) {
            return;
        }
        self.stack.clear();
        if self.is(3) {
            self.end_task(task);
            return;
        }
        self.polled = None;
        self.out.event(Event::PollEnded { task });
        if self.tasks[&task] {
            self.queue.push_back(task);
        }
    }

    fn end_task(&mut self, task: TaskId) {
        let message = self.out.text(format!("oh no, task {task}"));
        let event = if self.is(6) {
            Event::TaskPanicked { task, message, place: None }
        } else {
            Event::TaskDone { task }
        };
        self.out.event(event);
        self.forget(task);
        self.polled = None;
        self.wake_one(WakeSource::Task(task));
    }

    fn forget(&mut self, task: TaskId) {
        self.tasks.remove(&task);
        self.queue.retain(|queued| *queued != task);
        self.ended_tasks.push(task);
    }

    fn cancel(&mut self) {
        let others: Vec<TaskId> = self.tasks.keys().copied().filter(|id| Some(*id) != self.polled).collect();
        let Some(task) = self.chance.pick(&others) else { return };
        if self.is(2) {
            self.forget(task);
            self.out.event(Event::TaskCancelled { task, by: self.polled });
            self.wake_one(WakeSource::Task(task));
        }
    }

    fn spawn(&mut self) {
        let task = TaskId(self.next(0));
        let name = self.out.text(format!("task {}", task.0 % 50));
        let place = self.place();
        self.out.event(Event::TaskSpawned { task, parent: self.polled, name, place });
        if self.is(4) {
            self.out.event(Event::TaskPriority { task, priority: 7 });
        }
        self.tasks.insert(task, true);
        self.queue.push_back(task);
        self.out.event(Event::TaskReady { task, by: WakeSource::Spawn });
    }

    fn detach(&mut self) {
        let recent: Vec<TaskId> = self.ended_tasks.iter().rev().take(20).copied().collect();
        let alive: Vec<TaskId> = self.tasks.keys().copied().collect();
        let from = if self.is(2) { &recent } else { &alive };
        if let Some(task) = self.chance.pick(from) {
            self.out.event(Event::TaskDetached { task });
        }
    }

    fn wake_any(&mut self) {
        let is_promise = |id: &ResourceId| self.things[id].kind == ResourceKind::Promise;
        let promises: Vec<ResourceId> = self.usable().into_iter().filter(is_promise).collect();
        let own = self.polled.map_or(WakeSource::Outside, WakeSource::Task);
        let promise = if self.is(3) { self.chance.pick(&promises) } else { None };
        self.wake_one(promise.map_or(own, WakeSource::Promise));
    }

    fn wake_one(&mut self, by: WakeSource) {
        if self.is(2) {
            let stale = if self.is(4) { self.dropped_nodes.last().copied() } else { None };
            let node = stale.or_else(|| Self::any(&mut self.chance, &self.nodes));
            if let Some(node) = node {
                self.out.event(Event::NodeWoken { node, by });
            }
        }
        let alive: Vec<TaskId> = self.tasks.keys().copied().collect();
        let Some(task) = self.chance.pick(&alive) else { return };
        if self.tasks.insert(task, true) == Some(true) {
            return self.out.event(Event::TaskWokenAgain { task, by });
        }
        if self.polled != Some(task) {
            self.queue.push_back(task);
        }
        self.out.event(Event::TaskReady { task, by });
    }

    fn create_node(&mut self) {
        let node = NodeId(self.next(1));
        let label = self.out.text(format!("arm {}", node.0 % 9));
        let place = self.place();
        self.out.event(Event::NodeCreated { node, parent: self.stack.last().copied(), label, place });
        self.nodes.insert(node);
    }

    fn start_node(&mut self) {
        let Some(node) = Self::any(&mut self.chance, &self.nodes) else { return };
        if !self.stack.contains(&node) {
            self.stack.push(node);
            self.out.event(Event::NodePollStarted { node });
        }
    }

    fn end_node(&mut self) {
        if let Some(node) = self.stack.pop() {
            let ready = self.is(3);
            self.out.event(Event::NodePollEnded { node, ready });
        }
    }

    fn drop_node(&mut self) {
        let Some(node) = Self::any(&mut self.chance, &self.nodes) else { return };
        if !self.stack.contains(&node) {
            self.nodes.remove(&node);
            self.dropped_nodes.push(node);
            let finished = self.is(2);
            self.out.event(Event::NodeDropped { node, finished });
        }
    }

    fn wait(&mut self) {
        let alive: Vec<TaskId> = self.tasks.keys().copied().collect();
        let things: Vec<ResourceId> = self.usable();
        let on = match self.chance.below(4) {
            0 => Self::any(&mut self.chance, &self.timers).map(Wait::Timer),
            1 => self.chance.pick(&alive).map(Wait::Task),
            2 => self.chance.pick(&things).map(Wait::Receive),
            _ => Some(Wait::Yield),
        };
        let place = self.place();
        if let Some(on) = on {
            self.out.event(Event::Waiting { node: self.stack.last().copied(), on, place });
        }
    }

    fn usable(&self) -> Vec<ResourceId> {
        self.things.iter().filter(|(_, thing)| !thing.is_over()).map(|(id, _)| *id).collect()
    }

    fn create_resource(&mut self) {
        const KINDS: [ResourceKind; 8] = [
            ResourceKind::Mpsc,
            ResourceKind::Oneshot,
            ResourceKind::Watch,
            ResourceKind::Mutex,
            ResourceKind::Semaphore,
            ResourceKind::Notify,
            ResourceKind::Promise,
            ResourceKind::JoinSet,
        ];
        let resource = ResourceId(self.next(2));
        let kind = KINDS[self.chance.below(KINDS.len())];
        let place = self.place();
        self.out.event(Event::ResourceCreated { resource, kind, capacity: Some(5), place });
        self.things.insert(resource, Thing::new(kind));
    }

    fn use_resource(&mut self) {
        let usable = self.usable();
        let Some(resource) = self.chance.pick(&usable) else { return };
        let thing = self.things.get_mut(&resource).unwrap();
        let node = self.stack.last().copied();
        if let Some(event) = thing.event(resource, &mut self.chance, self.polled, node) {
            self.out.event(event);
        }
    }

    fn set_timer(&mut self) {
        let timer = TimerId(self.next(3));
        let deadline = Micros(self.now + self.chance.next() % 1000);
        self.timers.insert(timer);
        self.out.event(Event::TimerSet { timer, deadline });
    }

    fn cancel_timer(&mut self) {
        if let Some(timer) = Self::any(&mut self.chance, &self.timers) {
            self.timers.remove(&timer);
            self.out.event(Event::TimerCancelled { timer });
        }
    }

    fn fire_timer(&mut self) {
        if let Some(timer) = self.timers.pop_first() {
            self.out.event(Event::TimerFired { timer });
            self.wake_one(WakeSource::Timer(timer));
        }
    }

    fn work(&mut self) {
        let place = self.place();
        let event = if self.works {
            self.now += 10;
            self.out.time(self.now);
            Event::WorkEnded
        } else {
            Event::WorkStarted { duration: Micros(10), place }
        };
        self.works = !self.works;
        self.out.event(event);
    }

    fn say(&mut self) {
        let text = self.out.text(format!("line {}", self.now));
        let place = if self.is(2) { Some(self.place()) } else { None };
        let event = if self.is(2) { Event::Output { text, place } } else { Event::Mark { text, place } };
        self.out.event(event);
    }
}
