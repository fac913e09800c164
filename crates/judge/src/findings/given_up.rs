//! Questions that are asked and given up because the answer takes too long.
//!
//! A question is a oneshot: the asker waits for its one message. Giving up a few is ordinary: now and then something
//! takes too long. The rule reports a line at which more questions were given up than answered. Not every oneshot that
//! is dropped is a question given up:
//!
//! - The losers of a race are not. A race is won when something else comes, a task's doing; a question is given up when
//!   nothing comes and time is over: only timers have woken the task since its last poll, and beside the question
//!   nothing was finished but a timer.
//! - A signal is not: a oneshot that says *stop*, say. A task waits for it in one `select!` after the other, or it is
//!   never sent: where no question at all is answered, nothing is reported.

use taskscope_sorted::{SortedMap, SortedSet};

use taskscope_format::{Event, NodeId, PlaceId, ResourceId, ResourceKind, TaskId, TimerId, Wait, WakeSource};

use taskscope_trace::{Moment, State};

use super::{FindingKind, Found, Rule, Subject};
use crate::facts::facts;

/// The fewest questions given up that are no accident.
const LEAST: u32 = 4;

facts! {
    /// More questions were given up than answered.
    struct GivenUp {
        /// Questions given up.
        given_up: u64,
        /// Where they are made.
        place: PlaceId,
        /// Questions answered.
        answered: u64,
    }
}

#[derive(Debug, Default)]
pub(super) struct Questions {
    /// Oneshots whose receiver waits, or waited.
    asked: SortedMap<ResourceId, Asked>,
    /// The questions that nodes wait for.
    nodes: SortedMap<NodeId, ResourceId>,
    /// The only timer that a node has ever waited for; `None` if it has waited for anything else.
    timers: SortedMap<NodeId, Option<TimerId>>,
    /// Tasks that something other than a timer has woken since their last poll.
    moved: SortedSet<TaskId>,
    poll: Poll,
    /// What became of those that were made at a place.
    places: SortedMap<PlaceId, Fates>,
}

/// A question.
#[derive(Clone, Copy, Debug)]
struct Asked {
    /// The node that waits for it, and the one that is around that.
    node: Option<NodeId>,
    parent: Option<NodeId>,
    /// It was waited for in another node before.
    is_again: bool,
    /// Its node is gone: whether because time was over.
    timed_out: Option<bool>,
}

/// What is known of the poll that goes on.
#[derive(Debug, Default)]
struct Poll {
    /// Only timers have led to it.
    is_by_timers: bool,
    /// What is around the nodes that were finished in it and were more than a timer.
    finished_in: SortedSet<Option<NodeId>>,
}

#[derive(Debug, Default)]
struct Fates {
    answered: u32,
    given_up: u32,
}

impl Rule for Questions {
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at wakes, waits and the lives of oneshots")]
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        let state = moment.state;
        match moment.event {
            Event::TaskReady { task, by } | Event::TaskWokenAgain { task, by }
                if !matches!(by, WakeSource::Timer(_)) =>
            {
                self.moved.insert(task);
            }
            Event::PollStarted { task } => {
                self.poll.is_by_timers = !self.moved.remove(&task);
                self.poll.finished_in.clear();
            }
            Event::Waiting { node, on, .. } => self.wait(node, on, state),
            Event::NodePollEnded { node, ready: true } => self.finish(node, state),
            Event::NodeDropped { node, .. } => self.drop_node(node),
            Event::Received { resource, .. } if self.asked.remove(&resource).is_some() => {
                if let Some(place) = question_at(resource, state) {
                    self.places.entry(place).or_default().answered += 1;
                }
            }
            // Without a running task it is the end of the run that closes it.
            Event::Closed { resource } if state.running().is_some() => {
                if let Some(asked) = self.asked.remove(&resource) {
                    self.close(resource, asked, moment, found);
                }
            }
            _ => {}
        }
    }
}

impl Questions {
    fn wait(&mut self, node: Option<NodeId>, on: Wait, state: &State) {
        if let Some(node) = node {
            let timer = if let Wait::Timer(timer) = on { Some(timer) } else { None };
            let only = self.timers.entry(node).or_insert(timer);
            if *only != timer {
                *only = None;
            }
        }
        let Wait::Receive(resource) = on else { return };
        if question_at(resource, state).is_none() {
            return;
        }
        let before = self.asked.get(&resource);
        let is_again = before.is_some_and(|before| before.is_again || before.node != node);
        let parent = node.and_then(|node| state.nodes.get(node)).and_then(|node| node.parent);
        self.asked.insert(resource, Asked { node, parent, is_again, timed_out: None });
        if let Some(node) = node {
            self.nodes.insert(node, resource);
        }
    }

    fn finish(&mut self, node: NodeId, state: &State) {
        let is_timer = matches!(self.timers.get(&node), Some(Some(_)));
        if !is_timer {
            self.poll.finished_in.insert(state.nodes.get(node).and_then(|node| node.parent));
        }
    }

    fn drop_node(&mut self, node: NodeId) {
        self.timers.remove(&node);
        let Some(resource) = self.nodes.remove(&node) else { return };
        let Some(asked) = self.asked.get(&resource).copied().filter(|asked| asked.node == Some(node)) else {
            return;
        };
        let timed_out = Some(self.is_over_time(asked));
        self.asked.insert(resource, Asked { timed_out, ..asked });
    }

    /// Whether a question whose wait ends now ends because time is over.
    fn is_over_time(&self, asked: Asked) -> bool {
        self.poll.is_by_timers && !self.poll.finished_in.contains(&asked.parent)
    }

    fn close(&mut self, resource: ResourceId, asked: Asked, moment: Moment<'_>, found: &mut Found) {
        let timed_out = asked.timed_out.unwrap_or_else(|| self.is_over_time(asked));
        if asked.is_again || !timed_out {
            return;
        }
        let Some(place) = question_at(resource, moment.state) else { return };
        let fates = self.places.entry(place).or_default();
        fates.given_up += 1;
        if fates.given_up < LEAST || fates.given_up <= fates.answered || fates.answered == 0 {
            return;
        }
        found.add((FindingKind::GivenUp, Subject::Place(place)), moment.step, || {
            let (given_up, answered) = (fates.given_up.into(), fates.answered.into());
            (moment.state.running().into_iter().collect(), GivenUp { given_up, place, answered })
        });
    }
}

/// Where a question was made; `None` if it is something else.
fn question_at(resource: ResourceId, state: &State) -> Option<PlaceId> {
    state.resource(resource).filter(|state| state.kind == ResourceKind::Oneshot).map(|state| state.place)
}
