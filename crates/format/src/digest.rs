//! Digests that are the same on every machine; those of the standard library promise nothing of the kind.

use crate::{Event, Micros, Note, Place, Record, WorkerId};

/// FNV-1a with 64 bits (Fowler, Noll and Vo; RFC 9923).
#[derive(Debug)]
pub struct Digest(u64);

impl Default for Digest {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Digest {
    /// Takes in some bytes. It does not matter how they are cut.
    pub fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_words<const COUNT: usize>(&mut self, words: [u32; COUNT]) {
        for word in words {
            self.write(&word.to_le_bytes());
        }
    }

    /// The digest of all bytes so far.
    #[must_use]
    pub fn value(&self) -> u64 {
        self.0
    }
}

/// A number that is the same for two traces if, but for a chance of one in 2^64, they tell the same: texts, places, events
/// with their times, then who did them from which event on, and remarks with the count of events before them. However a
/// stream is cut, and wherever it defines its names, it has the same digest; a file holds it to be checked.
///
/// Of a record only what the event says counts, not what a damaged one has besides.
#[must_use]
pub fn digest_of<'a>(
    texts: impl IntoIterator<Item = &'a str>,
    places: impl IntoIterator<Item = Place>,
    events: impl IntoIterator<Item = (Micros, Event)>,
    workers: impl IntoIterator<Item = (u64, WorkerId)>,
    notes: impl IntoIterator<Item = (u64, Note)>,
) -> u64 {
    let mut digest = Digest::default();
    for text in texts {
        digest.write(text.as_bytes());
        digest.write(&[u8::MAX]);
    }
    for Place { file, line, column } in places {
        digest.write_words([file.0, line, column]);
    }
    for (time, event) in events {
        digest.write(&time.0.to_le_bytes());
        digest.write_words(Record::encode(event).0);
    }
    for (from, worker) in workers {
        digest.write(&from.to_le_bytes());
        digest.write_words([worker.0]);
    }
    for (at, note) in notes {
        digest.write(&at.to_le_bytes());
        digest.write_words(Record::note(note).0);
    }
    digest.value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_the_published_one() {
        // The check value of RFC 9923 for "foobar".
        let mut digest = Digest::default();
        digest.write(b"foo");
        digest.write(b"bar");
        assert_eq!(digest.value(), 0x8594_4171_f739_67e8);
    }
}
