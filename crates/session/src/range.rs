//! A stretch of the run that the visitor selected, and how much happened in it.

use taskscope_format::Micros;
use taskscope_tell::{micros_text, say, step_time_text};
use taskscope_trace::Step;

use super::RunView;

/// A stretch between two steps, the earlier one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    from: Step,
    to: Step,
}

impl Range {
    /// The stretch between two steps, whichever comes first. `None` if they are the same.
    #[must_use]
    pub fn between(one: Step, other: Step) -> Option<Self> {
        (one != other).then(|| Self { from: one.min(other), to: one.max(other) })
    }

    /// Where it begins.
    #[must_use]
    pub fn from(self) -> Step {
        self.from
    }

    /// Where it ends.
    #[must_use]
    pub fn to(self) -> Step {
        self.to
    }

    /// Whether the event that leads to a step is in it.
    #[must_use]
    pub fn has(self, step: Step) -> bool {
        step > self.from && step <= self.to
    }
}

/// How much happened in a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// How long it is.
    pub length: Micros,
    /// How many events happened in it.
    pub events: usize,
    /// How many polls began in it.
    pub polls: u64,
}

impl RunView<'_> {
    /// How much happened in the range, if there is one.
    #[must_use]
    pub fn measured(self) -> Option<Measured> {
        let range = self.view.range?;
        let (run, trace) = (self.run, self.run.trace());
        let [from, to] = [range.from, range.to].map(|step| step.min(trace.end()));
        Some(Measured {
            length: Micros(trace.time(to).0.saturating_sub(trace.time(from).0)),
            events: to.0 - from.0,
            polls: run.state_at(to).polls.saturating_sub(run.state_at(from).polls),
        })
    }

    /// What happened in the range, in a few words: “36 ms · 46 events · 8 polls”.
    #[must_use]
    pub fn measured_text(self) -> Option<String> {
        let Measured { length, events, polls } = self.measured()?;
        let facts = [micros_text(length), say::count::event(events as u64), say::count::poll(polls)];
        Some(facts.join(&say::state::facts()))
    }

    /// Where the range begins and ends: “12 ms – 48 ms”.
    #[must_use]
    pub fn range_text(self) -> Option<String> {
        let range = self.view.range?;
        let [from, to] = [range.from, range.to].map(|step| step_time_text(self.run.trace(), step));
        Some(say::session_range::ends(&from, &to))
    }

    /// The range if it began at the cursor: it ends where it did, or with the run. `None` if nothing would be in it.
    #[must_use]
    pub fn range_from_cursor(self) -> Option<Range> {
        let (cursor, end) = (self.view.cursor(), self.run.trace().end());
        let to = self.view.range.map(Range::to).filter(|&to| to > cursor);
        Range::between(cursor, to.unwrap_or(end))
    }

    /// The range if it ended at the cursor: it begins where it did, or with the run. `None` if nothing would be in it.
    #[must_use]
    pub fn range_to_cursor(self) -> Option<Range> {
        let cursor = self.view.cursor();
        let from = self.view.range.map(Range::from).filter(|&from| from < cursor);
        Range::between(from.unwrap_or(Step(0)), cursor)
    }
}
