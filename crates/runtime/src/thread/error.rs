//! Why a thread did not do what it was asked to.

use std::fmt;

/// Why a thread does not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ThreadError {
    /// It was closed, or its run is over: it takes no more calls.
    Closed,
    /// It crashed, or could not be started: the message of the panic, or what the browser said.
    Failed(String),
}

impl fmt::Display for ThreadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed => formatter.write_str("the thread was closed"),
            Self::Failed(message) => write!(formatter, "the thread failed: {message}"),
        }
    }
}

impl std::error::Error for ThreadError {}
