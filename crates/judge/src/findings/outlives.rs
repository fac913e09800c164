//! Tasks that go on after the part of the program they work for is gone.
//!
//! A task that is woken by whatever ends that part hears of the end, and may take its time to clean up. One that learns of
//! it by itself may be polled once, to see it. A task that comes to an await again after that goes on.

use taskscope_sorted::SortedMap;

use taskscope_format::{Event, Micros, ResourceId, ResourceKind, TaskId, WakeSource};

use taskscope_trace::{Moment, Phase, Step};

use super::{FindingKind, Found, Rule, Subject, between};
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
    owned: SortedMap<TaskId, Owned>,
    /// Those whose scope has ended.
    left: SortedMap<TaskId, Left>,
    /// The task whose poll has ended a scope.
    ending: Option<TaskId>,
}

#[derive(Clone, Copy, Debug)]
struct Owned {
    scope: ResourceId,
    /// The task that has woken it since its last poll.
    woken_by: Option<TaskId>,
}

/// A task whose scope has ended.
#[derive(Clone, Copy, Debug)]
struct Left {
    scope: ResourceId,
    ended: Micros,
    /// Where it was polled first after that.
    first: Option<Step>,
}

impl Rule for Outlives {
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at scopes, and at the polls of their tasks")]
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        match moment.event {
            Event::TaskOwned { task, scope } => drop(self.owned.insert(task, Owned { scope, woken_by: None })),
            Event::TaskReady { task, by: WakeSource::Task(by) }
            | Event::TaskWokenAgain { task, by: WakeSource::Task(by) } => self.wake(task, by),
            Event::TaskDone { task } | Event::TaskCancelled { task, .. } | Event::TaskPanicked { task, .. } => {
                self.owned.remove(&task);
                self.left.remove(&task);
                self.ending.take_if(|ending| *ending == task);
            }
            Event::ResourceDropped { resource } => self.end(resource, moment),
            Event::PollStarted { task } => {
                if let Some(owned) = self.owned.get_mut(&task) {
                    owned.woken_by = None;
                }
                if let Some(left) = self.left.get_mut(&task) {
                    left.first.get_or_insert(moment.step);
                }
            }
            Event::PollEnded { task } => {
                self.ending.take_if(|ending| *ending == task);
                self.look_at(task, moment, found);
            }
            _ => {}
        }
    }
}

impl Outlives {
    fn wake(&mut self, task: TaskId, by: TaskId) {
        let Some(owned) = self.owned.get_mut(&task) else { return };
        owned.woken_by = Some(by);
        if self.ending == Some(by) {
            self.left.remove(&task);
        }
    }

    /// If this was a scope, its tasks are left to themselves, but those that are told.
    fn end(&mut self, scope: ResourceId, Moment { state, time, .. }: Moment<'_>) {
        // Many resources go; few of them are scopes.
        if state.resource(scope).is_none_or(|gone| gone.kind != ResourceKind::Scope) {
            return;
        }
        let ending = state.running();
        for (&task, owned) in self.owned.iter().filter(|(_, owned)| owned.scope == scope) {
            let is_ready = state.task(task).is_some_and(|task| task.phase == Phase::Ready);
            if !(is_ready && owned.woken_by.is_some() && owned.woken_by == ending) {
                self.left.insert(task, Left { scope, ended: time, first: None });
            }
            self.ending = ending;
        }
    }

    fn look_at(&self, task: TaskId, moment: Moment<'_>, found: &mut Found) {
        let Some(&Left { scope, ended, first: Some(first) }) = self.left.get(&task) else { return };
        found.add((FindingKind::OutlivesScope, Subject::Task(task)), first, || {
            (vec![task], OutlivesScope { task, scope, length: between(ended, moment.time) })
        });
    }
}
