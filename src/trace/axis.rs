//! Axes: monotone maps from steps to a length, independent of any screen.
//!
//! An axis gives every step a position between 0 and [`Axis::length`], in units of its own; a view scales them to
//! pixels. Three kinds: time as it is, every event the same, and a mixture that shows both.

use std::collections::BTreeSet;

use taskscope_runtime::{Event, Micros};

use super::{Step, Trace};

/// How positions are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AxisKind {
    /// Proportional to time. What happens at one instant is one point.
    Clock,
    /// Every event has the same width.
    Steps,
    /// Proportional to time, but what happens at one instant is spread out, and long idle gaps are folded.
    #[default]
    Elastic,
}

/// A gap in which nothing ran or was ready, drawn shorter than it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// The step at which the gap begins; it ends at the next one.
    pub from: Step,
    /// How long it was.
    pub length: Micros,
}

/// A map from the steps of one trace to positions.
#[derive(Clone, Debug)]
pub struct Axis {
    kind: AxisKind,
    /// The position of each step, from step 0 on; never falling.
    positions: Vec<f64>,
    /// Each time at which something happened, with the positions of its first and its last event.
    instants: Vec<(Micros, f64, f64)>,
    folds: Vec<Fold>,
}

/// What lies between one step and the next.
#[derive(Clone, Copy)]
struct Gap {
    time: u64,
    /// Nothing was running or ready.
    is_idle: bool,
    weight: f64,
}

impl Axis {
    /// Measures a trace.
    #[must_use]
    pub fn new(kind: AxisKind, trace: &Trace) -> Self {
        let gaps = gaps(trace);
        let (per_micro, limit) = scale(kind, &gaps);
        let mut axis =
            Self { kind, positions: vec![0.0], instants: vec![(Micros(0), 0.0, 0.0)], folds: Vec::new() };
        let (mut now, mut at) = (0, 0.0);
        for (index, gap) in gaps.iter().enumerate() {
            let is_folded = gap.is_idle && gap.time > limit;
            if is_folded {
                axis.folds.push(Fold { from: Step(index), length: Micros(gap.time) });
            }
            at += match kind {
                AxisKind::Clock => micros(gap.time),
                AxisKind::Steps => 1.0,
                AxisKind::Elastic => gap.weight + micros(gap.time.min(limit)) * per_micro,
            };
            now += gap.time;
            match axis.instants.last_mut().filter(|_| gap.time == 0) {
                Some((_, _, last)) => *last = at,
                None => axis.instants.push((Micros(now), at, at)),
            }
            axis.positions.push(at);
        }
        axis
    }

    /// How positions are found.
    #[must_use]
    pub fn kind(&self) -> AxisKind {
        self.kind
    }

    /// The position of the last step; at least 1, so that an empty axis can be scaled too.
    #[must_use]
    pub fn length(&self) -> f64 {
        self.positions.last().copied().unwrap_or(0.0).max(1.0)
    }

    /// The position of a step; that of the last one for later steps.
    #[must_use]
    pub fn position(&self, step: Step) -> f64 {
        self.positions.get(step.0).or(self.positions.last()).copied().unwrap_or(0.0)
    }

    /// The last step that lies at or before a position.
    #[must_use]
    pub fn step_at(&self, position: f64) -> Step {
        Step(self.positions.partition_point(|&at| at <= position).saturating_sub(1))
    }

    /// The position of a time: that of the first event at it; between two instants, in proportion.
    #[must_use]
    pub fn position_of_time(&self, time: Micros) -> f64 {
        let after = self.instants.partition_point(|&(instant, ..)| instant < time);
        let Some(&(end, to, _)) = self.instants.get(after) else { return self.length() };
        let Some(&(start, _, from)) = after.checked_sub(1).and_then(|at| self.instants.get(at)) else {
            return to;
        };
        from + (to - from) * micros(time.0 - start.0) / micros(end.0 - start.0)
    }

    /// The gaps that are drawn shorter than they were, in order.
    #[must_use]
    pub fn folds(&self) -> &[Fold] {
        &self.folds
    }
}

/// The time unit per microsecond of the elastic axis, and the longest idle gap it shows in full.
fn scale(kind: AxisKind, gaps: &[Gap]) -> (f64, u64) {
    /// How much more of the axis belongs to time than to instants.
    const SHARE_OF_TIME: f64 = 2.0;
    if kind != AxisKind::Elastic {
        return (1.0, u64::MAX);
    }
    let mut idle: Vec<u64> =
        gaps.iter().filter(|gap| gap.is_idle && gap.time > 0).map(|gap| gap.time).collect();
    idle.sort_unstable();
    // A gap is long if it is several times as long as the usual one: then it tells nothing by its length.
    let limit = idle.get(idle.len() / 2).map_or(u64::MAX, |&median| median.saturating_mul(5));
    let time: f64 =
        gaps.iter().map(|gap| micros(if gap.is_idle { gap.time.min(limit) } else { gap.time })).sum();
    let instants: f64 = gaps.iter().map(|gap| gap.weight).sum();
    let per_micro = if time > 0.0 { SHARE_OF_TIME * instants / time } else { 1.0 };
    (per_micro, limit)
}

/// One gap per event: what lies between the step before it and the step after it. The event happens at the end of its
/// gap, so a gap is idle if no task was running or ready before the event.
fn gaps(trace: &Trace) -> Vec<Gap> {
    let mut now = Micros(0);
    let mut ready = BTreeSet::new();
    let mut is_polling = false;
    let mut gaps = Vec::with_capacity(trace.end().0);
    for (index, &event) in trace.events().iter().enumerate() {
        let time = trace.time(Step(index + 1));
        gaps.push(Gap {
            time: time.0 - now.0,
            is_idle: ready.is_empty() && !is_polling,
            weight: weight(event),
        });
        now = time;
        if let Event::TaskReady { task, .. } = event {
            ready.insert(task);
        } else if let Event::PollStarted { task } = event {
            ready.remove(&task);
            is_polling = true;
        } else if let Event::TaskCancelled { task, .. } = event {
            ready.remove(&task);
        } else if ends_poll(event) {
            is_polling = false;
        }
    }
    gaps
}

/// How much room an event gets on the elastic axis, beside that for the time before it. The end of a poll gets most, so
/// that every poll is wide enough to be seen and clicked.
fn weight(event: Event) -> f64 {
    if ends_poll(event) {
        1.0
    } else if matches!(event, Event::PollStarted { .. } | Event::NodePollEnded { .. }) {
        0.35
    } else if matches!(
        event,
        Event::NodePollStarted { .. } | Event::NodeWoken { .. } | Event::TaskReady { .. }
    ) {
        0.15
    } else {
        0.05
    }
}

fn ends_poll(event: Event) -> bool {
    matches!(event, Event::PollEnded { .. } | Event::TaskDone { .. } | Event::TaskPanicked { .. })
}

#[expect(clippy::cast_precision_loss, reason = "exact for the first 285 years")]
fn micros(value: u64) -> f64 {
    value as f64
}
