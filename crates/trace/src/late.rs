//! Followers of a trace that lag behind it until they are asked for what they know.

use super::replay::Replay;
use super::{Follower, Outcome, Statistics, Step, Trace};

impl Follower for Statistics {
    fn after(&mut self, outcome: &Outcome<'_>) {
        self.take(outcome);
    }
}

/// A follower, and how far it has come. It costs nothing until it is asked for: opening a long trace stays quick.
#[derive(Debug, Default)]
pub struct Late<F> {
    follower: F,
    /// It keeps the state, so that a trace that grows is not replayed for every batch.
    replay: Replay,
}

impl<F: Follower> Late<F> {
    /// Goes on to the end of what is recorded.
    pub fn catch_up(&mut self, trace: &Trace) {
        self.replay.go_to(trace, trace.end(), &mut self.follower);
    }

    /// The step up to which it knows the trace.
    #[must_use]
    pub fn seen(&self) -> Step {
        self.replay.seen()
    }

    /// What it knows.
    #[must_use]
    pub fn follower(&self) -> &F {
        &self.follower
    }
}
