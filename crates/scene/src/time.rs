//! Times on an axis: where a time stands, which time stands at a position, and which times are round.

use taskscope_format::Micros;
use taskscope_trace::{Axis, Step, Trace};

/// The times of one run on one axis. Time passes between steps; a position between two steps stands for a time between
/// theirs.
#[derive(Clone, Copy)]
pub(super) struct TimeScale<'a> {
    trace: &'a Trace,
    axis: &'a Axis<'a>,
}

/// Where a time stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) position: f64,
    /// Whether it lies inside a gap that is drawn shorter than it was.
    pub(super) is_in_fold: bool,
    /// The time of the next step.
    pub(super) gap_end: u64,
}

impl<'a> TimeScale<'a> {
    pub(super) fn new(trace: &'a Trace, axis: &'a Axis<'a>) -> Self {
        Self { trace, axis }
    }

    /// The time at a position, in microseconds.
    pub(super) fn time_at(&self, position: f64) -> u64 {
        let before = self.axis.step_at(position);
        let after = Step(before.0 + 1);
        let (from, to) = (self.axis.position(before), self.axis.position(after));
        let (start, end) = (self.micros(before), self.micros(after));
        if to <= from || position <= from {
            return start;
        }
        start + part(end.saturating_sub(start), ((position - from) / (to - from)).min(1.0))
    }

    /// Where a time stands; `None` after the end of the run.
    pub(super) fn place_of(&self, time: u64) -> Option<Place> {
        if self.trace.end_time().0 < time {
            return None;
        }
        let Step(low) = self.trace.first_at(Micros(time));
        let gap_end = self.micros(Step(low));
        let Some(before) = low.checked_sub(1).map(Step) else {
            return Some(Place { position: self.axis.position(Step(0)), is_in_fold: false, gap_end });
        };
        let (from, to) = (self.axis.position(before), self.axis.position(Step(low)));
        let start = self.micros(before);
        let share = float(time - start) / float(gap_end - start);
        let is_folded = self.axis.folds().binary_search_by_key(&before, |fold| fold.from).is_ok();
        let is_in_fold = is_folded && time < gap_end;
        Some(Place { position: from + (to - from) * share, is_in_fold, gap_end })
    }

    /// How much time lies between two positions, without what is folded.
    pub(super) fn shown_time(&self, from: f64, to: f64) -> u64 {
        let (first, last) = (self.axis.step_at(from), self.axis.step_at(to));
        let folds = self.axis.folds();
        let start = folds.partition_point(|fold| fold.from < first);
        let count = folds.partition_point(|fold| fold.from < last).saturating_sub(start);
        let folded: u64 = folds.iter().skip(start).take(count).map(|fold| fold.length.0).sum();
        self.time_at(to).saturating_sub(self.time_at(from)).saturating_sub(folded)
    }

    fn micros(&self, step: Step) -> u64 {
        self.trace.time(step.min(self.trace.end())).0
    }
}

const SECOND: u64 = 1_000_000;

/// The distance between round times so that, if time passed evenly, their labels would have room.
pub(super) fn round_step(time: u64, width: f64) -> u64 {
    const ROOM: f64 = 90.0;
    const ROUND_SECONDS: [u64; 16] =
        [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 21_600, 43_200];
    const DAY: u64 = 86_400 * SECOND;
    let wanted = float(time) / width * ROOM;
    let round = |powers: std::ops::Range<u32>| {
        powers.flat_map(|power| [1, 2, 5].map(|digit| digit * 10_u64.pow(power)))
    };
    let seconds = ROUND_SECONDS.map(|seconds| seconds * SECOND);
    // Of more days than 2^64 microseconds have, there is no step.
    let days = round(0..8).map(|days| days * DAY);
    let mut steps = round(0..6).chain(seconds).chain(days);
    steps.find(|&step| float(step) >= wanted).unwrap_or(u64::MAX)
}

#[expect(clippy::cast_precision_loss, reason = "exact for the first 285 years")]
fn float(micros: u64) -> f64 {
    micros as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a length is no longer"
)]
fn part(micros: u64, share: f64) -> u64 {
    (float(micros) * share) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_give_labels_room() {
        let steps = [0, 140_000, 1_000_000, 9_000_000, 3_600_000_000].map(|time| round_step(time, 900.0));
        assert_eq!(steps, [1, 20_000, 100_000, SECOND, 600 * SECOND]);
        let days = [86_400, 864_000, 34_560_000].map(|seconds| round_step(seconds * SECOND, 900.0));
        assert_eq!(days, [21_600 * SECOND, 86_400 * SECOND, 50 * 86_400 * SECOND]);
        assert_eq!(round_step(u64::MAX, 1.0), u64::MAX);
    }
}
