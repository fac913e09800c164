//! Tasks that are spawned one by one, each awaited before the next is spawned.
//!
//! The rule reports a task that spawns another and awaits it at once, several times in a row, although the waits add up:
//! had it spawned all of them first, they would have waited side by side. It leaves alone a task that does something else
//! in between, because the next one may need that; one that spawns two before it awaits the first; and one that spawns at
//! different lines, where each step may need the result of the one before.

use taskscope_sorted::SortedMap;

use taskscope_format::{Event, Micros, PlaceId, TaskId, Wait};

use taskscope_trace::{Moment, Step};

use super::{FindingKind, Found, LONG, Rule, Subject, between};
use crate::facts::facts;

/// Tasks in a row from which on it is no chance: two may be a first and a second step.
const ROW: u32 = 3;

facts! {
    /// Tasks were spawned one by one, each awaited before the next was spawned.
    struct OneByOne {
        /// The task that spawned them.
        task: TaskId,
        /// How many it spawned.
        count: u64,
        /// How long they took, one after the other.
        sum: Micros,
        /// How long the longest of them took.
        longest: Micros,
    }
}

#[derive(Debug, Default)]
pub(super) struct Spawns(SortedMap<TaskId, Row>);

/// What a task spawned and awaited in a row.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    /// The line at which all of them were spawned.
    place: Option<PlaceId>,
    /// The task that was spawned last, and whether it is awaited.
    child: Option<Child>,
    /// Tasks in the row that are over.
    count: u32,
    /// Where the second was spawned: the first that could have come earlier.
    second: Option<Step>,
    /// How long they took, all together and the longest.
    sum: Micros,
    longest: Micros,
}

#[derive(Clone, Copy, Debug)]
struct Child {
    task: TaskId,
    time: Micros,
    step: Step,
    is_awaited: bool,
}

impl Rule for Spawns {
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at spawns, awaits and ends of tasks")]
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        let Moment { event, step, time, state, .. } = moment;
        match event {
            Event::TaskSpawned { task, parent: Some(parent), place, .. } => {
                let row = self.0.entry(parent).or_default();
                if row.child.is_some() || row.place != Some(place) {
                    row.end(parent, found);
                }
                row.place = Some(place);
                row.child = Some(Child { task, time, step, is_awaited: false });
            }
            Event::Waiting { node, on, .. } => {
                let Some(task) = state.running() else { return };
                let Some(row) = self.0.get_mut(&task) else { return };
                match &mut row.child {
                    Some(child) if node.is_none() && on == Wait::Task(child.task) => child.is_awaited = true,
                    _ => row.end(task, found),
                }
            }
            Event::TaskDone { task } => {
                if let Some(mut row) = self.0.remove(&task) {
                    row.end(task, found);
                }
                let Some(parent) = state.task(task).and_then(|task| task.parent) else { return };
                if let Some(row) = self.0.get_mut(&parent) {
                    row.child_done(task, time);
                }
            }
            Event::TaskCancelled { task, .. } | Event::TaskPanicked { task, .. } => {
                self.0.remove(&task);
            }
            _ => {}
        }
    }
}

impl Row {
    fn child_done(&mut self, task: TaskId, time: Micros) {
        let Some(child) = self.child.filter(|child| child.task == task && child.is_awaited) else { return };
        let took = between(child.time, time);
        self.child = None;
        self.count += 1;
        self.second = self.second.or((self.count == 2).then_some(child.step));
        self.sum = Micros(self.sum.0.saturating_add(took.0));
        self.longest = self.longest.max(took);
    }

    /// The row is over: reports it if it is long, and starts anew.
    fn end(&mut self, parent: TaskId, found: &mut Found) {
        let Self { count, second, sum, longest, .. } = std::mem::take(self);
        let Some(step) = second.filter(|_| count >= ROW && between(longest, sum) >= LONG) else { return };
        found.add((FindingKind::OneByOne, Subject::Task(parent)), step, || {
            (vec![parent], OneByOne { task: parent, count: count.into(), sum, longest })
        });
    }
}
