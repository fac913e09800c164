//! How entries become records of 16 bytes.
//!
//! A record is four 32-bit words. The first holds the kind in its low 8 bits and a small detail in the upper 24; the
//! others hold ids. Kinds are numbers that are only ever added to: those below 16 define what follows them, and one that
//! a reader does not know makes the rest unreadable; from 16 on they are events and notes, and one that it does not know
//! can be left out. Where in a record the fields of an event stand, the [table](crate::Event) says.

use crate::field::{high, low};
use crate::place::Place;
use crate::{Micros, TaskId, WorkerId};

/// One record: four words, 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record(pub [u32; 4]);

/// Kinds that are not events: they define what events refer to.
pub(crate) mod definition {
    /// The time from here on: microseconds, low word first.
    pub(crate) const TIME: u8 = 1;
    /// A text: its length in bytes. Its UTF-8 bytes follow in as many records as they need.
    pub(crate) const TEXT: u8 = 2;
    /// A place: text id of the file, line, column.
    pub(crate) const PLACE: u8 = 3;
    /// One to three polls, of the tasks named, in each of which the task woke itself and did nothing else that is
    /// recorded: three events each.
    pub(crate) const POLLS: u8 = 4;
    /// The worker that does what follows, from version 2 on. Without it that is the first.
    pub(crate) const ON: u8 = 5;
    /// From here on kinds are those of events and notes.
    pub(crate) const END: u8 = 16;
}

impl Record {
    fn new(kind: u8, detail: u32, a: u32, b: u32, c: u32) -> Self {
        Self([u32::from(kind) | detail << 8, a, b, c])
    }

    pub(crate) fn kind(self) -> u8 {
        self.0[0].to_le_bytes()[0]
    }

    pub(crate) fn detail(self) -> u32 {
        self.0[0] >> 8
    }

    /// Says the time of the events that follow.
    #[must_use]
    #[inline]
    pub fn time(now: Micros) -> Self {
        Self::new(definition::TIME, 0, low(now.0), high(now.0), 0)
    }

    /// Says which worker does what follows.
    #[must_use]
    #[inline]
    pub fn on(worker: WorkerId) -> Self {
        Self::new(definition::ON, 0, worker.0, 0, 0)
    }

    /// Defines the next place.
    #[must_use]
    pub fn place(place: Place) -> Self {
        Self::new(definition::PLACE, 0, place.file.0, place.line, place.column)
    }

    /// Defines the next text, which must be no longer than a trace can hold: see [`cut`](crate::cut).
    pub fn text(text: &str) -> impl Iterator<Item = Self> + '_ {
        let len = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let head = Self::new(definition::TEXT, 0, len, 0, 0);
        std::iter::once(head).chain(text.as_bytes().chunks(16).map(|chunk| {
            let mut bytes = [0; 16];
            bytes[..chunk.len()].copy_from_slice(chunk);
            let word =
                |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
            Self([word(0), word(4), word(8), word(12)])
        }))
    }

    /// Polls of up to three tasks, in each of which the task woke itself and nothing else happened: three events each.
    #[must_use]
    #[inline]
    pub fn polls(tasks: &[TaskId]) -> Self {
        let task = |index: usize| tasks.get(index).map_or(0, |task| task.0);
        let count = u32::try_from(tasks.len()).map_or(3, |count| count.min(3));
        Self::new(definition::POLLS, count, task(0), task(1), task(2))
    }
}

#[cfg(test)]
mod tests;
