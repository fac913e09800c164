//! Tasks that go on after the part of the program they work for is gone.
//!
//! A task that is told of the end may be polled once more, to see it. One that comes to an await again after that goes on.

use taskscope_sorted::SortedMap;

use taskscope_format::{Event, Micros, ResourceId, TaskId};

use taskscope_trace::{Moment, Step};

use super::{FindingKind, Found, Rule, Subject, between, polls_of};
use crate::facts::facts;

facts! {
    /// A task works for a scope that has ended.
    struct OutlivesScope {
        /// The task.
        task: TaskId,
        /// The scope.
        scope: ResourceId,
        /// How long ago it ended.
        length: Micros,
    }
}

#[derive(Debug, Default)]
pub(super) struct Outlives {
    /// Tasks that work for a scope.
    owned: SortedMap<TaskId, ResourceId>,
    /// Those whose scope has ended.
    left: SortedMap<TaskId, Left>,
}

/// A task whose scope has ended.
#[derive(Clone, Copy, Debug)]
struct Left {
    scope: ResourceId,
    ended: Micros,
    /// Polls of the task until then.
    polls: u32,
    /// Where it was polled first after that.
    first: Option<Step>,
}

impl Rule for Outlives {
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at scopes, and at the polls of their tasks")]
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        let Moment { state, time, step, .. } = moment;
        match moment.event {
            Event::TaskOwned { task, scope } => drop(self.owned.insert(task, scope)),
            Event::TaskDone { task } | Event::TaskCancelled { task, .. } | Event::TaskPanicked { task, .. } => {
                self.owned.remove(&task);
                self.left.remove(&task);
            }
            Event::ResourceDropped { resource } => {
                for (&task, &scope) in self.owned.iter().filter(|&(_, &scope)| scope == resource) {
                    let left = Left { scope, ended: time, polls: polls_of(state, task), first: None };
                    self.left.insert(task, left);
                }
            }
            Event::PollStarted { task } => {
                if let Some(left) = self.left.get_mut(&task) {
                    left.first.get_or_insert(step);
                }
            }
            Event::PollEnded { task } => {
                if let Some((left, first)) = self.left.get(&task).and_then(|left| Some((*left, left.first?))) {
                    if polls_of(state, task) > left.polls {
                        found.add((FindingKind::OutlivesScope, Subject::Task(task)), first, || {
                            let (scope, length) = (left.scope, between(left.ended, time));
                            (vec![task], OutlivesScope { task, scope, length })
                        });
                    }
                }
            }
            _ => {}
        }
    }
}
