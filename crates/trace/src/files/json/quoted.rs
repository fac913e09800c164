//! Texts as JSON writes them, also within a page.

use std::fmt::Write;

/// Appends a text in quotes, with the characters escaped that have to be (RFC 8259, section 7), and those that mean
/// something to what JSON is put into: `<`, with which a name could end the script element that holds a run, and the two
/// line separators, which end a line of older JavaScript.
pub(in crate::files) fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\x1f' | '<' | '\u{7f}' | '\u{2028}' | '\u{2029}' => {
                write!(out, "\\u{:04x}", u32::from(character)).expect("a String takes every text");
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_ends_neither_its_string_nor_the_element_around_it() {
        let mut out = String::new();
        push_quoted(&mut out, "</script><!--\u{2028}\u{2029}\"\\\u{7}");
        assert_eq!(out, "\"\\u003c/script>\\u003c!--\\u2028\\u2029\\\"\\\\\\u0007\"");
        assert_eq!(
            serde_json::from_str::<String>(&out).ok().as_deref(),
            Some("</script><!--\u{2028}\u{2029}\"\\\u{7}")
        );
    }
}
