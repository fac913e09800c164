//! A part of a lesson's text, which knows the lines of the whole.

use crate::{Mistake, Text};

/// The head or the body.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) text: &'a str,
    /// The line of the lesson that it begins with.
    pub(super) first_line: usize,
}

impl Part<'_> {
    /// The line of the lesson in which a byte of the part is.
    pub(super) fn line_at(self, offset: usize) -> usize {
        self.first_line + self.text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
    }
}

/// A text of which something may be said.
pub(super) fn text(line: usize, text: impl Into<String>) -> Text {
    Text { line, text: text.into() }
}

impl Text {
    /// The same sentence, once its backticks are found to come in pairs with something between them.
    pub(super) fn prose(self) -> Result<Self, Mistake> {
        let is_whole = self.text.split('`').count() % 2 == 1;
        let has_blank = self.text.split('`').skip(1).step_by(2).any(|code| code.trim().is_empty());
        if is_whole && !has_blank {
            return Ok(self);
        }
        Err(self.mistake("a backtick has no partner: write one on each side of a name or code"))
    }

    /// A mistake in its line.
    pub(super) fn mistake(&self, sentence: impl Into<String>) -> Mistake {
        Mistake::new(self.line, sentence)
    }
}

/// Words in a sentence: `a`, `b` and `c`.
pub(super) fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match &words[..] {
        [] => "none".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
