//! What axes are made of: the room that events need, and the gaps between them.
//!
//! What is kept of a step does not depend on what comes later; only the folds of the elastic axis and its scale do. So a
//! batch costs what it holds.

mod usual;

use taskscope_format::{Event, Micros};

use self::usual::Usual;
use super::axis::Fold;
use super::chunks::Chunks;
use super::track::push;
use super::{Moment, Step, Trace};

/// The room that the end of a poll needs on the elastic axis, which is its unit.
pub(super) const WHOLE: u64 = 20;

/// What all axes of one growing trace are made of. A byte an event.
#[derive(Debug, Default)]
pub struct Measure {
    /// The events that were measured, 32 at a time, without the last few.
    blocks: Chunks<Block>,
    /// The last few.
    last: Block,
    /// How much room the events need that were seen.
    weight: u64,
    polls: u32,
    seen: usize,
    /// The time of the first event, which is where every axis begins.
    start: Micros,
    /// The time of the last event.
    time: Micros,
    /// The steps at which gaps begin in which time passes while nothing runs or is ready, in no thread either.
    gaps: Vec<u32>,
    usual: Usual,
    /// The longest idle gap that the elastic axis shows in full; `None` while there is no gap.
    limit: Option<u64>,
    /// The gaps that are longer.
    folds: Vec<Fold>,
    /// For each fold how much time it and those before it leave out.
    left_out: Vec<u64>,
    /// How many gaps were looked at for `folds`.
    looked_at: usize,
}

/// 32 events: what lies before them, and of which size each is. The sum up to any of them takes a few instructions.
#[derive(Clone, Copy, Debug, Default)]
struct Block {
    /// The room that the events before need.
    weight: u64,
    /// How many polls began before.
    polls: u32,
    /// Bit `n` of these two says of which [`Size`] event `n` is.
    low: u32,
    high: u32,
    /// Bit `n` is set if a poll of a task begins with event `n`.
    starts: u32,
}

/// What lies before a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Before {
    /// The time that has passed since the first event, in microseconds.
    pub(super) time: u64,
    /// The room that events need on the elastic axis, in parts of [`WHOLE`].
    pub(super) weight: u64,
}

impl Measure {
    const BLOCK: usize = 32;

    /// Takes in the next event.
    pub fn take(&mut self, moment: Moment<'_>) {
        let bit = self.seen % Self::BLOCK;
        if bit == 0 {
            let next = Block { weight: self.weight, polls: self.polls, ..Block::default() };
            let full = std::mem::replace(&mut self.last, next);
            if self.seen > 0 {
                self.blocks.push(full);
            }
        }
        if self.seen == 0 {
            (self.start, self.time) = (moment.time, moment.time);
        }
        // The event happens at the end of its gap.
        if moment.time > self.time {
            if moment.state.is_idle() {
                push(&mut self.gaps, small(self.seen));
                self.usual.add(moment.time.0 - self.time.0);
            }
            self.time = moment.time;
        }
        let size = Size::of(moment.event);
        let is_start = matches!(moment.event, Event::PollStarted { .. });
        self.last.low |= u32::from(size.is_low_set()) << bit;
        self.last.high |= u32::from(size.is_high_set()) << bit;
        self.last.starts |= u32::from(is_start) << bit;
        self.weight += size.weight();
        self.polls += u32::from(is_start);
        self.seen += 1;
    }

    /// Folds the gaps that are long if measured by the usual one. To be called after a batch.
    pub fn fold(&mut self, trace: &Trace) {
        /// A gap that is so many times as long as the usual one tells nothing by its length.
        const LONG: u64 = 5;
        let limit = self.usual.get().map(|usual| usual.saturating_mul(LONG));
        if self.limit != limit {
            self.limit = limit;
            self.folds.clear();
            self.left_out.clear();
            self.looked_at = 0;
        }
        let Some(limit) = limit else { return };
        let mut left_out = self.left_out.last().copied().unwrap_or(0);
        for &gap in self.gaps.iter().skip(self.looked_at) {
            let from = Step(gap as usize);
            let length = trace.time(Step(from.0 + 1)).0 - trace.time(from).0;
            if length > limit {
                left_out += length - limit;
                self.folds.push(Fold { from, length: Micros(length) });
                self.left_out.push(left_out);
            }
        }
        self.looked_at = self.gaps.len();
    }

    /// What lies before the step after the last event taken in.
    pub(super) fn now(&self) -> Before {
        Before { time: self.since_start(self.time), weight: self.weight }
    }

    pub(super) fn folds(&self) -> &[Fold] {
        &self.folds
    }

    /// How much time the folds before a step leave out.
    pub(super) fn left_out_before(&self, step: Step) -> u64 {
        let folds = self.folds.partition_point(|fold| fold.from < step);
        folds.checked_sub(1).and_then(|last| self.left_out.get(last)).copied().unwrap_or(0)
    }

    /// What lies before a step of the trace that was measured.
    pub(super) fn before(&self, trace: &Trace, step: Step) -> Before {
        let weight = self.block(step).map_or(self.weight, |(block, earlier)| {
            let (low, high) = (block.low & earlier, block.high & earlier);
            let [medium, large, whole] =
                [low, high, low & high].map(|bits: u32| u64::from(bits.count_ones()));
            // Each event counts as a small one at least, and one that sets both bits as all three others.
            let all = (step.0 % Self::BLOCK) as u64;
            block.weight
                + Size::Small.weight() * all
                + (Size::Medium.weight() - Size::Small.weight()) * medium
                + (Size::Large.weight() - Size::Small.weight()) * large
                + (Size::Whole.weight() + Size::Small.weight() - Size::Medium.weight() - Size::Large.weight())
                    * whole
        });
        Before { time: self.since_start(trace.time(step)), weight }
    }

    /// How long after the first event a time is, in microseconds.
    pub(super) fn since_start(&self, time: Micros) -> u64 {
        time.0.saturating_sub(self.start.0)
    }

    /// How many polls of tasks began before a step.
    pub(super) fn polls_before(&self, step: Step) -> u64 {
        let polls = self
            .block(step)
            .map_or(self.polls, |(block, earlier)| block.polls + (block.starts & earlier).count_ones());
        polls.into()
    }

    /// The block of the event after a step, with a bit for each of its events before the step. `None` at the end.
    fn block(&self, step: Step) -> Option<(Block, u32)> {
        let block = self.blocks.get(step.0 / Self::BLOCK).unwrap_or(self.last);
        (step.0 < self.seen).then(|| (block, (1 << (step.0 % Self::BLOCK)) - 1))
    }
}

/// How much room an event gets on the elastic axis beside that for the time before it. The end of a poll gets most, so
/// that every poll is wide enough to be seen and clicked.
#[derive(Clone, Copy)]
enum Size {
    Small,
    Medium,
    Large,
    Whole,
}

impl Size {
    fn of(event: Event) -> Self {
        if matches!(event, Event::PollEnded { .. } | Event::TaskDone { .. } | Event::TaskPanicked { .. }) {
            Self::Whole
        } else if matches!(event, Event::PollStarted { .. } | Event::NodePollEnded { .. }) {
            Self::Large
        } else if matches!(
            event,
            Event::NodePollStarted { .. } | Event::NodeWoken { .. } | Event::TaskReady { .. }
        ) {
            Self::Medium
        } else {
            Self::Small
        }
    }

    const fn weight(self) -> u64 {
        match self {
            Self::Small => 1,
            Self::Medium => 3,
            Self::Large => 7,
            Self::Whole => WHOLE,
        }
    }

    const fn is_low_set(self) -> bool {
        matches!(self, Self::Medium | Self::Whole)
    }

    const fn is_high_set(self) -> bool {
        matches!(self, Self::Large | Self::Whole)
    }
}

/// A step as it is kept in indexes: a trace of more than 2^32 events does not fit into any memory there is.
fn small(step: usize) -> u32 {
    u32::try_from(step).unwrap_or(u32::MAX)
}
