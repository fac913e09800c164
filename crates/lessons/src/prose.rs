//! Names and code inside a lesson's sentences: they stand between backticks, as in Markdown.

/// A part of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Words.
    Words(&'a str),
    /// The name of a task or a future, or code: what was between backticks.
    Code(&'a str),
}

/// The parts of a sentence. Words and code take turns, and no part is empty.
pub fn parts(sentence: &str) -> impl Iterator<Item = Part<'_>> {
    let parts = sentence.split('`').enumerate();
    let parts = parts.map(|(index, part)| if index % 2 == 0 { Part::Words(part) } else { Part::Code(part) });
    parts.filter(|part| !matches!(part, Part::Words("") | Part::Code("")))
}

/// The sentence without its backticks, for readers of plain text.
#[must_use]
pub fn plain(sentence: &str) -> String {
    sentence.replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_has_words_and_code() {
        use Part::{Code, Words};
        let found: Vec<_> = parts("`first` waits at `.await`.").collect();
        assert_eq!(found, [Code("first"), Words(" waits at "), Code(".await"), Words(".")]);
        assert_eq!(parts("").count(), 0);
        assert_eq!(plain("`first` waits at `.await`."), "first waits at .await.");
    }
}
