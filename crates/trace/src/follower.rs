//! Followers of a trace that lag behind it until somebody asks for what they know.

use super::{Findings, Moment, State, Statistics, Step, Trace};

/// What learns from a trace one event after the other.
pub(super) trait Follower: Default {
    /// Takes in the next event.
    fn take(&mut self, moment: Moment<'_>);
}

impl Follower for Findings {
    fn take(&mut self, moment: Moment<'_>) {
        Self::take(self, moment);
    }
}

impl Follower for Statistics {
    fn take(&mut self, moment: Moment<'_>) {
        Self::take(self, moment);
    }
}

/// A follower, and how far it has come. It costs nothing until it is asked for: opening a long trace stays quick.
#[derive(Debug, Default)]
pub(super) struct Late<F> {
    follower: F,
    /// The state where it stands, so that a trace that grows is not replayed for every batch.
    state: State,
    seen: Step,
}

impl<F: Follower> Late<F> {
    /// Goes on to the end of what is recorded.
    pub(super) fn catch_up(&mut self, trace: &Trace) {
        let Self { follower, state, seen } = self;
        for (step, event) in trace.between(*seen, trace.end()) {
            follower.take(Moment { trace, state, event, step, time: trace.time(step) });
            state.apply(event);
        }
        *seen = trace.end();
    }

    /// The step up to which it knows the trace.
    pub(super) fn seen(&self) -> Step {
        self.seen
    }

    /// What it knows.
    pub(super) fn follower(&self) -> &F {
        &self.follower
    }
}
