//! The compact form: a header, what was run, and the stream of records.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | [`MAGIC`] |
//! | 4 | the version: 2; 1 is read, too |
//! | 4 | the length of the origin in bytes |
//! | 8 | how many records there are |
//! | 8 | the digest of the trace |
//! | that many | the origin, as in the JSON form |
//! | 16 each | the records, as in the format's `code.rs` |
//!
//! Numbers are little-endian.

use super::open_error::{OpenError, Spot, other_version};
use super::stream::words_of;
use super::upgrades::VERSIONS;
use super::{Origin, json};
use crate::Trace;

pub(super) use taskscope_format::MAGIC;

/// Bytes before the origin.
const HEADER: usize = 32;
const RECORD: usize = 16;
/// Records that are read at once.
const BATCH: usize = 256;

/// Writes a trace in the compact form.
#[expect(clippy::missing_panics_doc, reason = "the words of every trace are a trace")]
#[must_use]
pub fn binary_file(trace: &Trace, origin: &Origin) -> Vec<u8> {
    let origin = json::origin_text(origin);
    taskscope_format::file(&words_of(trace), &origin).expect("the words of a trace are a trace")
}

/// Reads a file that begins with [`MAGIC`].
pub(super) fn read(bytes: &[u8]) -> Result<(Trace, Origin), OpenError> {
    let header = Header::read(bytes)?;
    let (origin, records) = header.parts(bytes)?;
    let origin = json::origin_from(origin).map_err(|fault| {
        byte(HEADER + fault.offset, &Trace::default(), format!("the origin: {}", fault.what))
    })?;
    let trace = trace_from(records, bytes.len() - records.len())?;
    if trace.digest() != header.digest {
        return Err(OpenError::whole(
            "The file is damaged: its records do not add up to its digest; save or download it again",
        ));
    }
    Ok((trace, origin))
}

struct Header {
    origin: u32,
    records: u64,
    digest: u64,
}

impl Header {
    /// Reads the header, the version first: whatever follows depends on it.
    fn read(bytes: &[u8]) -> Result<Self, OpenError> {
        let rest = bytes.get(MAGIC.len()..).unwrap_or_default();
        let (version, rest) = number::<4>(rest)?;
        let version = u32::from_le_bytes(version);
        if !VERSIONS.contains(&version) {
            return Err(byte(MAGIC.len(), &Trace::default(), other_version(version)));
        }
        let (origin, rest) = number::<4>(rest)?;
        let (records, rest) = number::<8>(rest)?;
        let (digest, _) = number::<8>(rest)?;
        Ok(Self {
            origin: u32::from_le_bytes(origin),
            records: u64::from_le_bytes(records),
            digest: u64::from_le_bytes(digest),
        })
    }

    /// The origin and the records, if the file is as long as the header says.
    fn parts<'a>(&self, bytes: &'a [u8]) -> Result<(&'a [u8], &'a [u8]), OpenError> {
        let body = bytes.get(HEADER..).unwrap_or_default();
        let (origin, records) = body.split_at_checked(self.origin as usize).unwrap_or((body, &[]));
        let expected = self.records.checked_mul(RECORD as u64);
        if origin.len() == self.origin as usize && expected == Some(records.len() as u64) {
            return Ok((origin, records));
        }
        Err(OpenError::whole(format!(
            "The file has {} bytes of records where its header says {} records of {RECORD} bytes: it was cut off or \
             added to, so save or download it again",
            records.len(),
            self.records
        )))
    }
}

/// The next bytes of the header, and the rest.
fn number<const N: usize>(bytes: &[u8]) -> Result<([u8; N], &[u8]), OpenError> {
    let (number, rest) = bytes.split_first_chunk().ok_or_else(|| {
        OpenError::whole("The file ends within its first bytes: it was cut off, so save or download it again")
    })?;
    Ok((*number, rest))
}

/// Reads whole records; `start` is where in the file they begin.
fn trace_from(records: &[u8], start: usize) -> Result<Trace, OpenError> {
    let mut trace = Trace::default();
    let mut words = Vec::new();
    for batch in records.chunks(RECORD * BATCH) {
        words.clear();
        words.extend(
            batch.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]])),
        );
        if let Err(fault) = trace.append(&words) {
            return Err(byte(start + fault.record * RECORD, &trace, fault.what.to_owned()));
        }
    }
    Ok(trace)
}

fn byte(offset: usize, trace: &Trace, what: String) -> OpenError {
    OpenError { spot: Spot::Byte { offset, events: trace.end().0 }, what }
}
