//! Reads a stream of records as it arrives: checked word by word, never trusted.

use std::fmt;

use crate::code::{definition, Record};
use crate::event::Event;
use crate::field::wide;
use crate::notes::Note;
use crate::place::Place;
use crate::terms::WakeSource;
use crate::{Micros, TaskId, TextId, WorkerId};

/// Longest text that a trace can hold, in bytes; longer ones are cut when they are written.
pub(crate) const LONGEST_TEXT: usize = 1 << 20;

/// One entry of the stream: an event, or something that later events refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "exhaustive"), non_exhaustive)]
pub enum Entry {
    /// An event.
    Event(Event),
    /// A remark, which is no event.
    Note(Note),
    /// The worker that does what follows; the first where nothing is said.
    Worker(WorkerId),
    /// The time of the events that follow.
    Time(Micros),
    /// The next text: ids are counted from 0 in order of definition.
    Text(String),
    /// The next place, counted likewise.
    Place(Place),
}

/// Why a stream is not a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// The record it was noticed at, counted from 0.
    pub record: usize,
    /// What is wrong, as a part of a sentence.
    pub what: &'static str,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "record {}: {}", self.record, self.what)
    }
}

impl std::error::Error for DecodeError {}

/// Turns words into entries, however the words were cut into batches.
///
/// An event or note of a kind that is not known here is left out and counted: a newer recorder knows more kinds.
#[derive(Debug)]
pub struct Decoder {
    records: usize,
    texts: u32,
    places: u32,
    time: Micros,
    worker: WorkerId,
    /// Records of kinds that are not known here.
    left_out: u64,
    /// A text whose bytes are still arriving, and how many it will have.
    text: Option<(Vec<u8>, usize)>,
}

impl Decoder {
    /// A decoder for the rest of a trace: from `time` on, with this many texts and places defined before.
    pub(crate) fn resumed(time: Micros, worker: WorkerId, texts: u32, places: u32) -> Self {
        Self { records: 0, texts, places, time, worker, left_out: 0, text: None }
    }

    /// How many events and notes of unknown kinds were left out so far.
    #[must_use]
    pub fn left_out(&self) -> u64 {
        self.left_out
    }

    /// The worker of the next event, unless it is said anew.
    pub(crate) fn worker(&self) -> WorkerId {
        self.worker
    }

    /// The time of the next event, unless it is said anew.
    pub(crate) fn time(&self) -> Micros {
        self.time
    }

    /// Reads whole records and hands each entry to `take`.
    ///
    /// # Errors
    /// If the words are no trace. The decoder must not be used after that.
    pub fn read(&mut self, words: &[u32], mut take: impl FnMut(Entry)) -> Result<(), DecodeError> {
        self.read_records(words, |entry, _| take(entry))
    }

    /// The same, with the record that each entry came from, for readers that keep records: of a text the last, and of an
    /// event that shares its record with others one of its own.
    ///
    /// # Errors
    /// If the words are no trace. The decoder must not be used after that.
    pub fn read_records(
        &mut self,
        words: &[u32],
        mut take: impl FnMut(Entry, Record),
    ) -> Result<(), DecodeError> {
        let records = words.chunks_exact(4);
        if !records.remainder().is_empty() {
            return self.refuse("the stream ends inside a record");
        }
        for words in records {
            let record = Record([words[0], words[1], words[2], words[3]]);
            if self.text.is_some() || record.kind() < definition::END {
                self.define(record, &mut take)?;
            } else if let Some(event) = Event::decode(record) {
                self.check(event)?;
                take(Entry::Event(event), record);
            } else if let Some(note) = self.note(record)? {
                take(Entry::Note(note), record);
            }
            self.records += 1;
        }
        Ok(())
    }

    fn polls(&self, record: Record, take: &mut impl FnMut(Entry, Record)) -> Result<(), DecodeError> {
        let count = record.detail() as usize;
        let Some(tasks) = record.0[1..].get(..count).filter(|tasks| !tasks.is_empty()) else {
            return self.refuse("a run of polls of the wrong length");
        };
        for &task in tasks {
            let task = TaskId(task);
            let ready = Event::TaskReady { task, by: WakeSource::Task(task) };
            for event in [Event::PollStarted { task }, ready, Event::PollEnded { task }] {
                take(Entry::Event(event), event.encode());
            }
        }
        Ok(())
    }

    /// Takes in a record that is no event and no note: what follows refers to it.
    fn define(&mut self, record: Record, take: &mut impl FnMut(Entry, Record)) -> Result<(), DecodeError> {
        let entry = match record.kind() {
            _ if self.text.is_some() => self.text_bytes(record),
            definition::POLLS => return self.polls(record, take),
            _ => self.entry(record),
        };
        if let Some(entry) = entry? {
            take(entry, record);
        }
        Ok(())
    }

    fn entry(&mut self, record: Record) -> Result<Option<Entry>, DecodeError> {
        let [_, a, b, c] = record.0;
        match record.kind() {
            definition::TIME => self.set_time(Micros(wide(a, b))),
            definition::TEXT if a as usize > LONGEST_TEXT => self.refuse("a text is longer than 1 MiB"),
            definition::TEXT => {
                self.text = Some((Vec::new(), a as usize));
                if a == 0 {
                    self.text_end()
                } else {
                    Ok(None)
                }
            }
            definition::PLACE if a >= self.texts => self.refuse("a place names a file that is not defined"),
            definition::PLACE => {
                self.places += 1;
                Ok(Some(Entry::Place(Place { file: TextId(a), line: b, column: c })))
            }
            definition::ON => {
                self.worker = WorkerId(a);
                Ok(Some(Entry::Worker(self.worker)))
            }
            _ => self.refuse("a record of unknown kind, which may change what follows"),
        }
    }

    fn set_time(&mut self, time: Micros) -> Result<Option<Entry>, DecodeError> {
        if time < self.time {
            return self.refuse("time goes back");
        }
        self.time = time;
        Ok(Some(Entry::Time(time)))
    }

    fn text_bytes(&mut self, record: Record) -> Result<Option<Entry>, DecodeError> {
        let Some((bytes, len)) = &mut self.text else { return Ok(None) };
        let wanted = *len - bytes.len();
        bytes.extend(record.0.iter().flat_map(|word| word.to_le_bytes()).take(wanted));
        if bytes.len() == *len {
            self.text_end()
        } else {
            Ok(None)
        }
    }

    fn text_end(&mut self) -> Result<Option<Entry>, DecodeError> {
        let (bytes, _) = self.text.take().unwrap_or_default();
        self.texts += 1;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(Entry::Text(text))),
            Err(_) => self.refuse("a text is not UTF-8"),
        }
    }

    /// Whether what an event names is there.
    #[inline]
    fn check(&self, event: Event) -> Result<(), DecodeError> {
        let (text, place) = event.names();
        if text.is_some_and(|id| id.0 >= self.texts) {
            return self.refuse("an event names a text that is not defined");
        }
        if place.is_some_and(|id| id.0 >= self.places) {
            return self.refuse("an event names a place that is not defined");
        }
        Ok(())
    }

    /// A note, or a kind that is not known here.
    #[cold]
    fn note(&mut self, record: Record) -> Result<Option<Note>, DecodeError> {
        if let Some(note) = Note::decode(record) {
            return Ok(Some(note));
        }
        if Event::since(record.kind()).or(Note::since(record.kind())).is_some() {
            return self.refuse("an event with a word of unknown number");
        }
        self.left_out += 1;
        Ok(None)
    }

    #[cold]
    fn refuse<T>(&self, what: &'static str) -> Result<T, DecodeError> {
        Err(DecodeError { record: self.records, what })
    }
}

impl Default for Decoder {
    fn default() -> Self {
        Self::resumed(Micros(0), WorkerId::FIRST, 0, 0)
    }
}
