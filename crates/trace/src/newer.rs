//! Steps as version 1 of the format counted them: links from then count only the kinds of events that it had.

use super::Step;

/// The steps right after events of kinds that version 1 did not have, in order.
#[derive(Debug, Default)]
pub(super) struct Newer(Vec<Step>);

impl Newer {
    /// The event before a step is one.
    pub(super) fn push(&mut self, step: Step) {
        self.0.push(step);
    }

    /// The step that `count` events of version 1 lead to.
    pub(super) fn step_of(&self, count: usize) -> Step {
        let (mut low, mut high) = (0, self.0.len());
        // The newer events before the step that is wanted: as many as leave `count` others.
        while low < high {
            let middle = usize::midpoint(low, high);
            let others_before = self.0.get(middle).map_or(0, |step| step.0 - 1 - middle);
            if others_before < count {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Step(count.saturating_add(low))
    }

    /// How many events of version 1 lead to a step.
    pub(super) fn count_at(&self, step: Step) -> usize {
        step.0 - self.0.partition_point(|&newer| newer <= step)
    }
}
