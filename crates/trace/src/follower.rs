//! Followers of a trace that lag behind it until somebody asks for what they know.

use super::{Moment, State, Statistics, Step, Trace};

/// What learns from a trace one event after the other.
pub trait Follower: Default {
    /// Takes in the next event.
    fn take(&mut self, moment: Moment<'_>);
}

impl Follower for Statistics {
    fn take(&mut self, moment: Moment<'_>) {
        Self::take(self, moment);
    }
}

/// A follower, and how far it has come. It costs nothing until it is asked for: opening a long trace stays quick.
#[derive(Debug, Default)]
pub struct Late<F> {
    follower: F,
    /// The state where it stands, so that a trace that grows is not replayed for every batch.
    state: State,
    seen: Step,
}

impl<F: Follower> Late<F> {
    /// Goes on to the end of what is recorded.
    pub fn catch_up(&mut self, trace: &Trace) {
        let Self { follower, state, seen } = self;
        for (step, event) in trace.between(*seen, trace.end()) {
            follower.take(Moment { trace, state, event, step, time: trace.time(step) });
            state.apply(event);
        }
        *seen = trace.end();
    }

    /// The step up to which it knows the trace.
    #[must_use]
    pub fn seen(&self) -> Step {
        self.seen
    }

    /// What it knows.
    #[must_use]
    pub fn follower(&self) -> &F {
        &self.follower
    }
}
