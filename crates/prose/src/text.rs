//! A text that somebody reads, and where it is.

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// What to look for in a run.
    Watch,
    /// What the visitor may guess.
    Question,
    /// What was found in a run, or how to fix it.
    Finding,
    /// Anything else that a lesson says.
    Lesson,
    /// Anything else that the page says.
    Message,
    /// A paragraph of a document.
    Document,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Watch => "watch",
            Self::Question => "question",
            Self::Finding => "finding",
            Self::Lesson => "lesson",
            Self::Message => "message",
            Self::Document => "document",
        }
    }

    /// Whether its grade has a limit.
    pub(crate) fn is_limited(self) -> bool {
        matches!(self, Self::Watch | Self::Question | Self::Finding)
    }
}

/// A text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    /// Its file and line, or its key.
    pub(crate) place: String,
    pub(crate) kind: Kind,
    /// As it is written.
    pub(crate) written: String,
    /// What is left of it without code, names and holes.
    pub(crate) words: String,
}

impl Text {
    /// A text whose code is between backticks and is left out.
    pub(crate) fn of_prose(place: String, kind: Kind, prose: &str) -> Self {
        Self { place, kind, written: prose.to_owned(), words: without_code(prose) }
    }
}

/// What is left of a text without what is between backticks. An odd one out begins no code.
fn without_code(prose: &str) -> String {
    let parts: Vec<&str> = prose.split('`').collect();
    let words: Vec<&str> =
        parts.iter().step_by(2).map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    words.join(" ").replace(" .", ".").replace(" ,", ",").replace(" ?", "?").replace(" :", ":")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_left_out() {
        assert_eq!(without_code("`export` ran. It polls `upload`, `main`."), "ran. It polls,.");
        assert_eq!(without_code("All words."), "All words.");
    }
}
