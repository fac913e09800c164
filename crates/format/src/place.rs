//! Where in the source something was written.

use crate::TextId;

/// A place in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as a text; relative to the package it was compiled from, with `/` between folders.
    pub file: TextId,
    /// The line, counted from 1.
    pub line: u32,
    /// The column, counted from 1.
    pub column: u32,
}
