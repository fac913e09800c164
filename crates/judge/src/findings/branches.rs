//! Branches of `select!` that are left out because those before them are always ready.
//!
//! Each time round its loop a `select!` makes a node for every branch, and polls them until one is finished. The rule
//! reports a branch whose nodes went unpolled many times in a row and that then finished at its first poll: it was ready
//! and was not polled. It leaves alone a branch that was not ready.

use taskscope_sorted::SortedMap;

use taskscope_format::{Event, NodeId, PlaceId, TaskId, TextId};

use taskscope_trace::{Moment, Step};

use super::{FindingKind, Found, MANY_POLLS, Rule, Subject};
use crate::Label;
use crate::facts::facts;

/// Times in a row that a branch is left out. A fair `select!` of two asks each first half of the time, and leaves one out
/// as often by chance once in 65,000 times, if the other is always ready; with more branches all others have to be.
const LEFT_OUT: u32 = MANY_POLLS;

facts! {
    /// A branch of a `select!` went unpolled again and again, and was ready as soon as it was polled.
    struct BranchLeftOut {
        /// The task whose `select!` it is.
        task: TaskId,
        /// What the branch is called.
        branch: Label,
        /// Times in a row that it went unpolled.
        times: u64,
    }
}

#[derive(Debug, Default)]
pub(super) struct Branches {
    nodes: SortedMap<NodeId, Watch>,
    /// Branches that were left out when it was last their turn.
    left_out: SortedMap<Branch, LeftOut>,
}

/// The branches of one `select!` are made in one place and differ in what they are called.
type Branch = (TaskId, PlaceId, TextId);

#[derive(Debug)]
struct Watch {
    branch: Branch,
    polls: u32,
}

#[derive(Clone, Copy, Debug)]
struct LeftOut {
    /// The first time.
    step: Step,
    /// Times in a row.
    times: u32,
}

impl Rule for Branches {
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at the lives of nodes")]
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        match moment.event {
            Event::NodeCreated { node, label, place, .. } => {
                if let Some(task) = moment.state.running() {
                    self.nodes.insert(node, Watch { branch: (task, place, label), polls: 0 });
                }
            }
            Event::NodePollStarted { node } => {
                if let Some(watch) = self.nodes.get_mut(&node) {
                    watch.polls = watch.polls.saturating_add(1);
                }
            }
            Event::NodePollEnded { node, ready } => self.asked(node, ready, found),
            Event::NodeDropped { node, .. } => self.dropped(node, moment),
            _ => {}
        }
    }
}

impl Branches {
    fn asked(&mut self, node: NodeId, is_ready: bool, found: &mut Found) {
        let Some(Watch { branch, polls }) = self.nodes.get(&node) else { return };
        let Some(LeftOut { step, times }) = self.left_out.remove(branch) else { return };
        if !is_ready || *polls > 1 || times < LEFT_OUT {
            return;
        }
        let (task, place, label) = *branch;
        found.add((FindingKind::BranchLeftOut, Subject::Place(place)), step, || {
            (vec![task], BranchLeftOut { task, branch: Label(Some(label)), times: times.into() })
        });
    }

    fn dropped(&mut self, node: NodeId, moment: Moment<'_>) {
        let Some(Watch { branch, polls: 0 }) = self.nodes.remove(&node) else { return };
        let new = LeftOut { step: moment.step, times: 0 };
        let left_out = self.left_out.entry(branch).or_insert(new);
        left_out.times = left_out.times.saturating_add(1);
    }
}
