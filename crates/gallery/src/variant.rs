//! One version of a demo's program.

use serde::{Deserialize, Serialize};

use super::data;
use super::recorded_run::RecordedRun;
use super::scheduling::Scheduling;
use taskscope_judge::FindingKind;

/// One version of a demo's program.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// The slug of its demo.
    pub demo: &'static str,
    /// Its name: `bad` and `fixed` where there is a pitfall.
    pub name: &'static str,
    /// One sentence on what sets it apart.
    pub sentence: &'static str,
    /// One sentence on what to look for in its run.
    pub watch: &'static str,
    /// The rules it runs by, unless the visitor chooses others.
    pub scheduling: Scheduling,
    /// What is found in it at default knobs; `None` for nothing.
    #[serde(with = "data::finding_if_any")]
    pub finding: Option<FindingKind>,
    /// Whether it keeps its thread for ever, with nothing that could be cut short.
    pub is_endless: bool,
    /// Its recorded run, where the site has one and it has come.
    #[serde(skip)]
    pub recorded: &'static RecordedRun,
}

impl Variant {
    /// Whether it shows a mistake.
    #[must_use]
    pub fn is_bad(&self) -> bool {
        self.name == "bad"
    }
}
