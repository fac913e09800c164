//! Why a file can't be opened, and where in it that was noticed.

use std::fmt;

use super::upgrades::VERSIONS;

/// Where in a file something is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// The file as a whole.
    Whole,
    /// A place in a text; lines and columns count from 1, columns in characters.
    Text {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
        /// The way there from the outermost value: `events[7].task`. Empty for that value itself.
        path: String,
    },
    /// A byte, counted from 0, of a file that is no text.
    Byte {
        /// The byte.
        offset: usize,
        /// Events that were read before it.
        events: usize,
    },
}

/// Why a file is no trace that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenError {
    /// Where it was noticed.
    pub spot: Spot,
    /// What is wrong and what would be right, as a sentence without its full stop.
    pub what: String,
}

impl OpenError {
    pub(super) fn whole(what: impl Into<String>) -> Self {
        Self { spot: Spot::Whole, what: what.into() }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.spot {
            Spot::Whole => {}
            Spot::Text { line, column, path } if path.is_empty() => {
                write!(formatter, "Line {line}, column {column}: ")?;
            }
            Spot::Text { line, column, path } => {
                write!(formatter, "Line {line}, column {column}, at {path}: ")?;
            }
            Spot::Byte { offset, events } => write!(formatter, "Byte {offset}, after {events} events: ")?,
        }
        write!(formatter, "{}.", self.what)
    }
}

impl std::error::Error for OpenError {}

/// What is said of a file whose version is not one that is read here.
pub(super) fn other_version(version: u32) -> String {
    let (first, last) = VERSIONS.into_inner();
    let what = if version > last { "a newer taskscope is needed" } else { "there never was one" };
    format!(
        "this is version {version} of the file format: {what}, and this taskscope reads versions {first} to {last}"
    )
}
