//! How much of a text is shown: names, printed lines and messages are a program's own, and can be of any length.

use std::borrow::Cow;

/// The most characters of any text that is shown: more than can be seen at once in a lane or a tip, a few lines of a
/// sentence, and few enough to be measured and laid out hundreds of times.
pub const MOST_SHOWN: usize = 240;

/// The most characters of a line in a list of what was printed, where it is what one looks for.
pub const MOST_PRINTED: usize = 2_000;

/// A text, or its first characters and an ellipsis if it has more than `most`. Takes no longer for a longer text.
#[must_use]
pub fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_too_long_is_cut_between_characters() {
        assert_eq!(shortened("größer", 6), "größer");
        assert_eq!(shortened("größer", 3), "grö…");
        assert_eq!(shortened("", 0), "");
        assert_eq!(shortened("a", 0), "…");
    }
}
