//! The model: what a trace says about tasks, nodes and timers has to be a possible story, told in the right order.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use taskscope_format::{Event, Micros, NodeId, RunEnd, TaskId, TimerId, Wait, WakeSource};
use taskscope_runtime::choose::Policy;
use taskscope_runtime::record::Recording;
use taskscope_runtime::Rules;

use crate::resources::Resources;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    New,
    Ready,
    Running,
    Waiting,
    Over,
}

#[derive(Debug)]
struct Task {
    phase: Phase,
    /// Woken during the poll that goes on.
    is_woken: bool,
    priority: u8,
    waits: Vec<Wait>,
}

#[derive(Debug)]
struct Node {
    task: TaskId,
    is_finished: bool,
    waits: Vec<Wait>,
}

struct Model<'a> {
    rules: &'a Rules,
    now: Micros,
    tasks: BTreeMap<TaskId, Task>,
    ready: VecDeque<TaskId>,
    running: Option<TaskId>,
    nodes: BTreeMap<NodeId, Node>,
    /// Nodes being polled, the innermost last.
    polled_nodes: Vec<NodeId>,
    timers: BTreeSet<(Micros, TimerId)>,
    resources: Resources,
    polls_in_turn: Option<u32>,
    end: Option<RunEnd>,
}

/// Panics where a trace says something that can't be.
pub(crate) fn check(rules: &Rules, recording: &Recording) {
    let mut model = Model {
        rules,
        now: Micros(0),
        tasks: BTreeMap::new(),
        ready: VecDeque::new(),
        running: None,
        nodes: BTreeMap::new(),
        polled_nodes: Vec::new(),
        timers: BTreeSet::new(),
        resources: Resources::default(),
        polls_in_turn: None,
        end: None,
    };
    for (index, (time, event)) in recording.events().into_iter().enumerate() {
        assert!(model.end.is_none(), "event {index} after the end: {event:?}");
        assert!(time >= model.now, "time goes back at event {index}");
        model.now = time;
        model.apply(event).unwrap_or_else(|wrong| {
            let text = taskscope_format::transcript(recording.words()).expect("the words are a trace");
            let shown: Vec<_> = text.lines().take(index + 1).collect();
            panic!("event {index}, {event:?}: {wrong}\n{}", shown.join("\n"));
        });
    }
    let end = model.end.expect("a simulated run ends");
    assert_eq!(Some(end), recording.end());
    if end == RunEnd::Stuck {
        model.check_stuck(recording);
    }
}

type Checked = Result<(), &'static str>;

fn ensure(is_true: bool, wrong: &'static str) -> Checked {
    if is_true {
        Ok(())
    } else {
        Err(wrong)
    }
}

impl Model<'_> {
    // What no run here writes is a mistake, and so is a kind that has no rule here yet.
    #[allow(clippy::wildcard_enum_match_arm)]
    fn apply(&mut self, event: Event) -> Checked {
        match event {
            Event::RunStarted { .. }
            | Event::Mark { .. }
            | Event::Output { .. }
            | Event::NodeWoken { .. }
            | Event::Chart(_) => Ok(()),
            Event::RunEnded { how } => self.end_run(how),
            Event::TurnStarted { .. } => ensure(self.polls_in_turn.replace(0).is_none(), "a turn in a turn"),
            Event::TurnEnded { budget_spent } => {
                let polls = self.polls_in_turn.take().ok_or("no turn goes on")?;
                ensure(polls <= self.rules.budget.polls, "more polls than the budget allows")?;
                ensure(budget_spent || self.ready.is_empty(), "a turn ended though tasks are ready")
            }
            Event::TaskSpawned { task, parent, .. } => {
                ensure(parent == self.running || self.running.is_none(), "the parent is not running")?;
                let state = Task { phase: Phase::New, is_woken: false, priority: 0, waits: Vec::new() };
                ensure(self.tasks.insert(task, state).is_none(), "an id is used twice")
            }
            Event::TaskPriority { task, priority } => {
                self.task(task)?.priority = priority;
                Ok(())
            }
            Event::TaskDetached { task } => self.task(task).map(drop),
            Event::TaskReady { task, by } => self.wake(task, by),
            Event::TaskWokenAgain { task, .. } => {
                let task = self.task(task)?;
                ensure(task.phase == Phase::Ready || task.is_woken, "woken again, though it was not woken")
            }
            Event::PollStarted { task } => self.start_poll(task),
            Event::PollEnded { task } => self.end_poll(task),
            Event::TaskDone { task } | Event::TaskPanicked { task, .. } => {
                ensure(self.running.take() == Some(task), "it was not running")?;
                self.polled_nodes.clear();
                self.finish(task)
            }
            Event::TaskCancelled { task, by } => {
                ensure(by.is_none() || by == self.running, "aborted by who does not run")?;
                ensure(self.running != Some(task), "cancelled while it runs")?;
                ensure(self.task(task)?.phase != Phase::Over, "it was over")?;
                self.ready.retain(|&ready| ready != task);
                self.finish(task)
            }
            Event::Waiting { node, on, .. } => self.wait(node, on),
            Event::NodeCreated { node, parent, .. } => {
                ensure(parent == self.polled_nodes.last().copied(), "the parent is not being polled")?;
                let task = self.running.ok_or("a node outside a poll")?;
                let state = Node { task, is_finished: false, waits: Vec::new() };
                ensure(self.nodes.insert(node, state).is_none(), "an id is used twice")
            }
            Event::NodePollStarted { node } => self.start_node(node),
            Event::NodePollEnded { node, ready } => {
                ensure(self.polled_nodes.pop() == Some(node), "another node was polled last")?;
                self.node(node)?.is_finished = ready;
                Ok(())
            }
            Event::NodeDropped { node, finished } => {
                let state = self.nodes.remove(&node).ok_or("no such node")?;
                ensure(state.is_finished == finished, "it finished otherwise")
            }
            Event::TimerSet { timer, deadline } => {
                ensure(deadline > self.now, "a timer that is due already")?;
                ensure(self.timers.insert((deadline, timer)), "an id is used twice")
            }
            Event::TimerFired { timer } => {
                let (deadline, first) = self.timers.pop_first().ok_or("no timer is set")?;
                ensure(first == timer, "another timer was due before")?;
                ensure(deadline == self.now, "the virtual clock passed it")
            }
            Event::TimerCancelled { timer } => {
                let set = self.timers.iter().copied().find(|&(_, set)| set == timer);
                ensure(self.timers.remove(&set.ok_or("it was not set")?), "it was not set")
            }
            Event::WorkStarted { .. } | Event::WorkEnded => {
                ensure(self.running.is_some(), "work outside a poll")
            }
            Event::ResourceCreated { .. }
            | Event::Queued { .. }
            | Event::Granted { .. }
            | Event::Left { .. }
            | Event::Acquired { .. }
            | Event::Released { .. }
            | Event::Sent { .. }
            | Event::Received { .. }
            | Event::Lagged { .. }
            | Event::Notified { .. }
            | Event::SendersChanged { .. }
            | Event::ReceiversChanged { .. }
            | Event::Closed { .. }
            | Event::ResourceDropped { .. } => self.resources.apply(event, self.running),
            _ => Err("nothing of this kind happens here"),
        }
    }

    fn task(&mut self, id: TaskId) -> Result<&mut Task, &'static str> {
        self.tasks.get_mut(&id).ok_or("no such task")
    }

    fn node(&mut self, id: NodeId) -> Result<&mut Node, &'static str> {
        self.nodes.get_mut(&id).ok_or("no such node")
    }

    fn wake(&mut self, id: TaskId, by: WakeSource) -> Checked {
        let running = self.running;
        let task = self.task(id)?;
        match task.phase {
            Phase::New => ensure(by == WakeSource::Spawn, "a new task is ready by its spawn")?,
            Phase::Waiting => ensure(by != WakeSource::Spawn, "it was spawned before")?,
            Phase::Running => {
                ensure(!task.is_woken, "woken twice: that is a wake that changes nothing")?;
                task.is_woken = true;
                return ensure(running == Some(id), "it runs though another does");
            }
            Phase::Ready | Phase::Over => return Err("it is ready or over already"),
        }
        task.phase = Phase::Ready;
        self.ready.push_back(id);
        Ok(())
    }

    fn start_poll(&mut self, id: TaskId) -> Checked {
        ensure(self.running.is_none(), "two tasks run at once")?;
        ensure(self.polls_in_turn.is_some(), "a poll outside a turn")?;
        self.polls_in_turn = self.polls_in_turn.map(|polls| polls + 1);
        self.check_choice(id)?;
        self.ready.retain(|&ready| ready != id);
        let task = self.task(id)?;
        ensure(task.phase == Phase::Ready, "it is not ready")?;
        task.phase = Phase::Running;
        task.waits.clear();
        self.running = Some(id);
        Ok(())
    }

    fn check_choice(&self, chosen: TaskId) -> Checked {
        let priority = |id: &TaskId| self.tasks.get(id).map_or(0, |task| task.priority);
        match &self.rules.policy {
            Policy::Fifo => ensure(self.ready.front() == Some(&chosen), "another task is first in line"),
            Policy::Priority => {
                let highest = self.ready.iter().map(priority).max();
                let first = self.ready.iter().find(|id| Some(priority(id)) == highest);
                ensure(first == Some(&chosen), "another task has a higher priority, or was first")
            }
            Policy::LifoSlot { .. } | Policy::Random | Policy::Replay(_) => {
                ensure(self.ready.contains(&chosen), "it is not in line")
            }
            _ => Err("the model does not know this policy"),
        }
    }

    fn end_poll(&mut self, id: TaskId) -> Checked {
        ensure(self.running.take() == Some(id), "it was not running")?;
        ensure(self.polled_nodes.is_empty(), "a node is still being polled")?;
        let task = self.task(id)?;
        if std::mem::take(&mut task.is_woken) {
            task.phase = Phase::Ready;
            self.ready.push_back(id);
        } else {
            task.phase = Phase::Waiting;
        }
        Ok(())
    }

    fn finish(&mut self, id: TaskId) -> Checked {
        let task = self.task(id)?;
        ensure(task.phase != Phase::Over, "it was over already")?;
        task.phase = Phase::Over;
        Ok(())
    }

    fn wait(&mut self, node: Option<NodeId>, on: Wait) -> Checked {
        ensure(node == self.polled_nodes.last().copied(), "another node is being polled")?;
        if let Some(node) = node {
            self.node(node)?.waits.push(on);
        } else {
            let running = self.running.ok_or("nobody waits outside a poll")?;
            self.task(running)?.waits.push(on);
        }
        Ok(())
    }

    fn start_node(&mut self, id: NodeId) -> Checked {
        let running = self.running;
        let node = self.node(id)?;
        ensure(Some(node.task) == running, "its task does not run")?;
        ensure(!node.is_finished, "it is finished")?;
        node.waits.clear();
        self.polled_nodes.push(id);
        Ok(())
    }

    fn end_run(&mut self, how: RunEnd) -> Checked {
        self.end = Some(how);
        match how {
            RunEnd::Finished => {
                let is_alive = self.tasks.values().any(|task| task.phase != Phase::Over);
                ensure(!is_alive, "a task is alive after the end")?;
                ensure(self.nodes.is_empty(), "a node was not dropped")?;
                ensure(self.timers.is_empty(), "a timer is set after the end")
            }
            RunEnd::Stuck => {
                ensure(self.ready.is_empty() && self.running.is_none(), "a task could go on")?;
                ensure(self.timers.is_empty(), "a timer would go on")
            }
            // What was alive then stands as it stood.
            RunEnd::LimitReached | RunEnd::Panicked => Ok(()),
            RunEnd::Stopped | RunEnd::Crashed | RunEnd::HeldTooLong => Err("nothing stops it from outside"),
        }
    }

    /// Nothing that a task waits for has come: else its wake was lost.
    fn check_stuck(&self, recording: &Recording) {
        assert!(!self.resources.is_any_granted(), "a wake was lost: something was granted and not taken");
        let of_tasks =
            self.tasks.values().filter(|task| task.phase == Phase::Waiting).flat_map(|task| &task.waits);
        let of_nodes = self.nodes.values().filter(|node| !node.is_finished).flat_map(|node| &node.waits);
        for &wait in of_tasks.chain(of_nodes) {
            let may_wait = match wait {
                Wait::Timer(_) | Wait::Yield | Wait::Budget | Wait::Promise(_) | Wait::Thread(_) => false,
                Wait::Task(task) => self.tasks[&task].phase != Phase::Over,
                Wait::Receive(_)
                | Wait::Send(_)
                | Wait::Acquire(_)
                | Wait::Read(_)
                | Wait::Notified(_)
                | Wait::Changed(_)
                | Wait::Barrier(_)
                | Wait::Closed(_) => self.resources.may_wait(wait),
            };
            let text = || taskscope_format::transcript(recording.words()).expect("the words are a trace");
            assert!(may_wait, "a wake was lost: {wait:?} could go on\n{}", text());
        }
    }
}
