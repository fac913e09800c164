//! Time that several polls took together. On the browser's clock polls that are far shorter than its steps are not timed one
//! by one: time that passes within a turn while nothing is polled was spent in the polls right before it.

use taskscope_format::{Clock, Event, Micros, TaskId};

use taskscope_format::WorkerId;

use super::track::push;
use super::{Moment, Outcome, Step};

/// Polls that took some time together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SharedTime {
    /// The step right after the start of the first poll.
    pub first: Step,
    /// The step right after the end of the last poll, from which to the next step the time passes.
    pub from: Step,
    /// How many polls there are.
    pub polls: u32,
    /// How long they took.
    pub length: Micros,
}

/// Finds shared times in a growing trace.
#[derive(Debug, Default)]
pub(super) struct Sharing {
    is_browser: bool,
    time: Micros,
    step: Step,
    first: Option<Step>,
    polls: u32,
    /// Who was polled since time last passed, each once.
    tasks: Vec<TaskId>,
}

impl Sharing {
    /// Takes in the next event. Gives the time that ends with it, if several polls shared that.
    pub(super) fn take(&mut self, moment: Moment<'_>) -> Option<SharedTime> {
        let Moment { event, step, time, state, .. } = moment;
        if let Event::RunStarted { clock, .. } = event {
            self.is_browser = clock == Clock::Browser;
        }
        // Where several workers poll, nobody knows whose polls took the time.
        self.is_browser &= state.worker == WorkerId::FIRST;
        if !self.is_browser {
            return None;
        }
        let length = Micros(time.0.saturating_sub(self.time.0));
        let is_shared = length.0 > 0 && !state.turns.is_empty() && state.running.is_empty();
        let (polls, from) = (self.polls, self.step);
        let shared = self.first.filter(|_| is_shared).map(|first| SharedTime { first, from, polls, length });
        (self.time, self.step) = (time, step);
        if length.0 > 0 {
            (self.first, self.polls) = (None, 0);
        }
        shared
    }

    /// Notes a poll or a turn that begins with the event that was taken in last.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only turns and polls share time")]
    pub(super) fn note(&mut self, event: Event) {
        if !self.is_browser {
            return;
        }
        match event {
            Event::TurnStarted { .. } => (self.first, self.polls) = (None, 0),
            Event::PollStarted { task } => {
                if self.first.is_none() {
                    self.first = Some(self.step);
                    self.tasks.clear();
                }
                self.polls = self.polls.saturating_add(1);
                if self.tasks.last() != Some(&task) && !self.tasks.contains(&task) {
                    self.tasks.push(task);
                }
            }
            _ => {}
        }
    }

    /// Who shared the time that was given last.
    pub(super) fn tasks(&self) -> &[TaskId] {
        &self.tasks
    }
}

/// All shared times of a growing trace, in order.
#[derive(Debug, Default)]
pub(super) struct SharedTimes {
    found: Vec<SharedTime>,
}

impl SharedTimes {
    /// Takes in the next event.
    pub(super) fn take(&mut self, outcome: &Outcome<'_>) {
        if let Some((shared, _)) = outcome.shared {
            push(&mut self.found, shared);
        }
    }

    /// Those that begin at a step or after it.
    pub(super) fn from(&self, step: Step) -> &[SharedTime] {
        let first = self.found.partition_point(|shared| shared.from < step);
        self.found.get(first..).unwrap_or_default()
    }

    /// The one whose polls or whose time are at a step.
    pub(super) fn at(&self, step: Step) -> Option<SharedTime> {
        self.from(step).first().copied().filter(|shared| shared.first <= step)
    }
}
