//! One version of a demo's program.

use std::fmt;

use taskscope_runtime::record::{Recorder, Recording};
use taskscope_runtime::{Rules, simulate_with};

use super::knobs::Knobs;
use super::main_task::Main;
use super::scheduling::Scheduling;
use taskscope_judge::FindingKind;

/// One version of a demo's program.
pub struct Variant {
    /// Its name: `bad` and `fixed` where there is a pitfall.
    pub name: &'static str,
    /// One sentence on what sets it apart.
    pub sentence: &'static str,
    /// One sentence on what to look for in its run.
    pub watch: &'static str,
    /// The rules it runs by, unless the visitor chooses others.
    pub scheduling: Scheduling,
    /// What is found in it at default knobs; `None` for nothing.
    pub finding: Option<FindingKind>,
    /// Its run with nothing changed, as `taskscope_trace::bytes_of_words` writes it, where a site has recorded it.
    pub recorded: Option<&'static [u8]>,
    /// What makes its main task.
    pub main: &'static Main,
}

impl Variant {
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

    /// Runs it on the virtual clock to its end, scheduled by other rules. A panic is the end of the run, as it is in a
    /// browser.
    #[must_use]
    pub fn simulate_with(&self, knobs: Knobs, rules: Rules) -> Recording {
        let main = (self.main.start)(knobs);
        #[cfg(not(target_arch = "wasm32"))]
        let _reporting = crate::panics::report();
        simulate_with(Recorder::DEFAULT_CAPACITY, rules, Main::NAME, main, self.main.place)
    }
}

impl fmt::Debug for Variant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Variant").field("name", &self.name).finish_non_exhaustive()
    }
}
