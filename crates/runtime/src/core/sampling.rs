//! When a turn looks at the clock.
//!
//! A look at the browser's clock costs as much as ten to twenty polls, so a long turn takes samples. The first polls of a
//! turn are timed one by one: a program of a few tasks gets exact bars.

use std::time::Duration;

use super::Core;
use crate::{Budget, Clock, Micros};

/// The samples of one turn.
pub(super) struct Sampling {
    /// Polls until the next look at the clock.
    left: u32,
    /// Polls between two looks.
    stride: u32,
    /// Polls that are still timed one by one.
    exact: u32,
    started: Option<Micros>,
    longest: Option<Duration>,
    is_late: bool,
}

impl Sampling {
    /// Polls at the start of a turn that are timed one by one.
    const EXACT: u32 = 16;
    const LONGEST_STRIDE: u32 = Budget::POLLS_PER_CLOCK_READ;
    /// Polls that take longer than this together are looked at more closely.
    const LONG: Duration = Duration::from_micros(200);

    /// For a turn that begins; `is_timed` says that the clock was read for its start.
    pub(super) fn new(core: &Core, budget: Budget, is_timed: bool) -> Self {
        let is_recorded = core.recorder().is_some();
        let (stride, exact) = if is_recorded { (1, Self::EXACT) } else { (Self::EXACT, 0) };
        // The virtual clock moves only where the core moves it.
        let is_sampled = core.clock() == Clock::Browser && (is_recorded || budget.time.is_some());
        Self {
            left: if is_sampled { stride } else { u32::MAX },
            stride,
            exact,
            started: is_timed.then(|| core.now()),
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

    fn sample(&mut self, core: &Core) {
        let before = core.now();
        core.read_clock();
        let now = core.now();
        if now.since(before) >= Self::LONG {
            (self.stride, self.exact) = (1, Self::EXACT);
        } else if self.exact > 0 {
            self.exact -= 1;
        } else {
            self.stride = (self.stride * 2).min(Self::LONGEST_STRIDE);
        }
        self.left = self.stride;
        // Without a time for its start, a turn is measured from its first sample on.
        let started = *self.started.get_or_insert(now);
        self.is_late = self.longest.is_some_and(|longest| now.since(started) >= longest);
    }
}
