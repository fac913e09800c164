//! Texts of a program as one line of a terminal: what moves the cursor, or turns the direction of writing, is shown
//! rather than done.

use std::borrow::Cow;

/// A text without line breaks and control characters: each is written as Rust escapes it, `\n` or `\u{1b}`.
///
/// Names, printed lines and panic messages are a program's own, and can say anything. Use this wherever one of them is
/// printed as part of a line, so that it can neither end that line nor look like another one. What is escaped are the
/// control characters, the two line separators of Unicode, and the marks that change the direction of writing (Unicode
/// Standard Annex 9, section 2).
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        if is_escaped(character) {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    Cow::Owned(line)
}

fn is_escaped(character: char) -> bool {
    let is_separator = matches!(character, '\u{2028}' | '\u{2029}');
    let is_direction = matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    character.is_control() || is_separator || is_direction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_stays_as_it_is() {
        for text in ["", "upload", "größer, 等待 “x” \\n", "👩‍🚀"] {
            assert!(matches!(one_line(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn no_text_ends_its_line_or_moves_the_cursor() {
        assert_eq!(one_line("a\r\nb\tc"), "a\\r\\nb\\tc");
        assert_eq!(
            one_line("\u{1b}[2J\u{9b}1m\u{7}\u{2028}\u{202e}x"),
            "\\u{1b}[2J\\u{9b}1m\\u{7}\\u{2028}\\u{202e}x"
        );
        let all: String = (0..=0x0010_ffff).filter_map(char::from_u32).collect();
        assert_eq!(one_line(&all).lines().count(), 1);
        assert!(!one_line(&all).contains(char::is_control));
    }
}
