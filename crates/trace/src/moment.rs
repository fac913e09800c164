//! One event as it happens: with the state before it, and with what it changed.

use taskscope_format::{Event, Micros, TaskId};

use super::{Changes, SharedTime, State, Step, Trace};

/// An event, and what was before it.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// The run, of which later events may be there already: for names and places.
    pub trace: &'a Trace,
    /// The state before the event; [its worker](State::worker) is the one that does it.
    pub state: &'a State,
    /// What happens.
    pub event: Event,
    /// The step right after the event.
    pub step: Step,
    /// When it happens.
    pub time: Micros,
}

/// An event, and what it led to.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'a> {
    /// The run, of which later events may be there already: for names and places.
    pub trace: &'a Trace,
    /// The state after the event.
    pub state: &'a State,
    /// What happened.
    pub event: Event,
    /// The step right after the event.
    pub step: Step,
    /// When it happened.
    pub time: Micros,
    /// What the event changed.
    pub changes: &'a Changes,
    /// The time that ends with the event, if several polls shared it, and whose polls these were.
    pub shared: Option<(SharedTime, &'a [TaskId])>,
}
