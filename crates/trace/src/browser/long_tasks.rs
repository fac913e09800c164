//! Tasks of the event loop that took long, by the times at which they began: they are reported some time after they ended.

use taskscope_format::{Event, Micros, Reporter};

use super::super::track::push;
use super::super::{Step, Trace};

/// The long tasks that one reporter tells of, in the order in which they began. Four bytes each.
#[derive(Debug, Default)]
pub struct LongTasks {
    /// The steps right after the reports.
    reports: Vec<u32>,
}

/// A task of the event loop that took long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LongTask {
    /// Who reports it.
    pub reporter: Reporter,
    /// When it began.
    pub started: Micros,
    /// How long it took.
    pub duration: Micros,
    /// The step right after the report.
    pub reported: Step,
}

impl LongTask {
    /// The one that is reported right before a step, if that is what happened there.
    #[must_use]
    pub fn before(trace: &Trace, step: Step) -> Option<Self> {
        let Some(Event::LongTask { reporter, started, duration }) = trace.event_before(step) else {
            return None;
        };
        Some(Self { reporter, started, duration, reported: step })
    }

    /// When it ended.
    #[must_use]
    pub fn ended(self) -> Micros {
        Micros(self.started.0.saturating_add(self.duration.0))
    }

    /// What happened while it went on: from the last step before it began to the first one at which it was over.
    #[must_use]
    pub fn stretch(self, trace: &Trace) -> [Step; 2] {
        let from = trace.first_at(self.started);
        let from = if trace.time(from) > self.started { Step(from.0.saturating_sub(1)) } else { from };
        [from, trace.first_at(self.ended())]
    }
}

impl LongTasks {
    /// A report that comes after more than so many of later tasks is left out: browsers tell in order.
    const MOST_OUT_OF_ORDER: usize = 16;

    pub(super) fn add(&mut self, trace: &Trace, step: Step, started: Micros) {
        let began_later = |&&report: &&u32| start(trace, report) > started;
        let later =
            self.reports.iter().rev().take(Self::MOST_OUT_OF_ORDER + 1).take_while(began_later).count();
        if later <= Self::MOST_OUT_OF_ORDER {
            push(&mut self.reports, u32::try_from(step.0).unwrap_or(u32::MAX));
            let place = self.reports.len() - 1 - later;
            if let Some(moved) = self.reports.get_mut(place..) {
                moved.rotate_right(1);
            }
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.reports.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.reports.is_empty()
    }

    /// The one at an index.
    #[must_use]
    pub fn get(&self, trace: &Trace, index: usize) -> Option<LongTask> {
        LongTask::before(trace, Step(*self.reports.get(index)? as usize))
    }

    /// The index of the first that began after a time; the number of all of them if there is none.
    #[must_use]
    pub fn first_after(&self, trace: &Trace, time: Micros) -> usize {
        self.reports.partition_point(|&report| start(trace, report) <= time)
    }
}

/// When the task began that was reported right before a step.
fn start(trace: &Trace, report: u32) -> Micros {
    LongTask::before(trace, Step(report as usize)).map_or(Micros(0), |task| task.started)
}
