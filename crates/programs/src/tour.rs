//! Steps worth visiting, said in the words of the program, so that they are found in its trace whatever the knobs are.

use taskscope_format::{Event, NodeId, TaskId};

use taskscope_judge::JudgedRun;
use taskscope_trace::{Moment, Step, TaskState, Trace, follow};

/// A stop of a guided tour.
#[derive(Clone, Copy, Debug)]
pub struct Stop {
    /// The variant in whose run it lies.
    pub variant: &'static str,
    /// Where.
    pub at: Spot,
    /// A sentence on what is to be seen there.
    pub says: &'static str,
}

impl Stop {
    /// A stop in the run of a variant.
    #[must_use]
    pub const fn new(variant: &'static str, at: Spot, says: &'static str) -> Self {
        Self { variant, at, says }
    }
}

/// An event of a run, in the words of its program. Counts are from 1; tasks and nodes go by their names, and of several
/// tasks with one name the first is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A task is spawned.
    Spawned(&'static str),
    /// A task becomes ready for the n-th time.
    Ready(&'static str, usize),
    /// The n-th poll of a task begins.
    Poll(&'static str, usize),
    /// A task comes to its n-th wait, in itself or in one of its nodes.
    Wait(&'static str, usize),
    /// A task begins to keep the processor busy for the n-th time.
    Work(&'static str, usize),
    /// A task is done, cancelled or panics.
    End(&'static str),
    /// A node is polled for the n-th time, counted over all nodes of this name.
    NodePoll(&'static str, usize),
    /// A node is woken for the n-th time, counted over all nodes of this name.
    NodeWoken(&'static str, usize),
    /// The n-th node of this name is dropped.
    NodeDropped(&'static str, usize),
    /// A timer fires for the n-th time.
    TimerFired(usize),
    /// The n-th line of output that begins so.
    Line(&'static str, usize),
    /// What was found first, at the step to look at.
    Finding,
    /// The run ends.
    RunEnd,
}

impl Spot {
    /// The step after the event: what has happened there is to be seen. `None` if the run has no such event.
    #[must_use]
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds are all events")]
    pub fn step_in(self, run: &JudgedRun) -> Option<Step> {
        match self {
            Self::Finding => run.findings().list().first().map(|finding| finding.step),
            Self::RunEnd => run.trace().run_end().map(|_| run.trace().end()),
            _ => self.search(run.trace()),
        }
    }

    fn search(self, trace: &Trace) -> Option<Step> {
        let mut left = self.count();
        let mut found = None;
        follow(trace, |moment| {
            if found.is_none() && self.is_at(moment) {
                left -= 1;
                found = (left == 0).then_some(moment.step);
            }
        });
        found
    }

    fn count(self) -> usize {
        match self {
            Self::Ready(_, nth)
            | Self::Poll(_, nth)
            | Self::Wait(_, nth)
            | Self::Work(_, nth)
            | Self::NodePoll(_, nth)
            | Self::NodeWoken(_, nth)
            | Self::NodeDropped(_, nth)
            | Self::TimerFired(nth)
            | Self::Line(_, nth) => nth.max(1),
            Self::Spawned(_) | Self::End(_) | Self::Finding | Self::RunEnd => 1,
        }
    }

    fn is_at(self, moment: Moment<'_>) -> bool {
        let Moment { trace, state, event, .. } = moment;
        let is_task = |task: TaskId, name: &str| {
            let is_first = |task: &TaskState| trace.text(task.name) == name;
            state.tasks.values().find(|task| is_first(task)).is_some_and(|first| first.id == task)
        };
        let is_running = |name: &str| state.running().is_some_and(|task| is_task(task, name));
        let is_node = |node: NodeId, label: &str| {
            state.nodes.get(node).is_some_and(|node| trace.text(node.label) == label)
        };
        match (self, event) {
            (Self::Spawned(name), Event::TaskSpawned { name: text, .. }) => trace.text(text) == name,
            (Self::Ready(name, _), Event::TaskReady { task, .. })
            | (Self::Poll(name, _), Event::PollStarted { task })
            | (
                Self::End(name),
                Event::TaskDone { task }
                | Event::TaskCancelled { task, .. }
                | Event::TaskPanicked { task, .. },
            ) => is_task(task, name),
            (Self::Wait(name, _), Event::Waiting { .. })
            | (Self::Work(name, _), Event::WorkStarted { .. }) => is_running(name),
            (Self::NodePoll(label, _), Event::NodePollStarted { node })
            | (Self::NodeWoken(label, _), Event::NodeWoken { node, .. })
            | (Self::NodeDropped(label, _), Event::NodeDropped { node, .. }) => is_node(node, label),
            (Self::TimerFired(_), Event::TimerFired { .. }) => true,
            (Self::Line(start, _), Event::Output { text }) => trace.text(text).starts_with(start),
            _ => false,
        }
    }
}
