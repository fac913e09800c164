//! The grade of a text by Flesch and Kincaid: long sentences and long words make it hard to read.
//!
//! Kincaid, Fishburne, Rogers and Chissom, “Derivation of new readability formulas”, 1975.

use std::fmt;

/// The year of school whose pupils read a text with ease.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Grade(pub(crate) f64);

impl fmt::Display for Grade {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format!("{:.1}", self.0))
    }
}

/// Whether a text has enough words to be read as a sentence: a long word alone says little.
pub(crate) fn is_sentence(text: &str) -> bool {
    words(text).count() >= 8
}

/// The grade of a text; `None` if it has no words.
pub(crate) fn of(text: &str) -> Option<Grade> {
    let words: Vec<&str> = words(text).collect();
    let count = number(words.len());
    let syllables: usize =
        words.iter().map(|word| syllarust::count_syllables(&word.to_lowercase()).max(1)).sum();
    let grade = 0.39 * count / number(sentences(text)) + 11.8 * number(syllables) / count - 15.59;
    (!words.is_empty()).then_some(Grade(grade))
}

/// Its words: what has letters or digits in it.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_of_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '\'' | '’');
    text.split(move |letter| !is_of_word(letter)).filter(|word| word.contains(char::is_alphanumeric))
}

/// How many sentences it has: one at least.
fn sentences(text: &str) -> usize {
    let is_end = |word: &&str| word.trim_end_matches(['”', ')', '"']).ends_with(['.', '?', '!']);
    text.split_whitespace().filter(is_end).count().max(1)
}

/// A count, to be divided.
#[expect(clippy::cast_precision_loss, reason = "no text has as many words")]
pub(crate) fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(of(text).expect("it has words").to_string(), expected);
    }

    #[test]
    fn short_words_in_short_sentences_are_easy() {
        check("The cat sat. The dog ran.", "-2.6");
        check("All tasks wait in one queue, and the first one runs.", "0.5");
        assert_eq!(of("…"), None);
    }

    #[test]
    fn long_words_and_long_sentences_are_hard() {
        check("Cooperative scheduling necessitates voluntary suspension.", "31.2");
    }
}
