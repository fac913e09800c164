//! A stretch of the run that the visitor selected.

use taskscope_trace::Step;

/// A stretch between two steps, the earlier one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    from: Step,
    to: Step,
}

impl Range {
    /// The stretch between two steps, whichever comes first. `None` if they are the same.
    #[must_use]
    pub fn between(one: Step, other: Step) -> Option<Self> {
        (one != other).then(|| Self { from: one.min(other), to: one.max(other) })
    }

    /// Where it begins.
    #[must_use]
    pub fn from(self) -> Step {
        self.from
    }

    /// Where it ends.
    #[must_use]
    pub fn to(self) -> Step {
        self.to
    }
}
