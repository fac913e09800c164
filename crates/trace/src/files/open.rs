//! Opens files of either form, whatever is in them.

use super::{OpenError, Origin, binary, foreign, json};
use crate::Trace;

/// Reads a trace from a file of either form; the first bytes tell which it is. JSON may be in UTF-8 or UTF-16. Nothing is
/// unpacked: the page does so before, where its browser can.
///
/// A file can say anything: what makes no sense is refused, and reading takes time and memory in proportion to the
/// file's length.
///
/// # Errors
/// If it is no trace, says where and why.
pub fn open(bytes: &[u8]) -> Result<(Trace, Origin), OpenError> {
    if bytes.starts_with(&binary::MAGIC) {
        return binary::read(bytes);
    }
    let bytes = &*foreign::in_utf8(bytes)?;
    // What editors put before UTF-8, which the reader passes over.
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let is_ours = text.starts_with(b"{") && !foreign::is_for_perfetto(text);
    if is_ours { json::read(bytes) } else { Err(foreign::refusal(bytes, text)) }
}
