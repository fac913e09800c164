//! Levels of detail: stretches that are too narrow to be told apart are drawn as one, column by column, so that the cost of
//! a picture depends on its pixels and not on the length of the run.

use std::ops::Range;
use std::rc::Rc;

use super::{Share, View, times};
use crate::trace::{Axis, Span, SpanKind, Step, Track};

/// The plot, cut into columns: which step stands at the left edge of each. Found once for a picture, for all its lanes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Columns {
    left: f64,
    steps: Vec<Step>,
}

impl Columns {
    /// How wide a column is.
    pub(super) const WIDTH: f64 = 2.0;

    pub(super) fn new(axis: &Axis<'_>, view: &View) -> Self {
        let count = index((view.width - view.label_width) / Self::WIDTH) + 2;
        let mut step = view.step_from_px(axis, view.label_width);
        let steps = (0..count).map(|column| {
            step = axis
                .step_at_from(view.position_from_px(view.label_width + times(column) * Self::WIDTH), step);
            step
        });
        Self { left: view.label_width, steps: steps.collect() }
    }

    /// The steps of so many columns each, if there are some: after the first one and up to the second.
    pub(super) fn stretches(&self, columns: usize) -> impl Iterator<Item = (Step, Step)> + '_ {
        // A step on the left edge of the plot is in view.
        let before = self.steps.first().map(|first| Step(first.0.saturating_sub(1)));
        let edges = move || self.steps.iter().copied().step_by(columns).chain(self.steps.last().copied());
        before.into_iter().chain(edges()).zip(edges()).filter(|(from, to)| from < to)
    }

    /// The steps at the left edge of the first column and of the last one.
    pub(super) fn ends(&self) -> (Step, Step) {
        (self.step(0), self.step(usize::MAX))
    }

    /// How many there are.
    fn len(&self) -> usize {
        self.steps.len()
    }

    /// The column that a pixel lies in.
    pub(super) fn at(&self, px: f64) -> usize {
        index((px - self.left) / Self::WIDTH)
    }

    /// The left edge of a column.
    pub(super) fn px(&self, column: usize) -> f64 {
        self.left + times(column) * Self::WIDTH
    }

    /// The last step at or before the left edge of a column; at the end of the plot for later ones.
    pub(super) fn step(&self, column: usize) -> Step {
        self.steps.get(column).or(self.steps.last()).copied().unwrap_or_default()
    }
}

/// A number of columns; 0 for what lies left of the plot.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no screen has so many columns")]
fn index(columns: f64) -> usize {
    columns.max(0.0) as usize
}

/// Where steps are drawn, and how narrow a stretch may be to stand for itself.
#[derive(Clone, Copy)]
pub(super) struct Scale<'a> {
    pub(super) axis: &'a Axis<'a>,
    view: &'a View,
    columns: &'a Columns,
    end: Step,
    /// How many columns wide a stretch has to be to be told from its neighbours.
    least: usize,
}

/// Something to draw.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// What goes on; in a crowd, the strongest of it.
    pub(super) kind: SpanKind,
    pub(super) from: Step,
    pub(super) to: Step,
    /// Its left edge; never far outside of the plot.
    pub(super) left: f64,
    /// Its right edge; never left of the left one.
    pub(super) right: f64,
    /// If it stands for several spans that are too narrow: what goes on in each column.
    pub(super) shares: Option<Rc<[Share]>>,
}

impl<'a> Scale<'a> {
    /// How far outside of the plot something may reach to be told from what ends at the edge.
    const MARGIN: f64 = 20.0;

    pub(super) fn new(axis: &'a Axis<'a>, view: &'a View, columns: &'a Columns, least: usize) -> Self {
        Self { axis, view, columns, end: axis.end(), least }
    }

    /// Where a step is drawn.
    pub(super) fn px(&self, step: Step) -> f64 {
        self.view.px_from_step(self.axis, step)
    }

    /// Where the edge of something is drawn that begins or ends at a step: never far outside of the plot.
    pub(super) fn edge(&self, step: Step) -> f64 {
        self.inside(self.px(step))
    }

    fn inside(&self, px: f64) -> f64 {
        // Not `clamp`: a picture may be narrower than its names.
        px.min(self.view.width + Self::MARGIN).max(self.view.label_width - Self::MARGIN)
    }

    /// The right edge of the picture.
    pub(super) fn right(&self) -> f64 {
        self.view.width
    }

    /// The first and the last step in view.
    pub(super) fn in_view(&self) -> (Step, Step) {
        self.columns.ends()
    }

    /// The least width of what stands for itself.
    pub(super) fn least_width(&self) -> f64 {
        times(self.least) * Columns::WIDTH
    }

    /// The last step of what is drawn as one with something that begins at a pixel.
    pub(super) fn reach(&self, px: f64) -> Step {
        self.columns.step(self.columns.at(px) + self.least)
    }

    /// What to draw of a track. Looks at what is in view only, and at little of what shares a column.
    pub(super) fn parts(&self, track: &Track) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut crowd: Option<Crowd> = None;
        let (first, last) = self.in_view();
        let mut next = track.index_at(first).unwrap_or(0);
        // Where the span before ended: to find that twice would double the time that all of this takes.
        let mut reached = None;
        while let Some(from) = track.from(next).filter(|&from| from <= last) {
            let left = reached.take().unwrap_or_else(|| self.px(from));
            let Some(span) = track.span(next) else {
                // Between two nodes of a row nothing goes on.
                next += 1;
                continue;
            };
            let right = self.px(span.to.unwrap_or(self.end));
            if right - left >= self.least_width() {
                parts.extend(crowd.take().map(|crowd| crowd.part(self)));
                parts.push(self.alone(span, left, right));
                next += 1;
                reached = Some(right);
                continue;
            }
            let after = track.first_after(self.reach(left), next).saturating_sub(1).max(next + 1);
            let group = self.group(next..after, track, left);
            if crowd.as_ref().is_some_and(|crowd| left - crowd.right > self.least_width()) {
                parts.extend(crowd.take().map(|crowd| crowd.part(self)));
            }
            crowd.get_or_insert_with(|| Crowd::new(self.columns.at(left), from)).add(&group, self.columns);
            (next, reached) = (after, Some(group.right));
        }
        parts.extend(crowd.map(|crowd| crowd.part(self)));
        parts
    }

    fn alone(&self, span: Span, left: f64, right: f64) -> Part {
        let Span { kind, from, to } = span;
        let (left, right) = (self.inside(left), self.inside(right));
        Part { kind, from, to: to.unwrap_or(self.end), left, right, shares: None }
    }

    /// Some spans of a track that are drawn as one, the first of which begins at a pixel.
    fn group(&self, spans: Range<usize>, track: &Track, left: f64) -> Group {
        /// So few spans are all looked at.
        const FEW: usize = 6;
        let to = track.from(spans.end).unwrap_or(self.end);
        if spans.len() <= FEW {
            let mut tally = Tally::default();
            let mut start = left;
            for span in spans.filter_map(|index| track.span(index)) {
                let end = self.px(span.to.unwrap_or(self.end));
                tally.add(span.kind, end - start);
                start = end;
            }
            return Group { share: tally.share(), left, right: start, to };
        }
        let right = self.px(to);
        let sums = track.sums_between(spans.start, spans.end).and_then(|(sums, [from, to])| {
            let whole = self.axis.position(to) - self.axis.position(from);
            let [busy, ready] = [sums.busy, sums.ready].map(|extent| self.axis.length_of(extent) / whole);
            (whole > 0.0).then(|| Share::new(busy, ready))
        });
        Group { share: sums.unwrap_or_else(|| self.sampled(spans, track)), left, right, to }
    }

    /// How much of some spans is busy and ready, from a few of them.
    fn sampled(&self, spans: Range<usize>, track: &Track) -> Share {
        const SAMPLES: usize = 4;
        let stride = spans.len().div_ceil(SAMPLES).max(1);
        let mut tally = Tally::default();
        for span in spans.step_by(stride).filter_map(|index| track.span(index)) {
            let length = self.axis.position(span.to.unwrap_or(self.end)) - self.axis.position(span.from);
            tally.add(span.kind, length);
        }
        tally.share()
    }
}

/// Spans that are drawn as one.
struct Group {
    share: Share,
    left: f64,
    right: f64,
    to: Step,
}

/// Adds up how much of some spans is busy and ready.
#[derive(Default)]
struct Tally {
    busy: f64,
    ready: f64,
    whole: f64,
    is_busy: bool,
    is_ready: bool,
}

impl Tally {
    fn add(&mut self, kind: SpanKind, length: f64) {
        self.whole += length;
        match kind {
            SpanKind::Running => (self.busy, self.is_busy) = (self.busy + length, true),
            SpanKind::Ready => (self.ready, self.is_ready) = (self.ready + length, true),
            SpanKind::Waiting => {}
        }
    }

    fn share(self) -> Share {
        if self.whole > 0.0 {
            return Share::new(self.busy / self.whole, self.ready / self.whole);
        }
        // At one instant of the clock: nothing has a length, but it happened.
        let part = |is_there: bool| f64::from(u8::from(is_there));
        Share::new(part(self.is_busy), part(self.is_ready && !self.is_busy))
    }
}

/// Stretches that are drawn as one.
struct Crowd {
    /// The column of the first share.
    column: usize,
    shares: Vec<Share>,
    from: Step,
    to: Step,
    right: f64,
}

impl Crowd {
    fn new(column: usize, from: Step) -> Self {
        Self { column, shares: Vec::new(), from, to: from, right: f64::NEG_INFINITY }
    }

    /// Adds some spans, which come after those that it has.
    fn add(&mut self, group: &Group, columns: &Columns) {
        let column = columns.at(group.left).saturating_sub(self.column);
        self.to = group.to;
        self.right = group.right;
        // What does not begin with a column goes on in it; what reaches into later ones goes on in all of them.
        let before = self.shares.last().copied().unwrap_or_default();
        while self.shares.len() < column {
            self.shares.push(before);
        }
        match self.shares.get_mut(column) {
            Some(shared) => *shared = shared.max(group.share),
            None => self.shares.push(group.share),
        }
        let end = columns.at(group.right).saturating_sub(self.column).min(columns.len());
        while self.shares.len() < end {
            self.shares.push(group.share);
        }
    }

    fn part(self, scale: &Scale<'_>) -> Part {
        let kind = if self.shares.iter().any(|share| share.busy > 0) {
            SpanKind::Running
        } else if self.shares.iter().any(|share| share.ready > 0) {
            SpanKind::Ready
        } else {
            SpanKind::Waiting
        };
        let left = scale.columns.px(self.column);
        let right = left + times(self.shares.len()) * Columns::WIDTH;
        Part { kind, from: self.from, to: self.to, left, right, shares: Some(self.shares.into()) }
    }
}
