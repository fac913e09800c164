//! JSON as it is written here: by the serializer of the crate that reads it, safe within a page, and broken into lines.

use std::fmt::Display;
use std::io::{self, Write};

use json_event_parser::{JsonEvent, LowLevelJsonSerializer};

/// Writes a value piece by piece. Commas, quotes and brackets come by themselves.
///
/// # Panics
/// If a member has no name, or two values, as no caller may have it.
pub(in crate::files) struct JsonWriter {
    serializer: LowLevelJsonSerializer,
    page: Page,
    digits: Vec<u8>,
}

impl JsonWriter {
    /// A writer with room for so many bytes, for a start.
    pub(in crate::files) fn with_capacity(bytes: usize) -> Self {
        let page = Page { text: Vec::with_capacity(bytes), is_line_over: false };
        Self { serializer: LowLevelJsonSerializer::new(), page, digits: Vec::new() }
    }

    /// An object with the members that `write` writes.
    pub(in crate::files) fn object(&mut self, write: impl FnOnce(&mut Self)) {
        self.put(JsonEvent::StartObject);
        write(self);
        self.put(JsonEvent::EndObject);
    }

    /// A list with an element a line, each of which `write` writes.
    pub(in crate::files) fn lines<T>(
        &mut self,
        elements: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) {
        self.list(|json| {
            for element in elements {
                json.end_line();
                write(json, element);
            }
        });
    }

    /// A list of what `write` writes, which ends the line before each element.
    pub(in crate::files) fn list(&mut self, write: impl FnOnce(&mut Self)) {
        self.put(JsonEvent::StartArray);
        write(self);
        self.end_line();
        self.put(JsonEvent::EndArray);
    }

    /// A list of texts on one line.
    pub(in crate::files) fn words<'a>(&mut self, words: impl Iterator<Item = &'a str>) {
        self.put(JsonEvent::StartArray);
        words.for_each(|word| self.text(word));
        self.put(JsonEvent::EndArray);
    }

    /// What comes next begins a line.
    pub(in crate::files) fn end_line(&mut self) {
        self.page.is_line_over = true;
    }

    /// The name of a member, whose value comes next.
    pub(in crate::files) fn name(&mut self, name: &str) -> &mut Self {
        self.put(JsonEvent::ObjectKey(name.into()));
        self
    }

    pub(in crate::files) fn text(&mut self, text: &str) {
        self.put(JsonEvent::String(text.into()));
    }

    pub(in crate::files) fn number(&mut self, number: impl Display) {
        self.digits.clear();
        write!(self.digits, "{number}").expect("a vector takes every text");
        let digits = String::from_utf8_lossy(&self.digits);
        put(&mut self.serializer, &mut self.page, JsonEvent::Number(digits));
    }

    pub(in crate::files) fn flag(&mut self, flag: bool) {
        self.put(JsonEvent::Boolean(flag));
    }

    fn put(&mut self, event: JsonEvent<'_>) {
        put(&mut self.serializer, &mut self.page, event);
    }

    /// What was written.
    pub(in crate::files) fn finish(self) -> String {
        String::from_utf8(self.page.text).expect("what is written is text")
    }
}

fn put(serializer: &mut LowLevelJsonSerializer, page: &mut Page, event: JsonEvent<'_>) {
    serializer.serialize_event(event, page).expect("every member has a name and a value");
}

/// Takes the serializer's output. Escapes the characters that mean something to what JSON is put into: `<`, with which a
/// name could end the script element that holds a run, the two line separators, which end a line of older JavaScript, and
/// the one control character that JSON lets through. None of them stands outside of a string.
struct Page {
    /// UTF-8, as all that is written.
    text: Vec<u8>,
    /// Whether a line break goes before what comes next, or after the comma that comes first.
    is_line_over: bool,
}

impl Page {
    #[cold]
    fn push_escaped(&mut self, bytes: &[u8]) -> io::Result<()> {
        for character in std::str::from_utf8(bytes).map_err(io::Error::other)?.chars() {
            match character {
                '<' | '\u{7f}' | '\u{2028}' | '\u{2029}' => {
                    write!(self.text, "\\u{:04x}", u32::from(character))?;
                }
                other => self.text.extend(other.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
        Ok(())
    }

    #[cold]
    fn push_first(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.is_line_over = false;
        let (comma, rest) = if bytes == b"," { (bytes, &[][..]) } else { (&[][..], bytes) };
        self.text.extend(comma);
        self.text.push(b'\n');
        self.write_all(rest)
    }
}

/// The first byte of what is escaped.
fn may_be_escaped(byte: u8) -> bool {
    matches!(byte, b'<' | 0x7f | 0xe2)
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.is_line_over {
            return self.push_first(bytes);
        }
        match bytes {
            // Texts come in single characters.
            [byte] if !may_be_escaped(*byte) => self.text.push(*byte),
            _ if bytes.iter().copied().any(may_be_escaped) => self.push_escaped(bytes)?,
            _ => self.text.extend(bytes),
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_ends_neither_its_string_nor_the_element_around_it() {
        let text = "</script><!--\u{2028}\u{2029}\"\\\u{7}\u{8}\u{7f},\n";
        let mut json = JsonWriter::with_capacity(0);
        json.text(text);
        let written = json.finish();
        let escaped = r#""\u003c/script>\u003c!--\u2028\u2029\"\\\u0007\b\u007f,\n""#;
        assert_eq!(written, escaped);
        assert_eq!(serde_json::from_str::<String>(&written).ok().as_deref(), Some(text));
    }

    #[test]
    fn elements_have_lines_of_their_own_whatever_they_are() {
        let mut json = JsonWriter::with_capacity(0);
        json.object(|json| {
            json.name("none").lines([0; 0], JsonWriter::number);
            json.end_line();
            json.name("texts").lines([",", "a,b"], JsonWriter::text);
            json.name("flags").lines([true], |json, flag| json.object(|json| json.name("is").flag(flag)));
        });
        let expected = "{\"none\":[\n],\n\"texts\":[\n\",\",\n\"a,b\"\n],\"flags\":[\n{\"is\":true}\n]}";
        assert_eq!(json.finish(), expected);
    }
}
