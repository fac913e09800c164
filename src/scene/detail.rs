//! Levels of detail: stretches that are too narrow to be told apart are drawn as one, so that the cost of a picture
//! depends on its pixels and not on the length of the run.

use super::{Frame, View};
use crate::trace::{Axis, Span, SpanKind, Step, SubLane, SubSpan, SubSpanKind};

/// Something that goes on from step to step. In a slice of them none begins before the one before it has ended.
pub(super) trait Stretch {
    fn from(&self) -> Step;
    /// `None` while it goes on.
    fn to(&self) -> Option<Step>;
    /// Whether it counts as busy in a density bar.
    fn is_busy(&self) -> bool;
}

impl Stretch for Span {
    fn from(&self) -> Step {
        self.from
    }

    fn to(&self) -> Option<Step> {
        self.to
    }

    fn is_busy(&self) -> bool {
        self.kind == SpanKind::Running
    }
}

impl Stretch for SubSpan {
    fn from(&self) -> Step {
        self.from
    }

    fn to(&self) -> Option<Step> {
        self.to
    }

    fn is_busy(&self) -> bool {
        self.kind == SubSpanKind::Polled
    }
}

impl Stretch for &SubLane {
    fn from(&self) -> Step {
        self.spans.first().map_or(Step(0), |span| span.from)
    }

    fn to(&self) -> Option<Step> {
        self.end.map(|(step, _)| step)
    }

    fn is_busy(&self) -> bool {
        true
    }
}

/// Where steps are drawn, and how narrow a stretch may be to stand for itself.
#[derive(Clone, Copy)]
pub(super) struct Scale<'a> {
    axis: &'a Axis,
    view: &'a View,
    end: Step,
    /// Stretches narrower than this merge with their neighbours.
    least: f64,
}

/// Something to draw: one stretch, or several that stand too close.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'a, S> {
    /// The only stretch, or the one that stands for all: the first busy one, or the first.
    pub(super) stretch: &'a S,
    pub(super) from: Step,
    pub(super) to: Step,
    /// Its left edge; never far outside of the plot.
    pub(super) left: f64,
    /// Its right edge; never left of the left one.
    pub(super) right: f64,
    /// How much of it is busy, from 0 to 1; `None` if it is one stretch only.
    pub(super) density: Option<f64>,
}

impl<'a> Scale<'a> {
    /// How far outside of the plot something may reach to be told from what ends at the edge.
    const MARGIN: f64 = 20.0;
    /// Stretches that are looked at in a run of narrow ones before the next pixel's turn.
    const SAMPLES: usize = 8;
    /// The widest run of narrow stretches that is drawn as one, in units of `least`.
    const WIDEST: f64 = 16.0;

    pub(super) fn new(frame: Frame<'a>, least: f64) -> Self {
        Self { axis: frame.model.axis, view: frame.view, end: frame.model.trace.end(), least }
    }

    /// Where a step is drawn.
    pub(super) fn px(&self, step: Step) -> f64 {
        self.view.px_from_step(self.axis, step)
    }

    fn left_limit(&self) -> f64 {
        self.view.label_width - Self::MARGIN
    }

    fn right_limit(&self) -> f64 {
        self.view.width + Self::MARGIN
    }

    fn to<S: Stretch>(&self, stretch: &S) -> Step {
        stretch.to().unwrap_or(self.end)
    }

    fn clamp(&self, px: f64) -> f64 {
        px.clamp(self.left_limit(), self.right_limit())
    }

    /// What to draw of some stretches. Looks at those in view only, and at few of those that share a pixel.
    pub(super) fn parts<S: Stretch>(&self, stretches: &'a [S]) -> Vec<Part<'a, S>> {
        let mut parts = Vec::new();
        let mut run: Option<Run<'a, S>> = None;
        let mut next = stretches.partition_point(|stretch| self.px(self.to(stretch)) < self.view.label_width);
        while let Some(stretch) = stretches.get(next) {
            let (left, right) = (self.px(stretch.from()), self.px(self.to(stretch)));
            if left > self.view.width {
                break;
            }
            if right - left >= self.least {
                parts.extend(run.take().map(|run| run.part(self)));
                parts.push(Run::of(stretch, self).part(self));
                next += 1;
                continue;
            }
            if run.as_ref().is_some_and(|run| run.is_full(left, self)) {
                parts.extend(run.take().map(|run| run.part(self)));
            }
            let rest = stretches.get(next..).unwrap_or_default();
            let inside =
                rest.partition_point(|stretch| self.px(self.to(stretch)) <= left + self.least).max(1);
            for stretch in rest.iter().take(inside.min(Self::SAMPLES)) {
                run.get_or_insert_with(|| Run::empty(stretch)).add(stretch, self);
            }
            if let (Some(run), Some(last)) = (&mut run, rest.get(inside - 1)) {
                run.reach(last, self);
            }
            next += inside;
        }
        parts.extend(run.map(|run| run.part(self)));
        parts
    }
}

/// Stretches that are merged into one.
struct Run<'a, S> {
    stretch: &'a S,
    to: Step,
    from: Step,
    count: usize,
    busy_count: usize,
    busy_width: f64,
    width: f64,
}

impl<'a, S: Stretch> Run<'a, S> {
    fn empty(first: &'a S) -> Self {
        let from = first.from();
        Self { stretch: first, from, to: from, count: 0, busy_count: 0, busy_width: 0.0, width: 0.0 }
    }

    fn of(only: &'a S, scale: &Scale<'_>) -> Self {
        let mut run = Self::empty(only);
        run.add(only, scale);
        run
    }

    fn add(&mut self, stretch: &'a S, scale: &Scale<'_>) {
        let width = scale.px(scale.to(stretch)) - scale.px(stretch.from());
        if stretch.is_busy() {
            if self.busy_count == 0 {
                self.stretch = stretch;
            }
            self.busy_count += 1;
            self.busy_width += width;
        }
        self.count += 1;
        self.width += width;
        self.to = scale.to(stretch);
    }

    /// Takes in stretches up to one, without looking at those between.
    fn reach(&mut self, last: &S, scale: &Scale<'_>) {
        let to = scale.to(last);
        if to > self.to {
            self.to = to;
            self.count += 1;
        }
    }

    /// Whether the stretch that begins at `left` has to begin a run of its own.
    fn is_full(&self, left: f64, scale: &Scale<'_>) -> bool {
        let is_apart = left - scale.px(self.to) > scale.least;
        is_apart || left - scale.px(self.from) > scale.least * Scale::WIDEST
    }

    fn part(&self, scale: &Scale<'_>) -> Part<'a, S> {
        let share = || match (self.width, self.count) {
            (width, _) if width > 0.0 => self.busy_width / width,
            _ if self.busy_count > 0 => 1.0,
            _ => 0.0,
        };
        Part {
            stretch: self.stretch,
            from: self.from,
            to: self.to,
            left: scale.clamp(scale.px(self.from)),
            right: scale.clamp(scale.px(self.to)),
            density: (self.count > 1).then(share),
        }
    }
}
