//! The rules a run is scheduled by: budgets, the policy, the seed; and what else an executor is made with.

use std::time::Duration;

use crate::choose::{Chooser, Policy};
use crate::record::Recorder;

/// How much one turn may do before the host gets control back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Polls in a turn.
    pub polls: u32,
    /// Time in a turn; `None` for no limit. Looked at after every 256 short polls at least, and after every long one, so a turn can overrun
    /// by as many, or by one long poll.
    pub time: Option<Duration>,
}

impl Budget {
    pub(crate) const POLLS_PER_CLOCK_READ: u32 = 256;

    /// No limit: a turn ends only when nothing is ready.
    pub const UNLIMITED: Self = Self { polls: u32::MAX, time: None };

    /// Exactly one poll.
    pub const ONE_POLL: Self = Self { polls: 1, time: None };
}

impl Default for Budget {
    /// 1,000 polls and no limit in time, the same on every machine.
    fn default() -> Self {
        Self { polls: 1000, time: None }
    }
}

/// The rules a run is scheduled by. Same program, same rules, same virtual clock: same trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// How much one turn may do.
    pub budget: Budget,
    /// How many operations on this crate's resources may succeed in one poll of a task. The next one returns
    /// `Pending` and wakes its task at once, so that a task whose resources are always ready still lets the others
    /// run. `None` for no limit.
    pub operations: Option<u32>,
    /// Which ready task runs next.
    pub policy: Policy,
    /// Where the random choices of the run start from.
    pub seed: u64,
    /// What decides where the run could go on in more than one way; `None` for the policy and the seed alone.
    pub chooser: Option<Chooser>,
}

impl Rules {
    /// What Tokio allows a task in one poll.
    pub const OPERATIONS: u32 = 128;
}

impl Default for Rules {
    /// The default [`Budget`], [`OPERATIONS`](Self::OPERATIONS) operations, first in first out, seed 0.
    fn default() -> Self {
        Self {
            budget: Budget::default(),
            operations: Some(Self::OPERATIONS),
            policy: Policy::default(),
            seed: 0,
            chooser: None,
        }
    }
}

impl From<Budget> for Rules {
    /// The default rules with another budget.
    fn from(budget: Budget) -> Self {
        Self { budget, ..Self::default() }
    }
}

/// What an executor is made with.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What the tasks are scheduled by.
    pub rules: Rules,
    /// Takes the trace; `None` records nothing.
    pub recorder: Option<Recorder>,
    /// Whether nothing outside can wake a task. Then an executor with no ready task and no timer ends the run as
    /// [`RunEnd::Stuck`](taskscope_format::RunEnd::Stuck) instead of waiting for ever.
    pub ends_when_idle: bool,
}
