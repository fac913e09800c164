//! One event as it happens, with everything that was known before it: what followers of a trace are told.

use taskscope_runtime::{Event, Micros};

use super::{State, Step, Trace};

/// An event, and what was before it.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// The run, of which later events may be there already: for names and places.
    pub trace: &'a Trace,
    /// The state before the event.
    pub state: &'a State,
    /// What happens.
    pub event: Event,
    /// The step right after the event.
    pub step: Step,
    /// When it happens.
    pub time: Micros,
}

/// Shows a follower every event of a trace, each with the state before it.
pub fn follow(trace: &Trace, mut take: impl FnMut(Moment<'_>)) {
    let mut state = State::default();
    for (step, event) in trace.between(Step(0), trace.end()) {
        take(Moment { trace, state: &state, event, step, time: trace.time(step) });
        state.apply(event);
    }
}
