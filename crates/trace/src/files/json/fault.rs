//! What is wrong with a text, while the way to it is still being retraced.

use std::fmt::Display;

use taskscope_format::one_line;

use crate::files::{OpenError, Spot};
use crate::shortened;

/// A fault at a byte of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::files) struct Fault {
    pub(in crate::files) offset: usize,
    path: String,
    pub(in crate::files) what: String,
}

impl Fault {
    pub(super) fn new(offset: usize, what: impl Into<String>) -> Self {
        Self { offset, path: String::new(), what: what.into() }
    }

    /// The same, inside a member of an object.
    pub(super) fn in_member(mut self, name: &str) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("{}{dot}{}", shown(name), self.path);
        self
    }

    /// The same, inside an element of a list.
    pub(super) fn in_element(mut self, index: impl Display) -> Self {
        let dot = if self.path.is_empty() { "" } else { "." };
        self.path = format!("[{index}]{dot}{}", self.path);
        self
    }

    /// Says it with the line and column in the text.
    pub(super) fn in_text(self, bytes: &[u8]) -> OpenError {
        let before = bytes.get(..self.offset).unwrap_or(bytes);
        let is_break = |byte: &u8| *byte == b'\n';
        let start = before.iter().rposition(is_break).map_or(0, |at| at + 1);
        let line = before.iter().filter(|byte| is_break(byte)).count() + 1;
        // Every byte of UTF-8 but those that continue a character.
        let in_line = before.get(start..).unwrap_or_default();
        let column = in_line.iter().filter(|byte| **byte & 0xc0 != 0x80).count() + 1;
        OpenError { spot: Spot::Text { line, column, path: self.path }, what: self.what }
    }
}

/// As much of a text as a message shows, on one line: it may be read in a terminal.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 40;
    one_line(&shortened(text, LONGEST)).into_owned()
}
