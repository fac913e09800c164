//! Futures inside tasks that were woken and are not polled.
//!
//! The rule reports a node whose task ran without polling it, for a long time or many times. A node that is polled or
//! dropped at the first poll of its task after the wake is never reported.

use taskscope_sorted::Entry;
use taskscope_sorted::{SortedMap, SortedSet};

use taskscope_format::{Event, Micros, NodeId, RunEnd, TaskId};

use taskscope_trace::{Moment, Step};

use super::{FindingKind, Found, LONG, MANY_POLLS, Mark, Rule, Subject, between, label_of, polls_of};
use crate::Label;
use crate::facts::facts;

facts! {
    /// A future inside a task was woken, and the task ran without polling it.
    struct WokenNotPolled {
        /// The task.
        task: TaskId,
        /// Its polls since.
        times: u64,
        /// The future.
        future: Label,
        /// How long ago the future was woken.
        ago: Micros,
    }
}

#[derive(Debug, Default)]
pub(super) struct Forgotten {
    /// Nodes that were woken since their last poll.
    woken: SortedMap<NodeId, Woken>,
    /// The same by task, the oldest wake first.
    by_task: SortedSet<(TaskId, Step, NodeId)>,
}

#[derive(Clone, Copy, Debug)]
struct Woken {
    node: NodeId,
    task: TaskId,
    step: Step,
    mark: Mark,
    /// Polls of its task so far.
    polls: u32,
    /// It was reported.
    is_told: bool,
}

impl Rule for Forgotten {
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at the wakes and polls of nodes")]
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        match moment.event {
            Event::NodeWoken { node, .. } => self.wake(node, moment, found),
            Event::NodePollStarted { node } | Event::NodeDropped { node, .. } => {
                self.settle(node, moment, found);
            }
            Event::PollEnded { task } => self.look_at_oldest(task, moment, found),
            Event::RunEnded { how: RunEnd::Stuck } => {
                for &woken in self.woken.values().filter(|woken| !woken.is_told) {
                    // Told better: that it has what its task waits for.
                    if found.has((FindingKind::Futurelock, Subject::Task(woken.task))) {
                        continue;
                    }
                    // In a run that is stuck it does not matter when that was.
                    woken.report(woken.missed(moment), moment, found);
                }
            }
            _ => {}
        }
    }
}

impl Forgotten {
    fn wake(&mut self, node: NodeId, moment: Moment<'_>, found: &Found) {
        let Moment { state, step, time, .. } = moment;
        let Some(task) = state.nodes.get(node).map(|node| node.task) else { return };
        let (mark, polls) = (found.mark(time), polls_of(state, task));
        let woken = Woken { node, task, step, mark, polls, is_told: false };
        if let Entry::Vacant(first) = self.woken.entry(node) {
            first.insert(woken);
            self.by_task.insert((task, step, node));
        }
    }

    /// The node is polled, or goes away: its wake is answered, maybe late.
    fn settle(&mut self, node: NodeId, moment: Moment<'_>, found: &mut Found) {
        let Some(woken) = self.woken.remove(&node) else { return };
        self.by_task.remove(&(woken.task, woken.step, node));
        if !woken.is_told {
            // The poll that goes on is the one that polls it, or drops it.
            let answer = u32::from(moment.state.running() == Some(woken.task));
            woken.judge(woken.missed(moment).saturating_sub(answer), moment, found);
        }
    }

    fn look_at_oldest(&mut self, task: TaskId, moment: Moment<'_>, found: &mut Found) {
        let all = (task, Step(0), NodeId(0))..=(task, Step(usize::MAX), NodeId(u32::MAX));
        let oldest = self.by_task.range(all).next().map(|&(_, _, node)| node);
        let woken = oldest.and_then(|node| self.woken.get_mut(&node));
        if let Some(woken) = woken.filter(|woken| !woken.is_told) {
            woken.is_told = woken.judge(woken.missed(moment), moment, found);
        }
    }
}

impl Woken {
    /// Polls of its task since the wake.
    fn missed(&self, moment: Moment<'_>) -> u32 {
        polls_of(moment.state, self.task).saturating_sub(self.polls)
    }

    /// Reports it if it is late; true if so.
    fn judge(&self, missed: u32, moment: Moment<'_>, found: &mut Found) -> bool {
        let is_late = found.since(self.mark, moment.time) >= LONG || missed >= MANY_POLLS;
        is_late && self.report(missed, moment, found)
    }

    /// Reports it if its task could have polled it; true if so.
    fn report(&self, missed: u32, moment: Moment<'_>, found: &mut Found) -> bool {
        if missed == 0 {
            return false;
        }
        let task = self.task;
        found.add((FindingKind::WokenNotPolled, Subject::Task(task)), self.step, || {
            let (future, ago) = (label_of(moment, self.node), between(self.mark.time, moment.time));
            (vec![task], WokenNotPolled { task, times: missed.into(), future, ago })
        });
        true
    }
}
