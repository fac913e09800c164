//! Files in the compact form, as every recorder can write them.

use crate::{DecodeError, Decoder, Digest, Entry, Micros, Record, VERSION};

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

/// A number that is the same for two streams if, but for a chance of one in 2^64, they tell the same, however they are
/// cut and wherever they define their names: texts, places, events with their times, then who did them, and remarks.
fn digest(words: &[u32]) -> Result<u64, DecodeError> {
    let (mut texts, mut places, mut events) = (Digest::default(), Vec::new(), Vec::new());
    let (mut workers, mut notes) = (Vec::<(u64, u32)>::new(), Vec::new());
    let (mut now, mut step) = (Micros(0), 0_u64);
    Decoder::default().read(words, |entry| match entry {
        Entry::Text(text) => {
            texts.write(text.as_bytes());
            texts.write(&[u8::MAX]);
        }
        Entry::Place(place) => places.extend([place.file.0, place.line, place.column]),
        Entry::Time(time) => now = time,
        Entry::Event(event) => {
            events.push((now, Record::encode(event)));
            step += 1;
        }
        Entry::Worker(worker) => {
            workers.retain(|&(from, _)| from != step);
            if workers.last().map_or(0, |&(_, before)| before) != worker.0 {
                workers.push((step, worker.0));
            }
        }
        Entry::Note(note) => notes.push((step, Record::note(note))),
    })?;
    let mut digest = texts;
    for word in places {
        digest.write(&word.to_le_bytes());
    }
    for (time, record) in events {
        digest.write(&time.0.to_le_bytes());
        record.0.iter().for_each(|word| digest.write(&word.to_le_bytes()));
    }
    for (from, worker) in workers {
        digest.write(&from.to_le_bytes());
        digest.write(&worker.to_le_bytes());
    }
    for (at, record) in notes {
        digest.write(&at.to_le_bytes());
        record.0.iter().for_each(|word| digest.write(&word.to_le_bytes()));
    }
    Ok(digest.value())
}
