//! What can go wrong: what is wrong, and what to do next.

use std::fmt;
use std::process::ExitCode;

/// A reason not to go on, as a sentence without its full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The command was called in a way that means nothing.
    Usage(String),
    /// The machine refused.
    Failure(String),
}

impl Fault {
    /// As usual: 2 for what the caller has to change, 1 for the rest.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Usage(_) => ExitCode::from(2),
            Self::Failure(_) => ExitCode::FAILURE,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Usage(message) | Self::Failure(message)) = self;
        let stop = if message.ends_with('?') { "" } else { "." };
        write!(formatter, "{message}{stop}")
    }
}

impl From<lexopt::Error> for Fault {
    fn from(error: lexopt::Error) -> Self {
        Self::Usage(format!("{error}; `taskscope help` shows what there is"))
    }
}
