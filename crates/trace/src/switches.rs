//! Which worker did what: where in a trace another one goes on.

use taskscope_format::WorkerId;

use super::Step;

/// Where another worker begins: the step before the first event that is its own. Empty where there is one worker.
#[derive(Debug, Default)]
pub(super) struct Switches(Vec<(Step, WorkerId)>);

impl Switches {
    /// What follows a step is done by a worker.
    pub(super) fn set(&mut self, step: Step, worker: WorkerId) {
        // Another one that was said just before did nothing.
        if self.0.last().is_some_and(|&(from, _)| from == step) {
            self.0.pop();
        }
        let before = self.0.last().map_or(WorkerId::FIRST, |&(_, worker)| worker);
        if worker != before {
            self.0.push((step, worker));
        }
    }

    /// The worker that did the event before a step.
    pub(super) fn before(&self, step: Step) -> WorkerId {
        // In most runs there is one.
        if self.0.is_empty() {
            return WorkerId::FIRST;
        }
        let next = self.0.partition_point(|&(from, _)| from < step);
        let last = next.checked_sub(1).and_then(|last| self.0.get(last));
        last.map_or(WorkerId::FIRST, |&(_, worker)| worker)
    }

    /// All of them, in order.
    pub(super) fn all(&self) -> &[(Step, WorkerId)] {
        &self.0
    }
}
