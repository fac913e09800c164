//! One version of a demo's program.

use std::fmt;
use std::panic::Location;
use std::pin::Pin;

use taskscope_runtime::record::{Recorder, Recording};
use taskscope_runtime::thread::Callable;
use taskscope_runtime::{Rules, simulate_with};

use super::knobs::Knobs;
use super::scheduling::Scheduling;
use taskscope_judge::FindingKind;

/// A main task that has not been spawned.
pub type Program = Pin<Box<dyn Future<Output = ()>>>;

/// One version of a demo's program.
pub struct Variant {
    /// Its name, which its functions end in: `bad` and `fixed` where there is a pitfall.
    pub name: &'static str,
    /// One sentence on what sets it apart.
    pub sentence: &'static str,
    /// Makes the main task.
    pub program: fn(Knobs) -> Program,
    /// Where the main task is said to be spawned: in the demo's file, whoever starts it.
    pub place: &'static Location<'static>,
    /// The rules it runs by, unless the visitor chooses others.
    pub scheduling: Scheduling,
    /// What is found in it at default knobs; `None` for nothing.
    pub finding: Option<FindingKind>,
    /// Whether it keeps its thread for ever and does nothing there that could be cut short.
    pub is_endless: bool,
    /// The functions that it runs on threads.
    pub functions: &'static [&'static dyn Callable],
}

impl Variant {
    /// What the main task is called.
    pub const MAIN: &'static str = "main";

    /// A variant whose main task is spawned where this is called.
    #[must_use]
    #[track_caller]
    pub const fn new(name: &'static str, sentence: &'static str, program: fn(Knobs) -> Program) -> Self {
        let place = Location::caller();
        let scheduling = Scheduling::DEFAULT;
        Self { name, sentence, program, place, scheduling, finding: None, is_endless: false, functions: &[] }
    }

    /// The same with a mistake in it that is found.
    #[must_use]
    pub const fn finds(self, kind: FindingKind) -> Self {
        Self { finding: Some(kind), ..self }
    }

    /// The same with a loop in it that nothing ends.
    #[must_use]
    pub const fn endless(self) -> Self {
        Self { is_endless: true, ..self }
    }

    /// The same under other rules.
    #[must_use]
    pub const fn under(self, scheduling: Scheduling) -> Self {
        Self { scheduling, ..self }
    }

    /// The same with functions that it runs on threads: a thread is another instance of the program, which has to find
    /// them.
    #[must_use]
    pub const fn runs(self, functions: &'static [&'static dyn Callable]) -> Self {
        Self { functions, ..self }
    }

    /// Whether it shows a mistake.
    #[must_use]
    pub fn is_bad(&self) -> bool {
        self.name == "bad"
    }

    /// Runs it on the virtual clock to its end, by its own rules.
    #[must_use]
    pub fn simulate(&self, knobs: Knobs) -> Recording {
        self.simulate_with(knobs, self.scheduling.rules())
    }

    /// Runs it on the virtual clock to its end, scheduled by other rules.
    #[must_use]
    pub fn simulate_with(&self, knobs: Knobs, rules: Rules) -> Recording {
        let main = (self.program)(knobs);
        simulate_with(Recorder::DEFAULT_CAPACITY, rules, Self::MAIN, main, self.place)
    }
}

impl fmt::Debug for Variant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Variant").field("name", &self.name).finish_non_exhaustive()
    }
}
