//! The browser's account: turns by the way they came, frames, long tasks.

use taskscope_format::WorkerId;
use taskscope_format::{Event, Micros, Observation, Reporter};

use super::{Longest, Spent};
use crate::{BrowserHost, ByWorker, Outcome, Step, TurnKind};

/// What the browser around a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BrowserStatistics {
    /// What drives the executor; `None` where there is no browser to tell of, and then nothing is counted.
    pub host: Option<BrowserHost>,
    /// Turns that came as macrotasks.
    pub macrotasks: u64,
    /// Turns that came as microtasks.
    pub microtasks: u64,
    /// The longest turn.
    pub longest_turn: Option<Longest>,
    /// Frames; `None` if the browser does not report them.
    pub frames: Option<FrameStatistics>,
    /// Long tasks; `None` if the browser does not report them.
    pub long_tasks: Option<LongTaskStatistics>,
}

/// The frames of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FrameStatistics {
    /// How many began.
    pub count: u64,
    /// How many should have begun and did not.
    pub missed: u64,
    /// From the first to the last.
    pub length: Micros,
}

impl FrameStatistics {
    /// How many were missed, as far as that is known: they are counted between frames.
    #[must_use]
    pub fn missed_if_known(self) -> Option<u64> {
        (self.count > 1 || self.missed > 0).then_some(self.missed)
    }

    /// How many there were in a second, from the first to the last; `None` if there are not two of them.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "no run has 2^53 frames or microseconds")]
    pub fn per_second(self) -> Option<f64> {
        let gaps = self.count.checked_sub(1).filter(|&gaps| gaps > 0)?;
        (self.length.0 > 0).then(|| gaps as f64 / (self.length.0 as f64 / 1e6))
    }
}

/// The long tasks of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LongTaskStatistics {
    /// As `longtask` entries tell.
    pub count: u64,
    /// As `long-animation-frame` entries tell.
    pub animation_frames: u64,
    /// The longest of both kinds.
    pub longest: Micros,
}

/// What is counted while a run goes on.
#[derive(Debug, Default)]
pub(super) struct Account {
    statistics: BrowserStatistics,
    has_no_frames: bool,
    has_no_long_tasks: bool,
    /// The turns that go on.
    turns: ByWorker<(Micros, Step)>,
    /// When the first frame began.
    first_frame: Option<Micros>,
    frames: FrameStatistics,
    long_tasks: LongTaskStatistics,
}

impl Account {
    #[expect(clippy::wildcard_enum_match_arm, reason = "it counts what the browser does")]
    pub(super) fn take(&mut self, outcome: &Outcome<'_>) {
        let Outcome { event, step, time, .. } = *outcome;
        let worker = outcome.state.worker;
        let counted = &mut self.statistics;
        match event {
            Event::Hosted { thread, way } => counted.host = Some(BrowserHost { thread, way }),
            Event::NotReported { what: Observation::Frames } => self.has_no_frames = true,
            Event::NotReported { what: Observation::LongTasks } => self.has_no_long_tasks = true,
            Event::TurnStarted { cause } => {
                self.turns.set(worker, (time, step));
                match counted.host.map(|host| TurnKind::of(cause, host.way)) {
                    Some(TurnKind::Macrotask) => counted.macrotasks += 1,
                    Some(TurnKind::Microtask) => counted.microtasks += 1,
                    None => {}
                }
            }
            Event::TurnEnded { .. } => self.end_turn(worker, (time, step)),
            Event::Frame { missed } => {
                let first = *self.first_frame.get_or_insert(time);
                self.frames.count += 1;
                self.frames.missed += u64::from(missed);
                self.frames.length = Micros(time.0.saturating_sub(first.0));
            }
            Event::LongTask { reporter, duration, .. } => {
                match reporter {
                    Reporter::LongTask => self.long_tasks.count += 1,
                    Reporter::LongAnimationFrame => self.long_tasks.animation_frames += 1,
                }
                self.long_tasks.longest = self.long_tasks.longest.max(duration);
            }
            _ => {}
        }
    }

    fn end_turn(&mut self, worker: WorkerId, now: (Micros, Step)) {
        let Some(start) = self.turns.take(worker) else { return };
        let spent = Spent::between(start, now);
        let longest = &mut self.statistics.longest_turn;
        if longest.is_none_or(|longest| spent > longest.spent) {
            *longest = Some(Longest { spent, from: start.1 });
        }
    }

    /// What was counted so far.
    pub(super) fn get(&self) -> BrowserStatistics {
        if self.statistics.host.is_none() {
            return BrowserStatistics::default();
        }
        let has_frames = !self.has_no_frames || self.frames.count > 0;
        let has_long_tasks = !self.has_no_long_tasks || self.long_tasks != LongTaskStatistics::default();
        BrowserStatistics {
            frames: has_frames.then_some(self.frames),
            long_tasks: has_long_tasks.then_some(self.long_tasks),
            ..self.statistics
        }
    }
}
