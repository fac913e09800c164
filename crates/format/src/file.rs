//! Files in the compact form, as every recorder can write them.

use crate::{digest_of, DecodeError, Decoder, Entry, Micros, WorkerId, VERSION};

/// The first bytes of a file: no text begins like this, and a transfer that changes line ends breaks it (after PNG).
pub const MAGIC: [u8; 8] = *b"\x89tsc\r\n\x1a\n";

/// A file of a trace in the compact form: a header, what was run, and the records.
///
/// | bytes | what |
/// |---|---|
/// | 8 | [`MAGIC`] |
/// | 4 | the [version](VERSION) |
/// | 4 | the length of the origin in bytes |
/// | 8 | how many records there are |
/// | 8 | the digest of the trace |
/// | that many | the origin: a JSON object that says what was run, `{}` if nothing is known |
/// | 16 each | the records |
///
/// Numbers are little-endian.
///
/// ```
/// # use taskscope_format::{file, Clock, Event, Micros, Order, Writer, MAGIC};
/// let mut writer = Writer::default();
/// writer.event(Micros(0), Event::RunStarted { clock: Clock::Browser, order: Order::Fifo, seed: 0 });
/// let bytes = file(&writer.take(), "{}")?;
/// assert!(bytes.starts_with(&MAGIC));
/// # Ok::<(), taskscope_format::DecodeError>(())
/// ```
///
/// # Errors
/// If the words are no trace.
pub fn file(words: &[u32], origin: &str) -> Result<Vec<u8>, DecodeError> {
    let digest = digest(words)?;
    let mut bytes = MAGIC.to_vec();
    bytes.reserve_exact(24 + origin.len() + words.len() * 4);
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend(u32::try_from(origin.len()).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend((words.len() as u64 / 4).to_le_bytes());
    bytes.extend(digest.to_le_bytes());
    bytes.extend(origin.as_bytes());
    bytes.extend(words.iter().flat_map(|word| word.to_le_bytes()));
    Ok(bytes)
}

fn digest(words: &[u32]) -> Result<u64, DecodeError> {
    let (mut texts, mut places, mut events) = (Vec::new(), Vec::new(), Vec::new());
    let (mut workers, mut notes) = (Vec::<(u64, WorkerId)>::new(), Vec::new());
    let (mut now, mut step) = (Micros(0), 0_u64);
    Decoder::default().read(words, |entry| match entry {
        Entry::Text(text) => texts.push(text),
        Entry::Place(place) => places.push(place),
        Entry::Time(time) => now = time,
        Entry::Event(event) => {
            events.push((now, event));
            step += 1;
        }
        Entry::Worker(worker) => {
            workers.retain(|&(from, _)| from != step);
            if workers.last().map_or(WorkerId::FIRST, |&(_, before)| before) != worker {
                workers.push((step, worker));
            }
        }
        Entry::Note(note) => notes.push((step, note)),
    })?;
    Ok(digest_of(texts.iter().map(String::as_str), places, events, workers, notes))
}
