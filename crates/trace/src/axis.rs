//! Axes: monotone maps from steps to a length, independent of any screen.
//!
//! An axis gives every step a position between 0 and [`Axis::length`], in units of its own; a view scales them to
//! pixels. Three kinds: time as it is, every event the same, and a mixture that shows both.

use taskscope_format::Micros;

use super::measure::{Before, Measure, WHOLE};
use super::{Extent, Step, Trace};

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

impl AxisKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Elastic, Self::Clock, Self::Steps];

    /// Its name in addresses and on command lines.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Clock => "clock",
            Self::Steps => "steps",
            Self::Elastic => "elastic",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// A gap in which nothing ran or was ready, in no thread either, drawn shorter than it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// The step at which the gap begins; it ends at the next one.
    pub from: Step,
    /// How long it was.
    pub length: Micros,
}

/// A map from the steps of a trace to positions. Made in no time from a [`Measure`], so that another kind costs nothing.
#[derive(Clone, Copy, Debug)]
pub struct Axis<'a> {
    kind: AxisKind,
    trace: &'a Trace,
    measure: &'a Measure,
    /// The length of a microsecond on the elastic axis.
    per_micro: f64,
}

impl<'a> Axis<'a> {
    /// An axis for a trace that was measured to its end.
    #[must_use]
    pub fn new(kind: AxisKind, trace: &'a Trace, measure: &'a Measure) -> Self {
        /// How much more of the elastic axis belongs to time than to events.
        const SHARE_OF_TIME: f64 = 2.0;
        let Before { time, weight } = measure.before(trace, trace.end());
        let per_micro = match time - measure.left_out_before(trace.end()) {
            0 => 1.0,
            shown => SHARE_OF_TIME * float(weight) / float(WHOLE) / float(shown),
        };
        Self { kind, trace, measure, per_micro }
    }

    /// How positions are found.
    #[must_use]
    pub fn kind(&self) -> AxisKind {
        self.kind
    }

    /// The position of the last step; at least 1, so that an empty axis can be scaled too.
    #[must_use]
    pub fn length(&self) -> f64 {
        self.position(self.trace.end()).max(1.0)
    }

    /// The position of a step; that of the last one for later steps. Never falls from one step to the next.
    #[must_use]
    pub fn position(&self, step: Step) -> f64 {
        let step = step.min(self.trace.end());
        match self.kind {
            AxisKind::Clock => float(self.measure.since_start(self.trace.time(step))),
            AxisKind::Steps => float(step.0 as u64),
            AxisKind::Elastic => {
                let Before { time, weight } = self.measure.before(self.trace, step);
                let shown = time - self.measure.left_out_before(step);
                float(weight) / float(WHOLE) + float(shown) * self.per_micro
            }
        }
    }

    /// The last step that lies at or before a position.
    #[must_use]
    pub fn step_at(&self, position: f64) -> Step {
        self.step_between(position, Step(0), Step(self.trace.end().0 + 1))
    }

    /// The last step that lies at or before a position, which is looked for from a step on: near ones are found sooner.
    #[must_use]
    pub fn step_at_from(&self, position: f64, from: Step) -> Step {
        let end = self.trace.end().0 + 1;
        let (mut low, mut stride) = (from.0, 1);
        while low + stride < end && self.position(Step(low + stride)) <= position {
            low += stride;
            stride *= 2;
        }
        self.step_between(position, Step(low), Step((low + stride).min(end)))
    }

    /// As [`Axis::step_at`], where `low` is known to lie before the position and `high` behind it.
    fn step_between(&self, position: f64, low: Step, high: Step) -> Step {
        let (mut low, mut high) = (low.0, high.0);
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

    /// The last step.
    #[must_use]
    pub fn end(&self) -> Step {
        self.trace.end()
    }

    /// How long something is on this axis that lies in no fold: whatever is busy or ready.
    #[must_use]
    pub fn length_of(&self, extent: Extent) -> f64 {
        match self.kind {
            AxisKind::Clock => float(extent.time),
            AxisKind::Steps => float(extent.steps),
            AxisKind::Elastic => float(extent.weight) / float(WHOLE) + float(extent.time) * self.per_micro,
        }
    }

    /// The gaps that are drawn shorter than they were, in order.
    #[must_use]
    pub fn folds(&self) -> &'a [Fold] {
        if self.kind == AxisKind::Elastic { self.measure.folds() } else { &[] }
    }

    /// How many polls of tasks began before a step.
    #[must_use]
    pub fn polls_before(&self, step: Step) -> u64 {
        self.measure.polls_before(step)
    }
}

#[expect(clippy::cast_precision_loss, reason = "exact for the first 285 years, and for more events than fit")]
fn float(value: u64) -> f64 {
    value as f64
}
