//! What a session shows: a program that a runner of the page can start, or a run that none can.

use super::{Recording, Settings};

/// Where a run comes from. The page starts one by what it is (`src/page/launch.rs`); what else can be run one day, such as
/// a text that is compiled in the page or a module that was dropped on it, joins here and there, and nowhere else.
#[derive(Clone, Debug, PartialEq)]
pub enum Program {
    /// A program that is built in, with everything that was chosen for it.
    BuiltIn(Settings),
    /// A saved run. Nothing starts it; where its program is built in, that can be run anew.
    Recording(Recording),
}

impl Program {
    /// With what the program can be run (anew). `None` for a run of a program that is not here.
    #[must_use]
    pub fn settings(&self) -> Option<Settings> {
        match self {
            Self::BuiltIn(settings) => Some(*settings),
            Self::Recording(recording) => recording.settings(),
        }
    }

    /// The file that the run comes from, if it was not run here.
    #[must_use]
    pub fn recording(&self) -> Option<&Recording> {
        match self {
            Self::BuiltIn(_) => None,
            Self::Recording(recording) => Some(recording),
        }
    }
}

impl From<Settings> for Program {
    fn from(settings: Settings) -> Self {
        Self::BuiltIn(settings)
    }
}

impl From<Recording> for Program {
    fn from(recording: Recording) -> Self {
        Self::Recording(recording)
    }
}
