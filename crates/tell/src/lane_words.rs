//! What is said beside a lane and at its bars: what a task does and where, and from when to when.

use taskscope_format::{Event, Micros};
use taskscope_trace::{Phase, State, Step, TaskState, Trace};

use crate::catalogue::say;
use crate::{micros_text, range_text, state_text, step_time_text};

/// What a task does at a step, as there is room for it beside its lane: `running · line 132`, `waiting · mutex 1`.
#[must_use]
pub fn lane_state_text(state: &State, trace: &Trace, task: &TaskState, step: Step) -> String {
    let line = (task.phase == Phase::Running).then(|| running_line(trace, task, step)).flatten();
    line.map_or_else(|| state_text(state, trace, task), |line| say::lane::running_at(line.into()))
}

/// The line that a running task was at last, if the poll that goes on has come by one.
fn running_line(trace: &Trace, task: &TaskState, step: Step) -> Option<u32> {
    /// Events that are looked at: a poll may have had thousands.
    const LOOKED_AT: usize = 64;
    let steps = (step.0.saturating_sub(LOOKED_AT - 1)..=step.0).rev().map(Step);
    let events = steps.filter_map(|step| trace.event_before(step));
    let mut of_poll = events
        .take_while(|event| !matches!(event, Event::PollStarted { task: polled } if *polled == task.id));
    let place = task.works_at.or_else(|| of_poll.find_map(Event::place))?;
    trace.place(place).map(|(_, line)| line)
}

/// From when to when something goes on and how long that is, or that it takes no time: `0–108 ms (108 ms)`.
#[must_use]
pub fn stretch_text(trace: &Trace, [from, to]: [Step; 2]) -> String {
    let length = Micros(trace.time(to).0.saturating_sub(trace.time(from).0));
    if length == Micros(0) {
        let events = (to.0 - from.0).max(1) as u64;
        return say::lane::no_time(&step_time_text(trace, from), &say::count::event(events));
    }
    say::lane::stretch(&range_text(trace, from, to), &micros_text(length))
}
