//! Futures that are dropped in the middle of something.
//!
//! Meant is a future that took a message out of an mpsc channel and went away before it was over and before it asked
//! for the next message: what it took is gone. A race whose loser only waited, printed or sent is not meant, nor is a
//! loop that is cut off where it waits for its next message, nor what the end of the run cuts off. A node can also go
//! while its future is kept, in `select!` over `&mut future`: so it counts only if the timer that the future waited for
//! was cancelled, or its place in a line given up.

use std::collections::{BTreeMap, VecDeque};

use taskscope_runtime::{Event, NodeId, ResourceId, ResourceKind, TaskId, TimerId, Wait};

use super::stuck::resource_of;
use super::{FindingKind, Found, Subject, label_of};
use crate::trace::narration::Words;
use crate::trace::wording::resource_text;
use crate::trace::{Moment, State};

#[derive(Debug, Default)]
pub(super) struct Halfway {
    /// The channels that nodes took a message from and did not ask for the next.
    nodes: BTreeMap<NodeId, ResourceId>,
    /// The same for tasks, at their own level.
    tasks: BTreeMap<TaskId, ResourceId>,
    /// What these nodes were last seen to wait for.
    waits: BTreeMap<NodeId, Wait>,
    /// Nodes being polled, the innermost last.
    polled: Vec<NodeId>,
    /// A task that nobody aborted: it is cut off because the run is over.
    cut_off: Option<TaskId>,
    /// The awaits that were given up last: those of a future that is dropped come before the end of its node.
    given_up: VecDeque<GivenUp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum GivenUp {
    Timer(TimerId),
    Line(ResourceId),
}

impl Halfway {
    /// Futures inside futures that are followed; a program stacks a handful.
    const DEEPEST: usize = 32;

    /// Awaits that can be given up between one of a future and the end of its node: those of its locals.
    const GIVEN_UP: usize = 8;

    /// The innermost node being polled.
    pub(super) fn current(&self) -> Option<NodeId> {
        self.polled.last().copied()
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at messages, and where futures end")]
    pub(super) fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        let state = moment.state;
        match moment.event {
            Event::PollStarted { .. } => self.polled.clear(),
            Event::NodePollStarted { node } => self.start(node),
            Event::NodePollEnded { node, ready } => {
                if self.current() == Some(node) {
                    self.polled.pop();
                }
                if ready {
                    self.hand_up(node, state);
                }
            }
            Event::NodeDropped { node, finished } => self.drop_node(node, finished, moment, found),
            Event::TaskDone { task } | Event::TaskPanicked { task, .. } => {
                self.polled.clear();
                self.tasks.remove(&task);
            }
            Event::TaskCancelled { task, by } => self.cancel(task, by, moment, found),
            Event::Received { resource, .. } => self.receive(resource, state),
            Event::Waiting { node, on, .. } => self.wait(node, on, state),
            Event::TimerCancelled { timer } => self.give_up(GivenUp::Timer(timer)),
            Event::Left { resource, served: false, .. } => self.give_up(GivenUp::Line(resource)),
            _ => {}
        }
    }

    fn start(&mut self, node: NodeId) {
        self.given_up.clear();
        self.waits.remove(&node);
        if self.polled.len() < Self::DEEPEST {
            self.polled.push(node);
        }
    }

    fn receive(&mut self, resource: ResourceId, state: &State) {
        let is_mpsc = state.resource(resource).is_some_and(|state| state.kind == ResourceKind::Mpsc);
        let Some(task) = state.running.filter(|_| is_mpsc) else { return };
        if let Some(node) = self.current().filter(|node| state.nodes.get(*node).is_some()) {
            self.nodes.insert(node, resource);
        } else {
            self.tasks.insert(task, resource);
        }
    }

    fn wait(&mut self, node: Option<NodeId>, on: Wait, state: &State) {
        if let Some(node) = node.filter(|node| self.nodes.contains_key(node)) {
            self.waits.insert(node, on);
        }
        let Wait::Receive(resource) = on else { return };
        // Whoever asks for the next message is done with the one before, and so is what is around it.
        for node in &self.polled {
            if self.nodes.get(node) == Some(&resource) {
                self.nodes.remove(node);
            }
        }
        if let Some(task) = state.running.filter(|task| self.tasks.get(task) == Some(&resource)) {
            self.tasks.remove(&task);
        }
    }

    /// What a finished node took belongs to what is around it.
    fn hand_up(&mut self, node: NodeId, state: &State) {
        let Some(taken) = self.nodes.remove(&node) else { return };
        let Some(node) = state.nodes.get(node) else { return };
        match node.parent.filter(|parent| state.nodes.get(*parent).is_some()) {
            Some(parent) => self.nodes.insert(parent, taken),
            None => self.tasks.insert(node.task, taken),
        };
    }

    fn drop_node(&mut self, node: NodeId, finished: bool, moment: Moment<'_>, found: &mut Found) {
        let waits = self.waits.remove(&node);
        let Some(channel) = self.nodes.remove(&node).filter(|_| !finished && self.is_given_up(waits)) else {
            return;
        };
        let Some(task) = moment.state.nodes.get(node).map(|node| node.task) else { return };
        if self.cut_off == Some(task) {
            return;
        }
        found.add((FindingKind::DroppedHalfDone, Subject::Task(task)), moment.step, || {
            let words = Words::on(task).text(" drops its future ").said(label_of(moment, node));
            (vec![task], had_taken(words, channel, moment))
        });
    }

    fn cancel(&mut self, task: TaskId, by: Option<TaskId>, moment: Moment<'_>, found: &mut Found) {
        let taken = self.tasks.remove(&task);
        let Some(by) = by else {
            self.cut_off = Some(task);
            return;
        };
        let Some(channel) = taken else { return };
        found.add((FindingKind::DroppedHalfDone, Subject::Task(task)), moment.step, || {
            let words = Words::on(by).text(" aborts ").task(task);
            (vec![by, task], had_taken(words, channel, moment))
        });
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

fn had_taken(words: Words, channel: ResourceId, moment: Moment<'_>) -> Words {
    let channel = resource_text(moment.trace, channel);
    words.text(format!(", which had taken a message of {channel} and was not done with it."))
}
