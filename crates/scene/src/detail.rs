//! Levels of detail: stretches that are too narrow to be told apart are drawn as one, column by column, so that the cost of
//! a picture depends on its pixels and not on the length of the run.

use std::ops::Range;
use std::rc::Rc;

use super::{Share, View, times};
use taskscope_trace::{Axis, AxisKind, SpanKind, Step, Track};

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
        let count = index((view.right() - view.label_width) / Self::WIDTH) + 2;
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

    /// The column of a step, which does not lie before that of `near`: that of its left edge is the last one before it.
    fn of(&self, step: Step, near: usize) -> usize {
        let is_before = |column: usize| self.steps.get(column).is_some_and(|&edge| edge < step);
        let (mut low, mut stride) = (near, 1);
        while is_before(low + stride) {
            low += stride;
            stride *= 2;
        }
        let rest = self.steps.get(low + 1..(low + stride).min(self.steps.len())).unwrap_or_default();
        low + rest.partition_point(|&edge| edge < step)
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
    pub(super) view: &'a View,
    pub(super) columns: &'a Columns,
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
        self.near_plot(self.px(step))
    }

    fn near_plot(&self, px: f64) -> f64 {
        // Not `clamp`: a picture may be narrower than its names.
        px.min(self.view.right() + Self::MARGIN).max(self.view.label_width - Self::MARGIN)
    }

    /// The right edge of the plot.
    pub(super) fn right(&self) -> f64 {
        self.view.right()
    }

    /// The first and the last step in view.
    pub(super) fn in_view(&self) -> (Step, Step) {
        self.columns.ends()
    }

    /// The least width of what stands for itself.
    pub(super) fn least_width(&self) -> f64 {
        times(self.least) * Columns::WIDTH
    }

    /// Whether something that reaches from one step to another stands for itself. Its exact width is looked for only if it
    /// does not lie within few columns: that takes most of the time that a picture does.
    pub(super) fn stands_alone(&self, span: (Step, Step), column: usize) -> bool {
        self.alone(span, column, &mut Near::default()).is_some()
    }

    /// Where something that stands for itself begins and ends.
    fn alone(&self, (from, to): (Step, Step), column: usize, near: &mut Near) -> Option<[f64; 2]> {
        if self.columns.of(to, column) < column + self.least {
            return None;
        }
        let [left, right] = [from, to].map(|step| near.of(step, || self.px(step)));
        (right - left >= self.least_width()).then_some([left, right])
    }

    /// The last step of what is drawn as one with something that begins in a column.
    pub(super) fn reach(&self, column: usize) -> Step {
        self.columns.step(column + self.least)
    }

    /// The column of a step, which does not lie before that of a column.
    pub(super) fn column_of(&self, step: Step, near: usize) -> usize {
        self.columns.of(step, near)
    }

    /// What to draw of a track. Looks at what is in view only, and at little of what shares a column.
    pub(super) fn parts(&self, track: &Track) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut crowd: Option<Crowd> = None;
        let (first, last) = self.in_view();
        let mut next = track.index_at(first).unwrap_or(0);
        let (mut column, mut near) = (0, Near::default());
        while let Some(from) = track.from(next).filter(|&from| from <= last) {
            let Some(span) = track.span(next) else {
                // Between two nodes of a row nothing goes on.
                next += 1;
                continue;
            };
            column = self.columns.of(from, column);
            let to = span.to.unwrap_or(self.end);
            if let Some(edges) = self.alone((from, to), column, &mut near) {
                parts.extend(crowd.take().map(|crowd| crowd.part(self)));
                let [left, right] = edges.map(|px| self.near_plot(px));
                parts.push(Part { kind: span.kind, from, to, left, right, shares: None });
                next += 1;
                continue;
            }
            let after = track.first_after(self.reach(column), next).saturating_sub(1).max(next + 1);
            if crowd.as_ref().is_some_and(|crowd| column > crowd.end() + self.least) {
                parts.extend(crowd.take().map(|crowd| crowd.part(self)));
            }
            let group = self.group(next..after, track, column);
            crowd.get_or_insert_with(|| Crowd::new(column, from)).add(&group);
            next = after;
        }
        parts.extend(crowd.map(|crowd| crowd.part(self)));
        parts
    }

    /// Some spans of a track that are drawn as one, the first of which begins in a column.
    fn group(&self, spans: Range<usize>, track: &Track, column: usize) -> Group {
        let to = track.from(spans.end).unwrap_or(self.end);
        let sums = track.sums_between(spans.start, spans.end).and_then(|(sums, [from, to])| {
            let whole = self.axis.position(to) - self.axis.position(from);
            let [busy, ready] = [sums.busy, sums.ready].map(|extent| self.axis.length_of(extent) / whole);
            (whole > 0.0).then(|| Share::new(busy, ready))
        });
        let share = sums.unwrap_or_else(|| self.tallied(spans, track));
        Group { share, columns: [column, self.columns.of(to, column)], to }
    }

    /// How much of few spans is busy and ready: of their time on the clock, and of their events on the other axes, as
    /// these give room to events.
    fn tallied(&self, spans: Range<usize>, track: &Track) -> Share {
        let is_timed = self.axis.kind() == AxisKind::Clock;
        let mut near = Near::default();
        let mut place = |step: Step| near.of(step, || self.axis.position(step));
        let mut length = |from: Step, to: Step| {
            if !is_timed {
                return times(to.0 - from.0);
            }
            let from = place(from);
            place(to) - from
        };
        let mut tally = Tally::default();
        for span in spans.filter_map(|index| track.span(index)) {
            tally.add(span.kind, length(span.from, span.to.unwrap_or(self.end)));
        }
        tally.share()
    }
}

/// What was found for a step: mostly the next one that is asked for is the same, as one span begins where another ends.
#[derive(Default)]
struct Near(Option<(Step, f64)>);

impl Near {
    fn of(&mut self, step: Step, find: impl FnOnce() -> f64) -> f64 {
        match self.0 {
            Some((last, found)) if last == step => found,
            _ => {
                let found = find();
                self.0 = Some((step, found));
                found
            }
        }
    }
}

/// Spans that are drawn as one.
struct Group {
    share: Share,
    /// The first and the last column in which they are.
    columns: [usize; 2],
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
            // As in the sums of a track.
            SpanKind::Shared => {
                self.busy += length / 2.0;
                self.ready += length / 2.0;
                (self.is_busy, self.is_ready) = (true, true);
            }
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
}

impl Crowd {
    /// Columns that there is room for without growing.
    const USUAL: usize = 256;

    fn new(column: usize, from: Step) -> Self {
        // Mostly a crowd goes on for many columns.
        Self { column, shares: Vec::with_capacity(Self::USUAL), from, to: from }
    }

    /// The column behind the last one.
    fn end(&self) -> usize {
        self.column + self.shares.len()
    }

    /// Adds some spans, which come after those that it has.
    fn add(&mut self, group: &Group) {
        let [first, last] = group.columns.map(|column| column - self.column);
        self.to = group.to;
        // What does not begin with a column goes on in it; what reaches into later ones goes on in all of them.
        let before = self.shares.last().copied().unwrap_or_default();
        while self.shares.len() < first {
            self.shares.push(before);
        }
        match self.shares.get_mut(first) {
            Some(shared) => *shared = shared.max(group.share),
            None => self.shares.push(group.share),
        }
        while self.shares.len() < last {
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
