//! Files that are no recording: named for what they are, each with the way to one that can be opened.

use std::borrow::Cow;

use super::OpenError;

/// Which file can be opened.
const WAY: &str = "open the .taskscope or .taskscope.json file of the run instead";

/// What is said of a trace for Perfetto, which has less than a trace of ours: also of our own export.
const FOR_PERFETTO: &str = "This is a Perfetto trace: open it at ui.perfetto.dev; to see the run here, open its .taskscope \
                            or .taskscope.json file";

/// What is said where a file ends too early.
pub(super) const CUT_OFF: &str =
    "the file ends here, in the middle: it was cut off, so save or download it again";

/// What packed files begin with, and how they are packed.
const PACKED: [(&[u8], &str); 3] = [
    (b"\x1f\x8b", "with gzip"),
    (b"PK\x03\x04", "as a zip archive"),
    (b"\x28\xb5\x2f\xfd", "with Zstandard"),
];

/// What other files begin with, and what they are.
const OTHERS: [(&[u8], &str); 4] = [
    (b"\x89PNG", "This is a picture (PNG), which holds no recording"),
    (b"%PDF", "This is a PDF document, which holds no recording"),
    (b"\0asm", "This is a WebAssembly module, not what it recorded"),
    (b"task,name,polls,", "These are the statistics of a run (CSV), which are not enough to show it"),
];

/// How much of a file is looked through for what it may be.
const LOOKED_AT: usize = 1_000;

/// A file in UTF-8: as it is, or told from UTF-16, which some editors and shells write.
///
/// # Errors
/// If it is UTF-16 with half a character in it.
pub(super) fn in_utf8(bytes: &[u8]) -> Result<Cow<'_, [u8]>, OpenError> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] | [b'{', 0, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] | [0, b'{', ..] => u16::from_be_bytes,
        _ => return Ok(Cow::Borrowed(bytes)),
    };
    let pairs = bytes.chunks_exact(2);
    let is_whole = pairs.remainder().is_empty();
    let characters = char::decode_utf16(pairs.map(|pair| unit([pair[0], pair[1]])));
    // The mark of the byte order is no part of the text.
    let text: Result<String, _> = characters.filter(|one| *one != Ok('\u{feff}')).collect();
    match text {
        Ok(text) if is_whole => Ok(Cow::Owned(text.into_bytes())),
        _ => Err(OpenError::whole(
            "This is a text in UTF-16 that breaks off within a character: save it in UTF-8",
        )),
    }
}

/// What is said of a file that begins neither as our JSON nor with the mark of the compact form; `text` is what follows
/// white space.
pub(super) fn refusal(bytes: &[u8], text: &[u8]) -> OpenError {
    let begins = |mark: &[u8]| bytes.starts_with(mark) || text.starts_with(mark);
    if let Some((_, how)) = PACKED.iter().find(|(mark, _)| begins(mark)) {
        return OpenError::whole(format!(
            "This file is packed {how}: unpack it, and open the recording in it"
        ));
    }
    if let Some((_, what)) = OTHERS.iter().find(|(mark, _)| begins(mark)) {
        return OpenError::whole(format!("{what}: {WAY}"));
    }
    let beginning = String::from_utf8_lossy(text.get(..LOOKED_AT).unwrap_or(text)).to_ascii_lowercase();
    OpenError::whole(match beginning.chars().next() {
        None => "The file is empty: save or download it again".to_owned(),
        _ if is_for_perfetto(text) => FOR_PERFETTO.to_owned(),
        Some('<') if beginning.contains("<svg") => format!("This is a picture (SVG), which holds no recording: {WAY}"),
        Some('<') if beginning.contains("<html") => {
            "This is a web page, as servers send it in place of a file that they don't have: check the address".to_owned()
        }
        Some(_) => format!("This is not a taskscope recording: {WAY}"),
    })
}

/// Whether a text is JSON of the form that Perfetto reads.
pub(super) fn is_for_perfetto(text: &[u8]) -> bool {
    let beginning = text.get(..LOOKED_AT).unwrap_or(text);
    let has = |word: &[u8]| beginning.windows(word.len()).any(|part| part == word);
    let inside = beginning.strip_prefix(b"{").unwrap_or_default().trim_ascii_start();
    inside.starts_with(b"\"traceEvents\"")
        || inside.starts_with(b"\"displayTimeUnit\"")
        || (beginning.starts_with(b"[") && has(b"\"ph\""))
}

/// What is said of JSON of another kind, by the first of its members.
pub(super) fn other_json(member: &str) -> String {
    format!("this is JSON of another kind: a recording begins with “format”, not with “{member}”; {WAY}")
}
