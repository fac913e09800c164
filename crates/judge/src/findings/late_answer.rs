//! Answers that come late and replace newer ones.
//!
//! The same line starts one task after the other, a search for each key that is pressed. Nobody keeps their handles, so
//! nothing can stop an older one, and if its answer takes longer it is the one that stays. The rule reports it where a
//! value is replaced as a whole; a change that looks at the old value, such as a counter, is none.

use taskscope_sorted::SortedMap;

use taskscope_format::{Event, PlaceId, ResourceId, ResourceKind, TaskId};

use taskscope_trace::Moment;

use super::{FindingKind, Found, Rule, Subject};
use crate::facts::facts;

facts! {
    /// A task replaces what a later one of its kind has written, and nothing could have stopped it.
    struct LateAnswer {
        /// The task that comes late.
        task: TaskId,
        /// The cell.
        cell: ResourceId,
        /// The one that was started later.
        other: TaskId,
    }
}

#[derive(Debug, Default)]
pub(super) struct LateAnswers {
    /// Who spawned a task, and where.
    spawned: SortedMap<TaskId, (Option<TaskId>, PlaceId)>,
    /// Which task gave a cell its value.
    written: SortedMap<ResourceId, TaskId>,
}

impl Rule for LateAnswers {
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at spawns and at values that are replaced")]
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        let state = moment.state;
        match moment.event {
            Event::TaskSpawned { task, parent, place, .. } => drop(self.spawned.insert(task, (parent, place))),
            Event::Sent { resource, .. } => {
                let is_cell = state.resource(resource).is_some_and(|state| state.kind == ResourceKind::Cell);
                let Some(task) = state.running().filter(|_| is_cell) else { return };
                if let Some(other) = self.written.insert(resource, task) {
                    self.compare(resource, (task, other), moment, found);
                }
            }
            _ => {}
        }
    }
}

impl LateAnswers {
    fn compare(&self, cell: ResourceId, (task, other): (TaskId, TaskId), moment: Moment<'_>, found: &mut Found) {
        let is_older = task < other && self.spawned.get(&task) == self.spawned.get(&other);
        let is_detached = moment.state.task(task).is_some_and(|task| task.is_detached);
        if is_older && is_detached {
            found.add((FindingKind::LateAnswer, Subject::Resource(cell)), moment.step, || {
                (vec![task, other], LateAnswer { task, cell, other })
            });
        }
    }
}
