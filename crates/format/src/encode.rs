//! Writes entries as words, the way back from a [`Decoder`](super::Decoder): for traces that go into files.

use crate::code::Record;
use crate::decode::Entry;
use crate::event::Event;
use crate::terms::WakeSource;
use crate::TaskId;

impl Entry {
    /// Appends the records that say this. A text longer than 1 MiB becomes words that a decoder refuses.
    pub fn write(&self, words: &mut Vec<u32>) {
        match self {
            Self::Event(event) => words.extend(Record::encode(*event).0),
            Self::Note(note) => words.extend(Record::note(*note).0),
            Self::Worker(worker) => words.extend(Record::on(*worker).0),
            Self::Time(time) => words.extend(Record::time(*time).0),
            Self::Text(text) => words.extend(Record::text(text).flat_map(|record| record.0)),
            Self::Place(place) => words.extend(Record::place(*place).0),
        }
    }
}

/// Turns entries into words, as few as there can be: polls in which a task only woke itself take a third of a record.
#[derive(Debug, Default)]
pub struct Encoder {
    /// Polls of that kind, as many as wait for others to share a record with.
    run: Vec<TaskId>,
    /// A poll that may become one of them.
    begun: Option<Begun>,
}

/// How much is there of a poll in which a task may only wake itself.
#[derive(Clone, Copy, Debug)]
struct Begun {
    task: TaskId,
    is_woken: bool,
}

impl Begun {
    fn woken(self) -> Event {
        Event::TaskReady { task: self.task, by: WakeSource::Task(self.task) }
    }
}

impl Encoder {
    /// The polls that share a record.
    const RUN: usize = 3;

    /// Takes an entry; appends the words that are settled by it.
    pub fn add(&mut self, entry: &Entry, words: &mut Vec<u32>) {
        match (self.begun, entry) {
            (Some(begun), &Entry::Event(event)) if !begun.is_woken && event == begun.woken() => {
                self.begun = Some(Begun { is_woken: true, ..begun });
            }
            (Some(begun), &Entry::Event(Event::PollEnded { task }))
                if begun.is_woken && task == begun.task =>
            {
                self.begun = None;
                self.run.push(task);
                if self.run.len() == Self::RUN {
                    self.write_run(words);
                }
            }
            (None, &Entry::Event(Event::PollStarted { task })) => {
                self.begun = Some(Begun { task, is_woken: false });
            }
            _ => self.add_other(entry, words),
        }
    }

    /// Appends the words of what is still held back.
    pub fn finish(&mut self, words: &mut Vec<u32>) {
        self.write_run(words);
        if let Some(begun) = self.begun.take() {
            Entry::Event(Event::PollStarted { task: begun.task }).write(words);
            if begun.is_woken {
                Entry::Event(begun.woken()).write(words);
            }
        }
    }

    fn add_other(&mut self, entry: &Entry, words: &mut Vec<u32>) {
        self.finish(words);
        if let Entry::Event(Event::PollStarted { task }) = *entry {
            self.begun = Some(Begun { task, is_woken: false });
        } else {
            entry.write(words);
        }
    }

    fn write_run(&mut self, words: &mut Vec<u32>) {
        if !self.run.is_empty() {
            words.extend(Record::polls(&self.run).0);
            self.run.clear();
        }
    }
}
