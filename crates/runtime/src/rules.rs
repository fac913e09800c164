//! The rules a run is scheduled by: budgets, the policy, the seed; and what else an executor is made with.

use std::time::Duration;

use crate::choose::{Chooser, Policy};
use crate::record::Recorder;

/// How much one turn may do before the host gets control back.
///
/// ```
/// # use std::time::Duration;
/// # use taskscope_runtime::Budget;
/// let budget = Budget::of(500).with_time(Duration::from_millis(4));
/// assert_eq!((budget.polls, budget.time), (500, Some(Duration::from_millis(4))));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Budget {
    /// Polls in a turn.
    pub polls: u32,
    /// Time in a turn; `None` for no limit. The executor looks at the clock after at most 256 short polls, and after every long
    /// one, so a turn can overrun by as many, or by one long poll.
    pub time: Option<Duration>,
}

impl Budget {
    pub(crate) const POLLS_PER_CLOCK_READ: u32 = 256;

    /// No limit: a turn ends only when nothing is ready.
    pub const UNLIMITED: Self = Self { polls: u32::MAX, time: None };

    /// Exactly one poll.
    pub const ONE_POLL: Self = Self { polls: 1, time: None };

    /// At most this many polls, without a limit in time.
    #[must_use]
    pub const fn of(polls: u32) -> Self {
        Self { polls, time: None }
    }

    /// The same polls, in at most this time; `None` for no limit.
    #[must_use]
    pub fn with_time(self, time: impl Into<Option<Duration>>) -> Self {
        Self { time: time.into(), ..self }
    }
}

impl Default for Budget {
    /// 1,000 polls and no limit in time, the same on every machine.
    fn default() -> Self {
        Self { polls: 1000, time: None }
    }
}

/// The rules a run is scheduled by. Same program, same rules, same virtual clock: same trace.
///
/// Try others to find what works only in the usual order: a test that holds with a hundred seeds of [`Policy::Random`]
/// says more than one run.
///
/// ```
/// use std::panic::Location;
/// use taskscope_runtime::choose::Policy;
/// use taskscope_runtime::record::Recorder;
/// use taskscope_runtime::{println, simulate_with, spawn, Rules};
///
/// let printed = |rules: Rules| {
///     let main = async {
///         let tasks = [1, 2, 3].map(|number| spawn("task", async move { println!("{number}") }));
///         for task in tasks {
///             task.await.expect("it prints a line");
///         }
///     };
///     simulate_with(Recorder::DEFAULT_CAPACITY, rules, "main", main, Location::caller()).output()
/// };
/// assert_eq!(printed(Rules::default()), ["1", "2", "3"]);
/// let random = |seed| Rules::default().with_policy(Policy::Random).with_seed(seed);
/// assert!((0..100).any(|seed| printed(random(seed)) == ["3", "1", "2"]));
/// assert_eq!(printed(random(7)), printed(random(7)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
    /// Decides where the run could go on in more than one way; `None` leaves it to the policy and the seed.
    pub chooser: Option<Chooser>,
}

impl Rules {
    /// What Tokio allows a task in one poll.
    pub const OPERATIONS: u32 = 128;

    /// Another budget for each turn.
    #[must_use]
    pub fn with_budget(self, budget: Budget) -> Self {
        Self { budget, ..self }
    }

    /// Another number of operations for each poll; `None` for no limit.
    #[must_use]
    pub fn with_operations(self, operations: impl Into<Option<u32>>) -> Self {
        Self { operations: operations.into(), ..self }
    }

    /// Another policy.
    #[must_use]
    pub fn with_policy(self, policy: Policy) -> Self {
        Self { policy, ..self }
    }

    /// Another seed.
    #[must_use]
    pub fn with_seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// Lets `chooser` decide what the run leaves open; with `None`, the policy and the seed decide.
    #[must_use]
    pub fn with_chooser(self, chooser: impl Into<Option<Chooser>>) -> Self {
        Self { chooser: chooser.into(), ..self }
    }
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

/// The options of an executor: by default the default [`Rules`], no recorder, and a run that waits for the outside.
///
/// ```
/// use taskscope_runtime::record::Recorder;
/// use taskscope_runtime::{Budget, Options};
///
/// let recorder = Recorder::new(1_000_000, |words| println!("{} more records", words.len() / 4));
/// let options = Options::default().with_rules(Budget::of(100)).with_recorder(recorder);
/// assert_eq!(options.rules.budget.polls, 100);
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// The rules that schedule the tasks.
    pub rules: Rules,
    /// Takes the trace; `None` records nothing.
    pub recorder: Option<Recorder>,
    /// Whether nothing outside can wake a task. Then an executor with no ready task and no timer ends the run as
    /// [`RunEnd::Stuck`](taskscope_format::RunEnd::Stuck) instead of waiting for ever.
    pub ends_when_idle: bool,
}

impl Options {
    /// Other rules, or the default ones with another budget.
    #[must_use]
    pub fn with_rules(self, rules: impl Into<Rules>) -> Self {
        Self { rules: rules.into(), ..self }
    }

    /// Writes the trace with `recorder`; records nothing, with `None`.
    #[must_use]
    pub fn with_recorder(self, recorder: impl Into<Option<Recorder>>) -> Self {
        Self { recorder: recorder.into(), ..self }
    }

    /// Ends the run when nothing is left to wait for: see [`ends_when_idle`](Self::ends_when_idle).
    #[must_use]
    pub fn ending_when_idle(self) -> Self {
        Self { ends_when_idle: true, ..self }
    }
}
