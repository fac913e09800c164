//! The step that a link asks for: a number of events, and the version of the format whose kinds of events it counts.

use taskscope_format::VERSION;
use taskscope_trace::{Step, Trace};

/// A step as a link names it. Later versions have kinds of events that earlier ones did not record, so the same moment
/// can be another step; a link that says nothing of a version counts the kinds of version 1 alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkedStep {
    count: usize,
    version: u32,
}

impl LinkedStep {
    /// What `count` events of version 1 lead to.
    pub(crate) fn first_version(count: usize) -> Self {
        Self { count, version: 1 }
    }

    /// The same number, of the events of a version; `None` if there is no such version.
    pub(crate) fn counted_by(self, version: u32) -> Option<Self> {
        (1..=VERSION).contains(&version).then_some(Self { version, ..self })
    }

    /// What `count` events lead to, of the kinds of a version: of version 1 where a link names none. `None` if there is no
    /// such version.
    #[must_use]
    pub fn counting(count: usize, version: Option<u32>) -> Option<Self> {
        Self::first_version(count).counted_by(version.unwrap_or(1))
    }

    /// How many events lead to it.
    #[must_use]
    pub fn count(self) -> usize {
        self.count
    }

    /// How many events of these kinds a run has.
    #[must_use]
    pub fn most(self, trace: &Trace) -> usize {
        if self.version == 1 { trace.count_of_version_1(trace.end()) } else { trace.end().0 }
    }

    /// What a link says of it.
    #[must_use]
    pub fn pairs(self) -> String {
        let Self { count, version } = self;
        if version == 1 { format!("step={count}") } else { format!("step={count}&format={version}") }
    }

    /// So many events later, or earlier.
    #[must_use]
    pub fn moved(self, by: isize) -> Self {
        Self { count: self.count.saturating_add_signed(by), ..self }
    }

    /// The step in a run: its end if the run is shorter.
    #[must_use]
    pub fn step(self, trace: &Trace) -> Step {
        let step = if self.version == 1 { trace.step_of_version_1(self.count) } else { Step(self.count) };
        step.min(trace.end())
    }
}

impl From<Step> for LinkedStep {
    /// A step of a run that is there.
    fn from(step: Step) -> Self {
        Self { count: step.0, version: VERSION }
    }
}
