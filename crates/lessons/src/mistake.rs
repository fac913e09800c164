//! What is wrong with a lesson.

use std::error::Error;
use std::fmt;

/// A mistake in a lesson's text: where it is, what is wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The line of the lesson, from 1.
    pub line: usize,
    /// One sentence without a full stop: first what is wrong, then the next step.
    pub sentence: String,
}

impl Mistake {
    /// A mistake in a line.
    pub fn new(line: usize, sentence: impl Into<String>) -> Self {
        Self { line, sentence: sentence.into() }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.sentence)
    }
}

impl Error for Mistake {}
