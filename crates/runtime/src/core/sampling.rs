//! When a turn looks at the clock.
//!
//! A look at the browser's clock costs as much as ten to twenty polls. A recorded run still looks at the end of every
//! poll, so that each poll has its true length, until 64 polls in a row have ended within one step of the clock. From
//! then on a look says nothing about a single poll, and the turn takes samples. The time between two samples belongs to
//! all the polls between them. The trace says so by letting that time pass between polls: in a turn on the browser's
//! clock, time that passes while nothing is polled was spent in the polls right before it.

use std::time::Duration;

use super::Core;
use crate::{Budget, Clock, Micros};

/// The samples of one turn.
pub(super) struct Sampling {
    /// Polls until the next look at the clock.
    left: u32,
    /// Polls between two looks.
    stride: u32,
    /// Polls that are still looked at one by one.
    exact: u32,
    is_recorded: bool,
    started: Option<Micros>,
    /// The time at the last look.
    seen: Micros,
    longest: Option<Duration>,
    is_late: bool,
}

impl Sampling {
    /// Polls within one step of the clock after which a run that is recorded takes samples.
    const EXACT: u32 = 64;
    /// Polls that are looked at one by one, after some that took long, in a run that is not.
    const CLOSELY: u32 = 16;
    const LONGEST_STRIDE: u32 = Budget::POLLS_PER_CLOCK_READ;
    /// Polls that take longer than this together are looked at more closely.
    const LONG: Duration = Duration::from_micros(200);

    /// For a turn that begins; `is_timed` says that the clock was read for its start.
    pub(super) fn new(core: &Core, budget: Budget, is_timed: bool) -> Self {
        // The virtual clock moves only where the core moves it.
        let is_real = core.clock() == Clock::Browser;
        let is_recorded = is_real && core.is_recording();
        let (stride, exact) = if is_recorded { (1, Self::EXACT) } else { (Self::CLOSELY, 0) };
        let is_sampled = is_recorded || is_real && budget.time.is_some();
        core.times_polls.set(is_recorded);
        Self {
            left: if is_sampled { stride } else { u32::MAX },
            stride,
            exact,
            is_recorded,
            started: is_timed.then(|| core.now()),
            seen: core.now(),
            longest: budget.time,
            is_late: budget.time.is_some_and(|time| time.is_zero()),
        }
    }

    /// Polls until the next look at the clock.
    pub(super) fn left(&self) -> u32 {
        if self.is_late {
            0
        } else {
            self.left
        }
    }

    /// Whether the turn's time is spent.
    pub(super) fn is_late(&self) -> bool {
        self.is_late
    }

    /// Counts polls, and looks at the clock when it is time to.
    pub(super) fn count(&mut self, polls: u32, core: &Core) {
        self.left -= polls;
        if self.left == 0 {
            self.sample(core);
        }
    }

    /// The turn is over: what its last polls took is in it.
    pub(super) fn finish(self, core: &Core) {
        if self.is_recorded && self.left < self.stride && !core.times_polls.get() {
            core.read_clock();
        }
        core.times_polls.set(false);
    }

    fn sample(&mut self, core: &Core) {
        if !core.times_polls.get() {
            core.read_clock();
        }
        let now = core.now();
        let passed = now.since(self.seen);
        self.seen = now;
        if self.is_recorded && self.exact > 0 && passed > Duration::ZERO {
            self.exact = Self::EXACT;
        } else if passed >= Self::LONG {
            self.stride = 1;
            self.exact = if self.is_recorded { Self::EXACT } else { Self::CLOSELY };
        } else if self.exact > 1 {
            self.exact -= 1;
        } else {
            self.exact = 0;
            self.stride = (self.stride * 2).min(Self::LONGEST_STRIDE);
        }
        core.times_polls.set(self.is_recorded && self.exact > 0);
        self.left = self.stride;
        // Without a time for its start, a turn is measured from its first sample on.
        let started = *self.started.get_or_insert(now);
        self.is_late = self.longest.is_some_and(|longest| now.since(started) >= longest);
    }
}
