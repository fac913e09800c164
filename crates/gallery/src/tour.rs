//! Where the spots of a lesson are in a run.

use taskscope_format::{Event, NodeId, TaskId};
use taskscope_lessons::Spot;

use taskscope_judge::JudgedRun;
use taskscope_trace::{Moment, Step, TaskState, follow};

/// The step after the event of a spot: what has happened there is to be seen. `None` if the run has no such event.
#[must_use]
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds are all events")]
pub fn step_of(spot: Spot, run: &JudgedRun) -> Option<Step> {
    match spot {
        Spot::Finding => run.findings().list().first().map(|finding| finding.step),
        Spot::RunEnd => run.trace().run_end().map(|_| run.trace().end()),
        _ => {
            let mut search = Search::of(spot);
            follow(run.trace(), |moment| search.look(moment));
            search.found
        }
    }
}

/// Looks for a spot in events as they come. What was found and the end of a run are no events.
#[derive(Debug)]
pub(super) struct Search {
    spot: Spot,
    /// How often it has still to come.
    left: usize,
    /// The step after its event.
    pub(super) found: Option<Step>,
}

impl Search {
    pub(super) fn of(spot: Spot) -> Self {
        Self { spot, left: count(spot), found: None }
    }

    /// Looks at the next event.
    pub(super) fn look(&mut self, moment: Moment<'_>) {
        if self.found.is_none() && is_at(self.spot, moment) {
            self.left -= 1;
            self.found = (self.left == 0).then_some(moment.step);
        }
    }
}

fn count(spot: Spot) -> usize {
    match spot {
        Spot::Ready(_, nth)
        | Spot::Poll(_, nth)
        | Spot::Wait(_, nth)
        | Spot::Work(_, nth)
        | Spot::NodePoll(_, nth)
        | Spot::NodeWoken(_, nth)
        | Spot::NodeDropped(_, nth)
        | Spot::TimerFired(nth)
        | Spot::Line(_, nth) => nth.max(1),
        Spot::Spawned(_) | Spot::End(_) | Spot::Finding | Spot::RunEnd => 1,
    }
}

fn is_at(spot: Spot, moment: Moment<'_>) -> bool {
    let Moment { trace, state, event, .. } = moment;
    let is_task = |task: TaskId, name: &str| {
        let is_first = |task: &TaskState| trace.text(task.name) == name;
        state.tasks.values().find(|task| is_first(task)).is_some_and(|first| first.id == task)
    };
    let is_running = |name: &str| state.running().is_some_and(|task| is_task(task, name));
    let is_node =
        |node: NodeId, label: &str| state.nodes.get(node).is_some_and(|node| trace.text(node.label) == label);
    match (spot, event) {
        (Spot::Spawned(name), Event::TaskSpawned { name: text, .. }) => trace.text(text) == name,
        (Spot::Ready(name, _), Event::TaskReady { task, .. })
        | (Spot::Poll(name, _), Event::PollStarted { task })
        | (
            Spot::End(name),
            Event::TaskDone { task } | Event::TaskCancelled { task, .. } | Event::TaskPanicked { task, .. },
        ) => is_task(task, name),
        (Spot::Wait(name, _), Event::Waiting { .. }) | (Spot::Work(name, _), Event::WorkStarted { .. }) => {
            is_running(name)
        }
        (Spot::NodePoll(label, _), Event::NodePollStarted { node })
        | (Spot::NodeWoken(label, _), Event::NodeWoken { node, .. })
        | (Spot::NodeDropped(label, _), Event::NodeDropped { node, .. }) => is_node(node, label),
        (Spot::TimerFired(_), Event::TimerFired { .. }) => true,
        (Spot::Line(start, _), Event::Output { text, .. }) => trace.text(text).starts_with(start),
        _ => false,
    }
}
