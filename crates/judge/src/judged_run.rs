//! A run together with the findings in it, which it looks for on demand.

use std::cell::{Ref, RefCell};
use std::ops::{Deref, DerefMut};

use taskscope_trace::{Late, Run, Trace};

use crate::Findings;

/// A run that knows what looks like a mistake in it. Everything else it is, it is as a [`Run`].
#[derive(Debug, Default)]
pub struct JudgedRun {
    run: Run,
    findings: RefCell<Late<Findings>>,
}

impl JudgedRun {
    /// What looks like a mistake. The first time that it is asked for, it is looked for in all of the trace.
    ///
    /// # Panics
    /// If the findings of an earlier call are still borrowed while the trace has grown, which their lifetime rules out.
    #[must_use]
    pub fn findings(&self) -> Ref<'_, Findings> {
        // Whoever still looks at them holds the run, so the trace has not grown since.
        if self.findings.borrow().seen() < self.trace().end() {
            self.findings.borrow_mut().catch_up(self.trace());
        }
        Ref::map(self.findings.borrow(), Late::follower)
    }

    /// The same, but only if at most `most` events are left to read: for what the page shows in passing.
    #[must_use]
    pub fn findings_soon(&self, most: usize) -> Option<Ref<'_, Findings>> {
        let behind = self.trace().end().0 - self.findings.borrow().seen().0;
        (behind <= most).then(|| self.findings())
    }
}

impl Deref for JudgedRun {
    type Target = Run;

    fn deref(&self) -> &Run {
        &self.run
    }
}

/// A run only grows: the findings so far stay true of it.
impl DerefMut for JudgedRun {
    fn deref_mut(&mut self) -> &mut Run {
        &mut self.run
    }
}

impl From<Run> for JudgedRun {
    fn from(run: Run) -> Self {
        Self { run, findings: RefCell::default() }
    }
}

impl From<Trace> for JudgedRun {
    fn from(trace: Trace) -> Self {
        Run::from(trace).into()
    }
}
