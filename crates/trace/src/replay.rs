//! The one loop over a trace: an event is looked at, applied to the state, and what it changed is handed on.

use taskscope_format::{Event, Micros};

use super::shared_time::Sharing;
use super::{Moment, Outcome, State, Step, Trace};

/// What learns from a trace one event after the other. It takes in what an event changes after it, unless it has to see
/// what was before.
pub trait Follower {
    /// Looks at an event before it changes the state.
    fn before(&mut self, moment: Moment<'_>) {
        _ = moment;
    }

    /// Takes in what an event changed.
    fn after(&mut self, outcome: &Outcome<'_>) {
        _ = outcome;
    }
}

/// A state that goes through a trace.
#[derive(Debug, Default)]
pub struct Replay {
    state: State,
    sharing: Sharing,
    seen: Step,
}

impl Replay {
    /// One that begins at a step, with the state there. It knows no shared times of events before.
    #[must_use]
    pub fn at(step: Step, state: State) -> Self {
        Self { state, sharing: Sharing::default(), seen: step }
    }

    /// The state at the step it has come to.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The step it has come to.
    #[must_use]
    pub fn seen(&self) -> Step {
        self.seen
    }

    /// The step and the state, for what keeps copies of that.
    pub(super) fn state_mut(&mut self) -> (Step, &mut State) {
        (self.seen, &mut self.state)
    }

    /// Goes on to a step.
    pub fn go_to(&mut self, trace: &Trace, end: Step, follower: &mut impl Follower) {
        let events = trace.between(self.seen, end);
        events.for_each(|(step, event)| self.take(trace, event, trace.time(step), follower));
    }

    /// Goes on by the next event, which happens at a time.
    pub(super) fn take(&mut self, trace: &Trace, event: Event, time: Micros, follower: &mut impl Follower) {
        let step = Step(self.seen.0 + 1);
        self.seen = step;
        self.state.worker = trace.worker(step);
        let moment = Moment { trace, state: &self.state, event, step, time };
        let shared = self.sharing.take(moment);
        follower.before(moment);
        let changes = self.state.apply(event);
        let shared = shared.map(|shared| (shared, self.sharing.tasks()));
        follower.after(&Outcome { trace, state: &self.state, event, step, time, changes: &changes, shared });
        self.sharing.note(event);
    }
}

/// Shows every event of a trace, each with the state before it.
pub fn follow(trace: &Trace, take: impl FnMut(Moment<'_>)) {
    struct Before<F>(F);

    impl<F: FnMut(Moment<'_>)> Follower for Before<F> {
        fn before(&mut self, moment: Moment<'_>) {
            self.0(moment);
        }
    }

    Replay::default().go_to(trace, trace.end(), &mut Before(take));
}

/// Shows every event of a trace, each with what it changed.
pub fn outcomes(trace: &Trace, take: impl FnMut(&Outcome<'_>)) {
    struct After<F>(F);

    impl<F: FnMut(&Outcome<'_>)> Follower for After<F> {
        fn after(&mut self, outcome: &Outcome<'_>) {
            self.0(outcome);
        }
    }

    Replay::default().go_to(trace, trace.end(), &mut After(take));
}
