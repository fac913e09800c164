//! Axes: monotone maps from steps to a length, independent of any screen.
//!
//! An axis gives every step a position between 0 and [`Axis::length`], in units of its own; a view scales them to
//! pixels. Three kinds: time as it is, every event the same, and a mixture that shows both.

mod gaps;

use taskscope_runtime::{Event, Micros};

use self::gaps::{Idle, Median};
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

/// A map from the steps of one growing trace to positions.
///
/// What is kept of a step does not depend on what comes later; only the scale of the elastic axis and its folds do. So
/// a batch costs what it holds, and another kind of axis costs nothing.
#[derive(Clone, Debug)]
pub struct Axis {
    kind: AxisKind,
    /// What lies before each step, from step 0 on.
    steps: Vec<Before>,
    idle: Idle,
    /// The gaps in which time passed while nothing ran or was ready, in order.
    gaps: Vec<Fold>,
    median: Median,
    /// The longest idle gap that the elastic axis shows in full.
    limit: u64,
    /// The gaps that are longer.
    folds: Vec<Fold>,
    /// For each fold how much time it and those before it leave out.
    left_out: Vec<u64>,
    /// How many gaps were looked at for `folds`.
    looked_at: usize,
}

/// What lies before a step.
#[derive(Clone, Copy, Debug, Default)]
struct Before {
    /// The time that has passed, in microseconds.
    time: u64,
    /// The room that events need on the elastic axis, in parts of `WHOLE`.
    weight: u64,
}

/// The weight of the end of a poll, which is the unit of the elastic axis.
const WHOLE: u64 = 20;

impl Axis {
    /// Measures a trace.
    #[must_use]
    pub fn new(kind: AxisKind, trace: &Trace) -> Self {
        let mut axis = Self {
            kind,
            steps: vec![Before::default()],
            idle: Idle::default(),
            gaps: Vec::new(),
            median: Median::default(),
            limit: u64::MAX,
            folds: Vec::new(),
            left_out: Vec::new(),
            looked_at: 0,
        };
        axis.catch_up(trace);
        axis
    }

    /// Takes in what the trace has gained.
    pub fn catch_up(&mut self, trace: &Trace) {
        let seen = self.steps.len() - 1;
        for (index, &event) in trace.events().iter().enumerate().skip(seen) {
            let before = self.last();
            let time = trace.time(Step(index + 1)).0;
            let length = time - before.time;
            // The event happens at the end of its gap.
            if length > 0 && self.idle.is_idle() {
                self.gaps.push(Fold { from: Step(index), length: Micros(length) });
                self.median.add(length);
            }
            self.steps.push(Before { time, weight: before.weight + weight(event) });
            self.idle.take(event);
        }
        self.fold();
    }

    /// Folds the gaps that are long if measured by the usual one.
    fn fold(&mut self) {
        /// A gap that is so many times as long as the usual one tells nothing by its length.
        const LONG: u64 = 5;
        let limit = self.median.get().map_or(u64::MAX, |median| median.saturating_mul(LONG));
        if self.limit != limit {
            self.limit = limit;
            self.folds.clear();
            self.left_out.clear();
            self.looked_at = 0;
        }
        let mut left_out = self.left_out.last().copied().unwrap_or(0);
        for gap in self.gaps.iter().skip(self.looked_at).filter(|gap| gap.length.0 > limit) {
            left_out += gap.length.0 - limit;
            self.folds.push(*gap);
            self.left_out.push(left_out);
        }
        self.looked_at = self.gaps.len();
    }

    fn last(&self) -> Before {
        self.steps.last().copied().unwrap_or_default()
    }

    /// How positions are found.
    #[must_use]
    pub fn kind(&self) -> AxisKind {
        self.kind
    }

    /// Finds positions in another way.
    pub fn set_kind(&mut self, kind: AxisKind) {
        self.kind = kind;
    }

    /// The position of the last step; at least 1, so that an empty axis can be scaled too.
    #[must_use]
    pub fn length(&self) -> f64 {
        self.position(Step(self.steps.len() - 1)).max(1.0)
    }

    /// The position of a step; that of the last one for later steps. Never falls from one step to the next.
    #[must_use]
    pub fn position(&self, step: Step) -> f64 {
        let index = step.0.min(self.steps.len() - 1);
        let Before { time, weight } = self.steps[index];
        match self.kind {
            AxisKind::Clock => float(time),
            AxisKind::Steps => float(index as u64),
            AxisKind::Elastic => {
                let folds = self.folds.partition_point(|fold| fold.from.0 < index);
                let left_out = folds.checked_sub(1).map_or(0, |last| self.left_out[last]);
                float(weight) / float(WHOLE) + float(time - left_out) * self.per_micro()
            }
        }
    }

    /// The length of a microsecond on the elastic axis.
    fn per_micro(&self) -> f64 {
        /// How much more of the axis belongs to time than to events.
        const SHARE_OF_TIME: f64 = 2.0;
        let Before { time, weight } = self.last();
        match time - self.left_out.last().copied().unwrap_or(0) {
            0 => 1.0,
            shown => SHARE_OF_TIME * float(weight) / float(WHOLE) / float(shown),
        }
    }

    /// The last step that lies at or before a position.
    #[must_use]
    pub fn step_at(&self, position: f64) -> Step {
        let (mut low, mut high) = (0, self.steps.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.position(Step(middle)) <= position {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Step(low.saturating_sub(1))
    }

    /// The gaps that are drawn shorter than they were, in order.
    #[must_use]
    pub fn folds(&self) -> &[Fold] {
        if self.kind == AxisKind::Elastic { &self.folds } else { &[] }
    }
}

/// How much room an event gets on the elastic axis, in parts of `WHOLE`, beside that for the time before it. The end of a poll gets most, so
/// that every poll is wide enough to be seen and clicked.
fn weight(event: Event) -> u64 {
    if ends_poll(event) {
        WHOLE
    } else if matches!(event, Event::PollStarted { .. } | Event::NodePollEnded { .. }) {
        7
    } else if matches!(
        event,
        Event::NodePollStarted { .. } | Event::NodeWoken { .. } | Event::TaskReady { .. }
    ) {
        3
    } else {
        1
    }
}

fn ends_poll(event: Event) -> bool {
    matches!(event, Event::PollEnded { .. } | Event::TaskDone { .. } | Event::TaskPanicked { .. })
}

#[expect(clippy::cast_precision_loss, reason = "exact for the first 285 years, and for more events than fit")]
fn float(value: u64) -> f64 {
    value as f64
}
