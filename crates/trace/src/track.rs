//! What a task or a node did from step to step, in four bytes a span, with the sums that a picture of many spans needs.

use super::measure::Before;
use super::{Phase, Step};

/// What a task or a node does during a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanKind {
    /// At an await.
    Waiting,
    /// A task: in the queue. A node: woken, and not polled by its parent yet.
    Ready,
    /// Being polled.
    Running,
    /// A task: one of several whose polls took this time together, ready or waiting for the rest of it.
    Shared,
}

/// How a task or a node ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With a value.
    Done,
    /// Dropped before it was done.
    Cancelled,
    /// By a panic.
    Panicked,
}

/// A stretch of a track. `from` and `to` are the steps right after the events that begin and end it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// What goes on.
    pub kind: SpanKind,
    /// Where it begins.
    pub from: Step,
    /// Where it ends; `None` while it goes on.
    pub to: Option<Step>,
}

/// How far something reaches, in the units of every axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Microseconds.
    pub time: u64,
    /// The room of its events on the elastic axis.
    pub weight: u64,
    /// Steps.
    pub steps: u64,
}

/// How much of a stretch of a track something was busy and ready.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Being polled.
    pub busy: Extent,
    /// In the queue, or woken and not polled.
    pub ready: Extent,
}

/// What begins at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Span(SpanKind),
    End(End),
}

impl From<Phase> for Mark {
    /// What is drawn of what a task or a node does.
    fn from(phase: Phase) -> Self {
        match phase {
            Phase::Waiting => Self::Span(SpanKind::Waiting),
            Phase::Ready => Self::Span(SpanKind::Ready),
            Phase::Running => Self::Span(SpanKind::Running),
            Phase::Done => Self::End(End::Done),
            Phase::Cancelled => Self::End(End::Cancelled),
            Phase::Panicked => Self::End(End::Panicked),
        }
    }
}

/// The spans of a task, or of the nodes that share a row, in order. Between two nodes of a row there may be a gap.
#[derive(Clone, Debug, Default)]
pub struct Track {
    /// What begins where: the step in the upper 29 bits, what it is in the lower 3.
    marks: Vec<u32>,
    /// The sums of all spans before every 32nd mark.
    sums: Vec<Sums>,
    /// The sums of all spans that are over.
    total: Sums,
    /// What lay before the last mark.
    last: Before,
}

impl Track {
    const BLOCK: usize = 32;
    const BITS: u32 = 3;

    /// Ends the span that goes on and begins what follows.
    pub(super) fn mark(&mut self, mark: Mark, step: Step, before: Before) {
        if let Some(Span { kind, from, to: None }) =
            self.marks.len().checked_sub(1).and_then(|last| self.span(last))
        {
            let extent = Extent {
                time: before.time - self.last.time,
                weight: before.weight - self.last.weight,
                steps: (step.0 - from.0) as u64,
            };
            match kind {
                SpanKind::Running => self.total.busy.add(extent),
                SpanKind::Ready => self.total.ready.add(extent),
                // Nobody knows how much of it: in sums half counts as busy.
                SpanKind::Shared => {
                    let half = extent.half();
                    self.total.busy.add(half);
                    self.total.ready.add(extent.since(half));
                }
                SpanKind::Waiting => {}
            }
            if step == from {
                // Nothing went on in between.
                self.marks.pop();
                push(&mut self.marks, packed(mark, step));
                return;
            }
        }
        if self.marks.len() % Self::BLOCK == 0 {
            push(&mut self.sums, self.total);
        }
        push(&mut self.marks, packed(mark, step));
        self.last = before;
    }

    /// Says that the time between two steps, of which the second is that of the last event, was shared with others: what
    /// went on goes on after it.
    pub(super) fn share(&mut self, from: (Step, Before), to: (Step, Before)) {
        let last = self.marks.len().checked_sub(1).and_then(|last| self.span(last));
        if let Some(Span { kind, to: None, .. }) = last {
            self.mark(Mark::Span(SpanKind::Shared), from.0, from.1);
            self.mark(Mark::Span(kind), to.0, to.1);
        }
    }

    /// How many spans and ends there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.marks.len()
    }

    /// Whether nothing is known of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// The span at an index. `None` behind the last one, and where there is the end of something instead.
    #[must_use]
    pub fn span(&self, index: usize) -> Option<Span> {
        let (mark, from) = unpacked(*self.marks.get(index)?);
        match mark {
            Mark::Span(kind) => Some(Span { kind, from, to: self.from(index + 1) }),
            Mark::End(_) => None,
        }
    }

    /// Where the span or end at an index begins.
    #[must_use]
    pub fn from(&self, index: usize) -> Option<Step> {
        self.marks.get(index).map(|&mark| unpacked(mark).1)
    }

    /// All spans, in order.
    pub fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        (0..self.len()).filter_map(|index| self.span(index))
    }

    /// The ends of what it shows, in order: one at most for a task, one for each node of a row.
    pub fn ends(&self) -> impl Iterator<Item = (Step, End)> + '_ {
        self.marks.iter().filter_map(|&mark| match unpacked(mark) {
            (Mark::End(end), step) => Some((step, end)),
            (Mark::Span(_), _) => None,
        })
    }

    /// The end at an index. `None` where there is a span.
    #[must_use]
    pub fn end(&self, index: usize) -> Option<(Step, End)> {
        match unpacked(*self.marks.get(index)?) {
            (Mark::End(end), step) => Some((step, end)),
            (Mark::Span(_), _) => None,
        }
    }

    /// The index of what goes on at a step. `None` before the first span.
    #[must_use]
    pub fn index_at(&self, step: Step) -> Option<usize> {
        self.first_after(step, 0).checked_sub(1)
    }

    /// What a task or node does at a step.
    #[must_use]
    pub fn span_at(&self, step: Step) -> Option<Span> {
        self.span(self.index_at(step)?)
    }

    /// The index of the first span or end that begins after a step, which is looked for from an index on: near ones are
    /// found sooner. The number of all of them if there is none.
    #[must_use]
    pub fn first_after(&self, step: Step, index: usize) -> usize {
        let is_before = |index: usize| self.marks.get(index).is_some_and(|&mark| unpacked(mark).1 <= step);
        let (mut low, mut stride) = (index, 1);
        while is_before(low + stride - 1) {
            low += stride;
            stride *= 2;
        }
        let rest = self.marks.get(low..(low + stride).min(self.marks.len())).unwrap_or_default();
        low + rest.partition_point(|&mark| unpacked(mark).1 <= step)
    }

    /// How much of the whole blocks of spans between two indexes was busy and ready, and where these blocks begin and end.
    /// `None` if there is no whole block between them.
    #[must_use]
    pub fn sums_between(&self, from: usize, to: usize) -> Option<(Sums, [Step; 2])> {
        let (first, last) = (from.div_ceil(Self::BLOCK), to / Self::BLOCK);
        if first >= last {
            return None;
        }
        let steps = [self.from(first * Self::BLOCK)?, self.from(last * Self::BLOCK)?];
        Some((self.sums.get(last)?.since(*self.sums.get(first)?), steps))
    }

    /// The sums of all spans that are over.
    #[must_use]
    pub fn total(&self) -> Sums {
        self.total
    }
}

impl Sums {
    fn since(self, earlier: Self) -> Self {
        Self { busy: self.busy.since(earlier.busy), ready: self.ready.since(earlier.ready) }
    }
}

impl Extent {
    fn add(&mut self, other: Self) {
        self.time += other.time;
        self.weight += other.weight;
        self.steps += other.steps;
    }

    fn half(self) -> Self {
        Self { time: self.time / 2, weight: self.weight / 2, steps: self.steps / 2 }
    }

    fn since(self, earlier: Self) -> Self {
        Self {
            time: self.time - earlier.time,
            weight: self.weight - earlier.weight,
            steps: self.steps - earlier.steps,
        }
    }
}

fn packed(mark: Mark, step: Step) -> u32 {
    let code = match mark {
        Mark::Span(SpanKind::Waiting) => 0,
        Mark::Span(SpanKind::Ready) => 1,
        Mark::Span(SpanKind::Running) => 2,
        Mark::End(End::Done) => 3,
        Mark::End(End::Cancelled) => 4,
        Mark::End(End::Panicked) => 5,
        Mark::Span(SpanKind::Shared) => 6,
    };
    // More than 2^29 events, of 16 bytes each, do not fit into a page.
    u32::try_from(step.0 << Track::BITS).unwrap_or(u32::MAX << Track::BITS) | code
}

fn unpacked(packed: u32) -> (Mark, Step) {
    let mark = match packed & ((1 << Track::BITS) - 1) {
        0 => Mark::Span(SpanKind::Waiting),
        1 => Mark::Span(SpanKind::Ready),
        2 => Mark::Span(SpanKind::Running),
        3 => Mark::End(End::Done),
        4 => Mark::End(End::Cancelled),
        6 => Mark::Span(SpanKind::Shared),
        _ => Mark::End(End::Panicked),
    };
    (mark, Step((packed >> Track::BITS) as usize))
}

/// Appends to a list of which there may be thousands: it grows by a quarter, where `Vec` would double.
pub(super) fn push<T>(list: &mut Vec<T>, value: T) {
    if list.len() == list.capacity() {
        list.reserve_exact((list.len() / 4).max(4));
    }
    list.push(value);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn before(step: usize) -> Before {
        Before { time: step as u64 * 10, weight: step as u64 * 3 }
    }

    fn track(marks: &[(Mark, usize)]) -> Track {
        let mut track = Track::default();
        for &(mark, step) in marks {
            track.mark(mark, Step(step), before(step));
        }
        track
    }

    #[test]
    fn spans_are_found_by_index_and_by_step() {
        let [ready, running] = [SpanKind::Ready, SpanKind::Running].map(Mark::Span);
        let track = track(&[(ready, 2), (running, 5), (Mark::End(End::Done), 9), (ready, 12)]);
        let kinds: Vec<_> =
            track.spans().map(|span| (span.kind, span.from.0, span.to.map(|to| to.0))).collect();
        let expected =
            [(SpanKind::Ready, 2, Some(5)), (SpanKind::Running, 5, Some(9)), (SpanKind::Ready, 12, None)];
        assert_eq!(kinds, expected);
        let at = |step| track.span_at(Step(step)).map(|span| span.from.0);
        assert_eq!(
            [0, 2, 4, 5, 8, 9, 11, 12, 99].map(at),
            [None, Some(2), Some(2), Some(5), Some(5), None, None, Some(12), Some(12)]
        );
        assert_eq!(track.ends().collect::<Vec<_>>(), [(Step(9), End::Done)]);
        assert_eq!(track.total().busy, Extent { time: 40, weight: 12, steps: 4 });
    }

    #[test]
    fn time_that_is_shared_lies_between_what_went_on_and_what_goes_on() {
        use SpanKind::{Ready, Running, Shared};
        let [ready, running] = [Ready, Running].map(Mark::Span);
        let mut track = track(&[(running, 2), (ready, 5)]);
        // Right after the poll, and with an event that begins another one.
        track.share((Step(5), before(5)), (Step(6), before(6)));
        track.mark(running, Step(6), before(6));
        track.mark(ready, Step(8), before(8));
        // While it has been ready for a while.
        track.share((Step(10), before(10)), (Step(11), before(11)));
        let spans: Vec<_> = track.spans().map(|span| (span.kind, span.from.0)).collect();
        let expected = [(Running, 2), (Shared, 5), (Running, 6), (Ready, 8), (Shared, 10), (Ready, 11)];
        assert_eq!(spans, expected);
        let total = track.total();
        assert_eq!((total.busy.time, total.ready.time), (30 + 5 + 20 + 5, 5 + 20 + 5));
    }

    #[test]
    fn the_first_after_a_step_is_the_same_from_wherever_it_is_looked_for() {
        let marks: Vec<_> = (0..100).map(|index| (Mark::Span(SpanKind::Running), index * 3)).collect();
        let track = track(&marks);
        for step in 0..310 {
            let expected = (step / 3 + 1).min(100);
            for from in (0..=expected).step_by(7) {
                assert_eq!(track.first_after(Step(step), from), expected);
            }
        }
    }

    #[test]
    fn sums_are_those_of_whole_blocks() {
        let [running, waiting] = [SpanKind::Running, SpanKind::Waiting].map(Mark::Span);
        let marks: Vec<_> =
            (0..100).map(|index| (if index % 2 == 0 { running } else { waiting }, index * 4)).collect();
        let (sums, steps) = track(&marks).sums_between(10, 100).expect("there are two blocks");
        assert_eq!(steps, [Step(128), Step(384)]);
        assert_eq!(sums.busy, Extent { time: 1280, weight: 384, steps: 128 });
        assert_eq!(track(&marks).sums_between(1, 40), None);
    }
}
