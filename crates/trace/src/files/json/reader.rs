//! Reads JSON piece by piece: nothing is held but the piece at hand, and every fault knows its byte.

use std::borrow::Cow;

use json_event_parser::{JsonEvent, LowLevelJsonParser};
use taskscope_format::Member;

use super::fault::Fault;
use crate::files::foreign::CUT_OFF;

/// A reader of one value inside a text.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    /// Where the piece at hand begins.
    token: usize,
    /// Where it ends.
    end: usize,
    /// In how many lists and objects it stands.
    depth: usize,
    parser: LowLevelJsonParser,
}

impl<'a> Reader<'a> {
    /// How deep values may stand inside each other: the format needs half of it.
    const DEPTH: usize = 8;

    /// Starts at a byte where a value begins.
    pub(super) fn at(bytes: &'a [u8], offset: usize) -> Self {
        Self { bytes, token: offset, end: offset, depth: 0, parser: LowLevelJsonParser::new() }
    }

    /// Where the piece read last begins.
    pub(super) fn token(&self) -> usize {
        self.token
    }

    /// Where the next piece begins: after space and what stands between values.
    pub(super) fn next_token(&self) -> usize {
        let rest = self.bytes.get(self.end..).unwrap_or_default();
        let is_between = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b':');
        self.end + rest.iter().take_while(|byte| is_between(byte)).count()
    }

    /// A fault of the piece read last.
    pub(super) fn fault(&self, what: impl Into<String>) -> Fault {
        Fault::new(self.token, what)
    }

    /// The next piece.
    pub(super) fn next(&mut self) -> Result<JsonEvent<'a>, Fault> {
        self.token = self.next_token();
        loop {
            let rest = self.bytes.get(self.end..).unwrap_or_default();
            let result = self.parser.parse_next(rest, true);
            self.end += result.consumed_bytes;
            match result.event {
                Some(Ok(piece)) => return self.counted(piece),
                Some(Err(error)) => {
                    // Nothing was left to be read, or what was left has no end. The parser says the latter of a wrong escape,
                    // too, in a file that ends as it should.
                    let is_inside = error.message().starts_with("Unexpected end of file")
                        && !self.bytes.trim_ascii_end().ends_with(b"}");
                    if is_inside || self.token >= self.bytes.len() {
                        return Err(Fault::new(self.bytes.len(), CUT_OFF));
                    }
                    let message = error.message().replace(char::is_control, "\u{fffd}");
                    return Err(self.fault(format!("this is not JSON: {message}")));
                }
                None => {}
            }
        }
    }

    fn counted(&mut self, piece: JsonEvent<'a>) -> Result<JsonEvent<'a>, Fault> {
        self.depth += usize::from(matches!(piece, JsonEvent::StartArray | JsonEvent::StartObject));
        self.depth -= usize::from(matches!(piece, JsonEvent::EndArray | JsonEvent::EndObject));
        if self.depth > Self::DEPTH {
            return Err(self.fault("lists and objects stand too deep inside each other"));
        }
        Ok(piece)
    }

    /// The name of an object's next member; `None` at its end.
    pub(super) fn member(&mut self) -> Result<Option<Cow<'a, str>>, Fault> {
        let piece = self.next()?;
        Ok(if let JsonEvent::ObjectKey(name) = piece { Some(name) } else { None })
    }

    /// A whole number without a point or an exponent.
    pub(super) fn whole(&self, digits: &str) -> Result<u64, Fault> {
        digits.parse().map_err(|_| self.fault("expected a whole number"))
    }

    /// The next piece, which has to be a whole number of 32 bits.
    pub(super) fn number(&mut self) -> Result<u32, Fault> {
        let piece = self.next()?;
        let digits = if let JsonEvent::Number(digits) = &piece { digits } else { "" };
        digits.parse().map_err(|_| self.fault(format!("expected {}", u32::LOOKS)))
    }

    /// The next piece, which has to be a text.
    pub(super) fn text(&mut self) -> Result<Cow<'a, str>, Fault> {
        let piece = self.next()?;
        if let JsonEvent::String(text) = piece { Ok(text) } else { Err(self.fault("expected a text")) }
    }

    /// The next piece, which has to begin an object.
    pub(super) fn object(&mut self) -> Result<(), Fault> {
        self.expect(&JsonEvent::StartObject, "expected an object")
    }

    /// The next piece, which has to begin a list.
    pub(super) fn list(&mut self) -> Result<(), Fault> {
        self.expect(&JsonEvent::StartArray, "expected a list")
    }

    /// Passes over the next value, whatever it is.
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        let depth = self.depth;
        loop {
            self.next()?;
            if self.depth == depth {
                return Ok(());
            }
        }
    }

    /// Makes sure that nothing follows.
    pub(super) fn end(&mut self) -> Result<(), Fault> {
        self.expect(&JsonEvent::Eof, "something follows the end of the value")
    }

    fn expect(&mut self, expected: &JsonEvent<'_>, otherwise: &str) -> Result<(), Fault> {
        if self.next()? == *expected { Ok(()) } else { Err(self.fault(otherwise)) }
    }
}
