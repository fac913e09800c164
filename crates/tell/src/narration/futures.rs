//! Sentences on the futures inside a task: what each waits for, which is ready first, and what they are called.

use taskscope_format::{Event, NodeId, PlaceId, TaskId, TextId, Wait};
use taskscope_judge::{Ahead, Waiting};
use taskscope_trace::{Await, NodeState, State, Step, TaskState, Trace};

use super::teller::Teller;
use super::waits::words_on;
use crate::Words;
use crate::catalogue::say;
use crate::wording::wait_text;

/// What was known of a future before a poll of it.
pub(super) struct NodePoll {
    pub(super) node: NodeId,
    /// Whether it was made since the task's poll began.
    is_new: bool,
    was_woken: bool,
    waited_for: Vec<Await>,
    /// Whether anything happened in it but waiting.
    pub(super) has_acted: bool,
}

/// Futures of a task that the trace follows from now on, all from one line.
pub(super) struct Met {
    /// The futures, and what they are called.
    pub(super) futures: Vec<(NodeId, TextId)>,
    /// Where it was created, or the macro is that polls several.
    pub(super) place: PlaceId,
    /// The step after the first of them.
    pub(super) from: Step,
}

/// Names that are said; more are counted.
const FEW: usize = 3;
/// With thousands of futures no sentence could name them, and to look through all for each would take long.
const MOST: usize = 1024;

impl Teller<'_> {
    pub(super) fn node_poll(self, node: NodeId, is_new: bool) -> NodePoll {
        let was_woken = self.state.nodes.get(node).is_some_and(|node| node.is_woken);
        NodePoll { node, is_new, was_woken, waited_for: awaits_of(self.state, node), has_acted: false }
    }

    /// A future by its label, with its task or alone.
    pub(super) fn future(self, node: NodeId, is_full: bool) -> Option<Words> {
        let NodeState { task, label, .. } = *self.state.nodes.get(node)?;
        Some(Words::default().future(task, label, is_full))
    }

    /// What does something now: the future that is polled, or the task where that has none; code outside of tasks if nothing is
    /// polled.
    pub(super) fn actor(self) -> Words {
        self.whom(self.state.running(), self.state.polled().last().copied()).begun()
    }

    /// The future that waits in a line, or the task if it waits at its own level.
    pub(super) fn whom(self, task: Option<TaskId>, node: Option<NodeId>) -> Words {
        let future = node.and_then(|node| self.future(node, true));
        future.unwrap_or_else(|| match task {
            Some(task) => Words::default().task(task),
            None => Words::begin(say::list::outside()),
        })
    }

    /// A future, and the line it waits at.
    pub(super) fn future_and_line(self, node: NodeId, is_alone: bool) -> Option<(Words, Option<PlaceId>)> {
        let place = awaits_of(self.state, node).first().map(|wait| wait.place);
        Some((self.future(node, !is_alone)?, place))
    }

    /// The future inside another that stays when that is dropped: it was only borrowed.
    pub(super) fn future_inside(self, node: NodeId) -> Option<Words> {
        if self.state.nodes.len() > MOST {
            return None;
        }
        let task = self.state.nodes.get(node)?.task;
        let inside = self.state.nodes_of(task).find(|inside| inside.parent == Some(node))?;
        self.future(inside.id, false)
    }

    /// Whether two futures are polled side by side.
    pub(super) fn are_beside(self, one: NodeId, other: NodeId) -> bool {
        let place = |node| self.state.nodes.get(node).map(|node: &NodeState| (node.task, node.parent));
        // The first may be gone: those that are dropped are beside it then, as nothing else happened.
        place(one).is_none() || place(one) == place(other)
    }

    /// What a future waits for since a poll, unless it waited for that before and was not woken.
    pub(super) fn node_pending(self, poll: NodePoll) -> Option<Words> {
        let NodePoll { node, is_new, was_woken, waited_for, has_acted } = poll;
        let subject = self.future(node, true)?;
        let task = self.state.nodes.get(node)?.task;
        let awaits = awaits_of(self.state, node);
        let Some(&wait) = awaits.first() else {
            let has_inside = self.state.nodes_of(task).any(|inside| inside.parent == Some(node));
            return (!has_inside && (is_new || was_woken)).then(|| say::future::is_pending(&subject));
        };
        let is_same = awaits == waited_for;
        if is_same && !was_woken && !has_acted {
            return None;
        }
        let words = self.wait(&subject, task, &wait);
        Some(if is_same && !has_acted {
            say::future::in_vain(&words, wait.place)
        } else {
            say::narration::waits_at(&words, wait.place)
        })
    }

    /// What a subject waits for at an await of a task.
    pub(super) fn wait(self, subject: &Words, task: TaskId, wait: &Await) -> Words {
        let waiting = Waiting::new(self.state, task, wait.on);
        let ahead = Ahead::of(self.state, task, wait)
            .map(|ahead| (self.whom(ahead.task, ahead.node), ahead.is_given));
        words_on(self.trace, subject, &waiting, Some((self, ahead)))
    }

    pub(super) fn node_ready(self, node: NodeId, wins: bool) -> Option<Words> {
        let subject = self.future(node, true)?;
        Some(if wins { say::future::wins(&subject) } else { say::future::is_done(&subject) })
    }

    /// Whether futures beside one that is ready are dropped at once.
    #[expect(clippy::wildcard_enum_match_arm, reason = "what comes between is looked over")]
    pub(super) fn wins(self, node: NodeId, step: Step) -> bool {
        /// What is dropped with a branch comes in few events.
        const READ: usize = 64;
        let end = Step(self.trace.end().0.min(step.0 + READ));
        for (_, event) in self.trace.between(step, end) {
            match event {
                Event::NodeDropped { node: other, finished: false }
                    if other != node && self.are_beside(node, other) =>
                {
                    return true;
                }
                Event::TimerCancelled { .. }
                | Event::Left { .. }
                | Event::NodeDropped { .. }
                | Event::Fetch(_)
                | Event::Closed { .. }
                | Event::SendersChanged { .. }
                | Event::ReceiversChanged { .. }
                | Event::ResourceDropped { .. } => {}
                _ => return false,
            }
        }
        false
    }

    /// The awaits that can let a task go on: not those of futures inside others that are gone.
    pub(super) fn awaits(self, task: &TaskState) -> Vec<Await> {
        let is_there = |node: NodeId| {
            let parent = self.state.nodes.get(node).and_then(|node| node.parent);
            parent.is_none_or(|parent| self.state.nodes.get(parent).is_some())
        };
        task.awaits.iter().filter(|wait| wait.node.is_none_or(is_there)).copied().collect()
    }

    /// Futures at their awaits, with their lines.
    #[expect(clippy::wildcard_enum_match_arm, reason = "what is no timer has words of its own")]
    pub(super) fn awaited(self, awaits: &[Await]) -> Words {
        let named = |wait: &Await| {
            let future = wait.node.and_then(|node| self.future(node, false));
            let words = future.unwrap_or_else(|| match wait.on {
                Wait::Timer(timer) => Words::begin(say::wake::timer_of(&timer.to_string())),
                on => Words::begin(wait_text(self.trace, on)),
            });
            (words, Some(wait.place))
        };
        let are_futures = awaits.iter().all(|wait| wait.node.is_some());
        let at = match awaits {
            [_] if are_futures => say::future::it_waits,
            _ if are_futures => say::future::they_wait,
            _ => say::future::at,
        };
        listed(self.trace, awaits.iter().map(named).collect(), at)
    }

    /// The futures of a task that were woken and wait for themselves, not for others inside them.
    pub(super) fn woken_futures(self, task: &TaskState) -> Vec<Words> {
        if self.state.nodes.len() > MOST {
            return Vec::new();
        }
        let is_woken = |node: &&NodeState| node.is_woken && !node.is_finished;
        let has_await = |node: &&NodeState| task.awaits.all().any(|wait| wait.node == Some(node.id));
        let woken = self.state.nodes_of(task.id).filter(is_woken).filter(has_await);
        woken.map(|node| Words::default().future(task.id, node.label, false)).collect()
    }
}

/// Futures that the trace follows from now on: it learns of them when they are polled, not when they are created.
pub(super) fn meets_futures(trace: &Trace, by: &Words, task: TaskId, met: &Met) -> Words {
    let label = |&(_, label): &(NodeId, TextId)| (Words::default().future(task, label, false), None);
    let names = listed(trace, met.futures.iter().map(label).collect(), say::future::at);
    let are_polled = are_polled_next(trace, met);
    // Several of one line are those of a `join!` or `select!` there, and may be older than that.
    let words = match met.futures.as_slice() {
        [_] if are_polled => say::future::first_poll,
        _ if are_polled => say::future::first_polls,
        _ => say::future::begins_to_await,
    };
    words(by, &names, met.place)
}

/// Whether all are polled before the poll of their task ends, as far as that can be looked through.
fn are_polled_next(trace: &Trace, met: &Met) -> bool {
    const READ: usize = 256;
    let end = Step(trace.end().0.min(met.from.0 + met.futures.len() + READ));
    let of_poll = trace.between(met.from, end).map(|(_, event)| event);
    let of_poll = of_poll.take_while(|event| !matches!(event, Event::PollEnded { .. }));
    let mut polled: Vec<NodeId> = Vec::new();
    for event in of_poll {
        if let Event::NodePollStarted { node } = event {
            polled.push(node);
        }
    }
    taskscope_sorted::sort_by(&mut polled, Ord::cmp);
    met.futures.iter().all(|(node, _)| polled.binary_search(node).is_ok())
}

fn awaits_of(state: &State, node: NodeId) -> Vec<Await> {
    let task = state.nodes.get(node).and_then(|node| state.task(node.task));
    let awaits = task.into_iter().flat_map(|task| task.awaits.all());
    awaits.filter(|wait| wait.node == Some(node)).copied().collect()
}

/// The first few of several in a row, equal ones together, each with its line; `at` says the line that all have.
fn listed(
    trace: &Trace,
    names: Vec<(Words, Option<PlaceId>)>,
    at: impl Fn(&Words, PlaceId) -> Words,
) -> Words {
    let line = |place: Option<PlaceId>| place.map(|place| trace.place(place));
    let mut groups: Vec<(Words, Option<PlaceId>, u64)> = Vec::new();
    for (words, place) in names {
        match groups.last_mut().filter(|(last, at, _)| *last == words && line(*at) == line(place)) {
            Some((_, _, count)) => *count += 1,
            None => groups.push((words, place, 1)),
        }
    }
    // A line that all have is said once.
    let shared = groups
        .first()
        .and_then(|first| first.1)
        .filter(|&first| groups.iter().all(|(_, place, _)| line(*place) == line(Some(first))));
    let one = |(words, place, count): &(Words, Option<PlaceId>, u64)| {
        let words = if *count > 1 { say::future::times(*count, words) } else { words.clone() };
        place.filter(|_| shared.is_none()).map_or(words.clone(), |place| say::future::at(&words, place))
    };
    let few = if groups.len() > FEW + 1 { FEW } else { groups.len() };
    let (first, rest) = groups.split_at(few);
    let words: Vec<Words> = first.iter().map(one).collect();
    let words = match rest.iter().map(|(_, _, count)| count).sum::<u64>() {
        0 => Words::row(&words),
        others => say::future::others(&Words::commas(&words), others),
    };
    shared.map_or(words.clone(), |place| at(&words, place))
}
