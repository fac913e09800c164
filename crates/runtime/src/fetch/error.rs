//! Why a file did not arrive.

use std::fmt;

/// Why a file did not arrive, or not to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FetchError {
    /// Nothing came, or the connection broke: what the browser says.
    Failed(String),
    /// The run is over.
    Cancelled,
    /// It is no text.
    NoText,
}

impl fmt::Display for FetchError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(message) => write!(formatter, "the file did not arrive: {message}"),
            Self::Cancelled => formatter.write_str("the run was over before the file arrived"),
            Self::NoText => formatter.write_str("the file is no text in UTF-8"),
        }
    }
}

impl std::error::Error for FetchError {}
