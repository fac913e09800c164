//! Writes a stream that a [`Decoder`](crate::Decoder) reads: for whatever records tasks.

use crate::code::Record;
use crate::names::{cut, Names};
use crate::{Encoder, Entry, Event, Micros, Note, Place, PlaceId, TextId, WorkerId};

/// A stream of records that is being written: events with their times, each text and place defined before the first
/// event that names it.
///
/// ```
/// use taskscope_format::{transcript, Clock, Event, Micros, Order, RunEnd, Writer};
///
/// let mut writer = Writer::default();
/// writer.event(Micros(0), Event::RunStarted { clock: Clock::Browser, order: Order::Fifo, seed: 0 });
/// let text = writer.text("hello");
/// writer.event(Micros(1500), Event::Output { text, place: None });
/// writer.event(Micros(2000), Event::RunEnded { how: RunEnd::Finished });
/// let words = writer.take();
/// assert!(transcript(&words).is_ok_and(|text| text.contains("1.500       prints \"hello\"")));
/// ```
#[derive(Debug)]
pub struct Writer {
    names: Names,
    encoder: Encoder,
    words: Vec<u32>,
    time: Micros,
    worker: WorkerId,
}

impl Default for Writer {
    fn default() -> Self {
        Self {
            names: Names::lasting(),
            encoder: Encoder::default(),
            words: Vec::new(),
            time: Micros(0),
            worker: WorkerId::FIRST,
        }
    }
}

impl Writer {
    /// The id of a text, defined on first use. What is longer than a trace can hold is cut.
    pub fn text(&mut self, text: &str) -> TextId {
        let text = cut(text);
        if let Some(id) = self.names.text(text) {
            return id;
        }
        self.encoder.finish(&mut self.words);
        self.words.extend(Record::text(text).flat_map(|record| record.0));
        self.names.add_text(text)
    }

    /// The id of a place, defined on first use; lines and columns count from 1.
    pub fn place(&mut self, file: &str, line: u32, column: u32) -> PlaceId {
        let place = Place { file: self.text(&file.replace('\\', "/")), line, column };
        if let Some(id) = self.names.place(place) {
            return id;
        }
        self.encoder.add(&Entry::Place(place), &mut self.words);
        self.names.add_place(place)
    }

    /// Writes an event. Time never goes back in a trace: an earlier one than before counts as that.
    pub fn event(&mut self, now: Micros, event: Event) {
        if now > self.time {
            self.time = now;
            self.encoder.add(&Entry::Time(now), &mut self.words);
        }
        self.encoder.add(&Entry::Event(event), &mut self.words);
    }

    /// Says which worker does what follows. Where there is one only, nothing need be said.
    pub fn on(&mut self, worker: WorkerId) {
        if worker != self.worker {
            self.worker = worker;
            self.encoder.add(&Entry::Worker(worker), &mut self.words);
        }
    }

    /// Writes a remark: who records, before the first event, or a choice, before what comes of it.
    pub fn note(&mut self, note: Note) {
        self.encoder.add(&Entry::Note(note), &mut self.words);
    }

    /// The words since the last call, four a record. What follows goes on with the same ids.
    #[must_use]
    pub fn take(&mut self) -> Vec<u32> {
        self.encoder.finish(&mut self.words);
        std::mem::take(&mut self.words)
    }
}
