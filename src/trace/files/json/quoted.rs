//! Texts as JSON writes them.

use std::fmt::Write;

/// Appends a text in quotes, with the characters escaped that have to be (RFC 8259, section 7).
pub(in crate::trace::files) fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\x1f' => {
                write!(out, "\\u{:04x}", u32::from(character)).expect("a String takes every text");
            }
            other => out.push(other),
        }
    }
    out.push('"');
}
