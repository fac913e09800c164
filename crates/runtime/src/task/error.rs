//! Why a task has no value.

use std::fmt;

/// Why a task has no value to give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JoinError {
    /// It was aborted, or the executor went away.
    Cancelled,
    /// It panicked, with this message.
    Panicked(String),
}

impl JoinError {
    pub(crate) fn panicked(message: &str) -> Self {
        Self::Panicked(message.to_owned())
    }
}

impl fmt::Display for JoinError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cancelled => formatter.write_str("the task was cancelled"),
            Self::Panicked(message) => write!(formatter, "the task panicked: {message}"),
        }
    }
}

impl std::error::Error for JoinError {}
