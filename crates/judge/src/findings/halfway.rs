//! Futures that are dropped in the middle of something.
//!
//! The rule reports a future that took a message out of an mpsc channel and was dropped before it finished and before it
//! asked for the next message: what it took is gone. It leaves alone:
//!
//! - the loser of a race that only waited, printed or sent;
//! - a loop that is cut off where it waits for its next message, and anything that the end of the run cuts off;
//! - a future that has sent something since it took the message, an answer or a result, and then rests or cools down:
//!   what it took has become what it sent. If it waits for a reply instead, what it sent was a question, and it is not
//!   done;
//! - a future that waits at a line from which it once went straight on to the next message: it paces itself there, and
//!   was done with what it took.
//!
//! A node can also go while its future is kept, in `select!` over `&mut future`. So a node counts only if the timer that
//! its future waited for was cancelled, or its place in a line was given up.

use std::collections::VecDeque;
use taskscope_sorted::{SortedMap, SortedSet};

use taskscope_format::{Event, NodeId, PlaceId, ResourceId, ResourceKind, TaskId, TimerId, Wait};

use taskscope_trace::{Moment, ResourceState, State};

use super::stuck::resource_of;
use super::{FindingKind, Found, Rule, Subject, label_of};
use crate::Label;
use crate::facts::facts;

facts! {
    /// A future was dropped after it took a message and before it asked for the next.
    enum DroppedHalfDone {
        /// A task dropped a future of its own.
        FutureDropped {
            /// The task.
            task: TaskId,
            /// The future.
            future: Label,
            /// The channel that it took the message of.
            channel: ResourceId,
        },
        /// A task was aborted.
        TaskAborted {
            /// The task that aborted it.
            by: TaskId,
            /// The task.
            task: TaskId,
            /// The channel that it took the message of.
            channel: ResourceId,
        },
    }
}

#[derive(Debug, Default)]
pub(super) struct Halfway {
    /// The message that each node took and has not asked for the next of.
    nodes: SortedMap<NodeId, Taken>,
    /// The same for tasks, at their own level.
    tasks: SortedMap<TaskId, Taken>,
    /// What these nodes were last seen to wait for.
    waits: SortedMap<NodeId, Wait>,
    /// A task that nobody aborted: it is cut off because the run is over.
    cut_off: Option<TaskId>,
    /// Lines of awaits from which a future went straight on to its next message.
    rests: SortedSet<PlaceId>,
    /// The awaits that were given up last: those of a future that is dropped come before the end of its node.
    given_up: VecDeque<GivenUp>,
}

/// A message that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Taken {
    channel: ResourceId,
    /// Something was sent since.
    has_sent: bool,
    /// Where it last waited for something other than a message, and whether it did something after that.
    rest: Option<PlaceId>,
    has_acted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum GivenUp {
    Timer(TimerId),
    Line(ResourceId),
}

impl Rule for Halfway {
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at messages, and where futures end")]
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        let state = moment.state;
        match moment.event {
            Event::NodePollStarted { node } => {
                self.given_up.clear();
                self.waits.remove(&node);
            }
            Event::NodePollEnded { node, ready: true } => self.hand_up(node, state),
            Event::NodeDropped { node, finished } => self.drop_node(node, finished, moment, found),
            Event::TaskDone { task } | Event::TaskPanicked { task, .. } => {
                self.tasks.remove(&task);
            }
            Event::TaskCancelled { task, by } => self.cancel(task, by, moment, found),
            Event::Received { resource, .. } => self.receive(resource, state),
            Event::Sent { resource, .. } => self.send(resource, state),
            Event::Waiting { node, on, place } => self.wait((node, on, place), state),
            Event::TimerCancelled { timer } => self.give_up(GivenUp::Timer(timer)),
            Event::Left { resource, served: false, .. } | Event::Closed { resource } => {
                self.give_up(GivenUp::Line(resource));
            }
            Event::Output { .. }
            | Event::Mark { .. }
            | Event::TaskSpawned { .. }
            | Event::Notified { .. }
            | Event::Acquired { .. }
            | Event::Released { .. }
            | Event::WorkStarted { .. } => self.act(state),
            _ => {}
        }
    }
}

impl Halfway {
    /// Awaits that can be given up between one of a future and the end of its node: those of its locals.
    const GIVEN_UP: usize = 8;

    fn receive(&mut self, channel: ResourceId, state: &State) {
        let is_mpsc = state.resource(channel).is_some_and(|state| state.kind == ResourceKind::Mpsc);
        let Some(task) = state.running().filter(|_| is_mpsc) else { return };
        self.done_with(channel, state);
        let taken = Taken { channel, has_sent: false, rest: None, has_acted: false };
        if let Some(node) = state.polled().last().copied().filter(|node| state.nodes.get(*node).is_some()) {
            self.nodes.insert(node, taken);
        } else {
            self.tasks.insert(task, taken);
        }
    }

    fn send(&mut self, resource: ResourceId, state: &State) {
        if !state.resource(resource).is_some_and(ResourceState::is_channel) {
            return;
        }
        self.change(state, |taken| (taken.has_sent, taken.has_acted) = (true, true));
    }

    fn act(&mut self, state: &State) {
        self.change(state, |taken| taken.has_acted = true);
    }

    /// Changes what is known of the futures being polled: what the innermost does, it does for all that are around it.
    fn change(&mut self, state: &State, change: impl Fn(&mut Taken)) {
        for node in state.polled() {
            if let Some(taken) = self.nodes.get_mut(node) {
                change(taken);
            }
        }
        if let Some(taken) = state.running().and_then(|task| self.tasks.get_mut(&task)) {
            change(taken);
        }
    }

    fn wait(&mut self, (node, on, place): (Option<NodeId>, Wait, PlaceId), state: &State) {
        if let Some(node) = node.filter(|node| self.nodes.contains_key(node)) {
            self.waits.insert(node, on);
        }
        if let Wait::Receive(resource) = on {
            self.done_with(resource, state);
            return;
        }
        let taken = match node {
            Some(node) => self.nodes.get_mut(&node),
            None => state.running().and_then(|task| self.tasks.get_mut(&task)),
        };
        if let Some(taken) = taken {
            (taken.rest, taken.has_acted) = (Some(place), false);
        }
    }

    /// A future that asks for the next message is done with the one before, and so are those around it.
    fn done_with(&mut self, channel: ResourceId, state: &State) {
        let Self { nodes, tasks, rests, .. } = self;
        let mut learn = |taken: Taken| match taken.rest {
            Some(place) if taken.has_acted => drop(rests.remove(&place)),
            Some(place) => drop(rests.insert(place)),
            None => {}
        };
        for node in state.polled() {
            if nodes.get(node).is_some_and(|taken| taken.channel == channel) {
                nodes.remove(node).into_iter().for_each(&mut learn);
            }
        }
        let task =
            state.running().filter(|task| tasks.get(task).is_some_and(|taken| taken.channel == channel));
        task.and_then(|task| tasks.remove(&task)).into_iter().for_each(learn);
    }

    /// What a finished node took belongs to what is around it.
    fn hand_up(&mut self, node: NodeId, state: &State) {
        let Some(taken) = self.nodes.remove(&node) else { return };
        let taken = Taken { rest: None, ..taken };
        let Some(node) = state.nodes.get(node) else { return };
        match node.parent.filter(|parent| state.nodes.get(*parent).is_some()) {
            Some(parent) => self.nodes.insert(parent, taken),
            None => self.tasks.insert(node.task, taken),
        };
    }

    fn drop_node(&mut self, node: NodeId, finished: bool, moment: Moment<'_>, found: &mut Found) {
        let wait = self.waits.remove(&node);
        let Some(taken) = self.nodes.remove(&node) else { return };
        if finished || !self.is_given_up(wait) || self.is_settled(taken, wait, moment.state) {
            return;
        }
        let Some(task) = moment.state.nodes.get(node).map(|node| node.task) else { return };
        if self.cut_off == Some(task) {
            return;
        }
        found.add((FindingKind::DroppedHalfDone, Subject::Task(task)), moment.step, || {
            let future = label_of(moment, node);
            (vec![task], DroppedHalfDone::FutureDropped { task, future, channel: taken.channel })
        });
    }

    fn cancel(&mut self, task: TaskId, by: Option<TaskId>, moment: Moment<'_>, found: &mut Found) {
        let taken = self.tasks.remove(&task);
        let Some(by) = by else {
            self.cut_off = Some(task);
            return;
        };
        let wait = moment.state.task(task).and_then(|task| task.awaits.iter().next()).map(|wait| wait.on);
        let Some(taken) = taken.filter(|&taken| !self.is_settled(taken, wait, moment.state)) else { return };
        found.add((FindingKind::DroppedHalfDone, Subject::Task(task)), moment.step, || {
            (vec![by, task], DroppedHalfDone::TaskAborted { by, task, channel: taken.channel })
        });
    }

    /// Whether a future is done with what it took; `wait` is what it waits for.
    fn is_settled(&self, taken: Taken, wait: Option<Wait>, state: &State) -> bool {
        let asks = matches!(wait, Some(Wait::Receive(answer))
            if state.resource(answer).is_some_and(|state| state.kind == ResourceKind::Oneshot));
        let is_resting = !taken.has_acted && taken.rest.is_some_and(|place| self.rests.contains(&place));
        is_resting || (taken.has_sent && !asks)
    }

    fn give_up(&mut self, what: GivenUp) {
        self.given_up.truncate(Self::GIVEN_UP - 1);
        self.given_up.push_front(what);
    }

    fn is_given_up(&self, waits: Option<Wait>) -> bool {
        let given_up = match waits {
            Some(Wait::Timer(timer)) => Some(GivenUp::Timer(timer)),
            waits => waits.and_then(resource_of).map(GivenUp::Line),
        };
        given_up.is_some_and(|given_up| self.given_up.contains(&given_up))
    }
}
