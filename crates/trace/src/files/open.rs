//! Opens files of either form, whatever is in them.

use std::fmt;

use super::upgrades::VERSIONS;
use super::{Origin, binary, foreign, json};
use crate::Trace;

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

/// Reads a trace from a file of either form; the first bytes tell which it is. JSON may be in UTF-8 or UTF-16. Nothing is
/// unpacked: the page does so before, where its browser can.
///
/// A file can say anything: what makes no sense is refused, and reading takes time and memory in proportion to the
/// file's length.
///
/// # Errors
/// If it is no trace, says where and why.
pub fn open(bytes: &[u8]) -> Result<(Trace, Origin), OpenError> {
    if bytes.starts_with(&binary::MAGIC) {
        return binary::read(bytes);
    }
    let bytes = &*foreign::in_utf8(bytes)?;
    // What editors put before UTF-8, which the reader passes over.
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let is_ours = text.starts_with(b"{") && !foreign::is_for_perfetto(text);
    if is_ours { json::read(bytes) } else { Err(foreign::refusal(bytes, text)) }
}

/// What is said of a file whose version is not one that is read here.
pub(super) fn other_version(version: u32) -> String {
    let (first, last) = VERSIONS.into_inner();
    let what = if version > last { "a newer taskscope is needed" } else { "there never was one" };
    format!(
        "this is version {version} of the file format: {what}, and this taskscope reads versions {first} to {last}"
    )
}
