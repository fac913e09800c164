//! Takes a stream in, keeps its end, and folds the rest into a summary.

use std::collections::VecDeque;

use super::defined::Defined;
use super::stream::Stream;
use crate::decode::{DecodeError, Decoder, Entry};
use crate::event::Event;
use crate::mentions::Mentions;
use crate::summary::Summary;
use crate::{Micros, Note, WorkerId};

/// The end of a stream and what came before it.
pub(super) struct Store {
    capacity: usize,
    /// Events in a batch: they are dropped together.
    batch_events: usize,
    reader: Decoder,
    defined: Defined,
    /// What recorded it.
    recorded: Option<Note>,
    started: Option<(Micros, Event)>,
    summary: Summary,
    batches: VecDeque<Batch>,
    /// Events in all batches.
    events: usize,
    /// The memory of the batch that was dropped last, for the next one.
    spare: Vec<u32>,
}

/// Records of events and times, as they came; what they refer to is kept elsewhere.
struct Batch {
    /// The time before the first record.
    start: Micros,
    /// The worker before the first record.
    worker: WorkerId,
    words: Vec<u32>,
    events: usize,
}

impl Store {
    /// Events in a batch at most.
    const LONGEST_BATCH: usize = 4096;
    /// For how many events things that are over are remembered at least.
    const SHORTEST_GRACE: usize = 4096;

    pub(super) fn new(capacity: usize, generation: u32) -> Self {
        let capacity = capacity.max(1);
        Self {
            capacity,
            batch_events: (capacity / 16).clamp(1, Self::LONGEST_BATCH),
            reader: Decoder::default(),
            defined: Defined::new(generation),
            recorded: None,
            started: None,
            summary: Summary::new(capacity.max(Self::SHORTEST_GRACE)),
            batches: VecDeque::new(),
            events: 0,
            spare: Vec::new(),
        }
    }

    pub(super) fn dropped(&self) -> u64 {
        self.summary.dropped()
    }

    /// Takes in whole records.
    pub(super) fn read(&mut self, words: &[u32]) -> Result<(), DecodeError> {
        for record in words.chunks(4) {
            let (time, worker) = (self.reader.time(), self.reader.worker());
            let is_first = self.events == 0 && self.started.is_none();
            let (defined, recorded, started) = (&mut self.defined, &mut self.recorded, &mut self.started);
            let mut events = 0;
            let mut is_kept = false;
            let mut is_new_generation = false;
            self.reader.read(record, |entry| match entry {
                Entry::Text(text) => is_new_generation = defined.add_text(text),
                Entry::Place(place) => defined.add_place(place),
                Entry::Note(note @ Note::Recorded { .. }) if is_first => *recorded = Some(note),
                Entry::Time(_) | Entry::Worker(_) | Entry::Note(_) => is_kept = true,
                // Kept apart, as it is never dropped.
                Entry::Event(event @ Event::RunStarted { .. }) if is_first => {
                    *started = Some((time, event));
                }
                Entry::Event(_) => events += 1,
            })?;
            if is_kept || events > 0 {
                self.keep((time, worker), record, events);
            }
            if is_new_generation {
                self.forget_names();
            }
        }
        Ok(())
    }

    fn keep(&mut self, (start, worker): (Micros, WorkerId), record: &[u32], events: usize) {
        if !self.batches.back().is_some_and(|batch| batch.events < self.batch_events) {
            let words = std::mem::take(&mut self.spare);
            self.batches.push_back(Batch { start, worker, words, events: 0 });
        }
        if let Some(batch) = self.batches.back_mut() {
            batch.words.extend_from_slice(record);
            batch.events += events;
            self.events += events;
        }
        self.drop_oldest();
    }

    /// Drops the batches that there is no room for.
    fn drop_oldest(&mut self) {
        while let Some(oldest) = self.batches.front() {
            let left = self.events.saturating_sub(oldest.events);
            if left < self.capacity {
                return;
            }
            let summary = &mut self.summary;
            oldest.each(&self.defined, |moment, entry| {
                if let Entry::Event(event) = entry {
                    summary.apply(moment.worker, event);
                }
            });
            self.events = left;
            self.spare = self.batches.pop_front().map_or_else(Vec::new, |batch| batch.words);
            self.spare.clear();
        }
    }

    fn forget_names(&mut self) {
        let mut named = self.named();
        self.summary.add_all(&mut named);
        self.defined.forget(named);
    }

    /// What the events that were kept name.
    fn named(&self) -> Mentions {
        let mut named = Mentions::default();
        for batch in &self.batches {
            batch.each(&self.defined, |_, entry| {
                if let Entry::Event(event) = entry {
                    named.add(event);
                }
            });
        }
        named
    }

    /// The stream that stands for the whole.
    pub(super) fn words(&self) -> Vec<u32> {
        let mut stream = Stream::new(&self.defined);
        if let Some(note) = self.recorded {
            stream.note(note);
        }
        if let Some((time, event)) = self.started {
            stream.write(Moment { time, worker: WorkerId::FIRST }, event);
        }
        let dropped = self.summary.dropped();
        if dropped > 0 {
            let time = self.batches.front().map_or(self.reader.time(), |batch| batch.start);
            let cut = Moment { time, worker: WorkerId::FIRST };
            stream.write(cut, Event::EventsDropped { count: dropped });
            for event in self.summary.events(self.named()) {
                stream.write(cut, event);
            }
            for (worker, events) in self.summary.events_of_workers() {
                for event in events {
                    stream.write(Moment { time, worker }, event);
                }
            }
        }
        for batch in &self.batches {
            batch.each(&self.defined, |moment, entry| match entry {
                Entry::Event(event) => stream.write(moment, event),
                Entry::Note(note) => stream.note(note),
                Entry::Worker(_) | Entry::Time(_) | Entry::Text(_) | Entry::Place(_) => {}
            });
        }
        stream.into_words()
    }
}

/// When something happened, and which worker did it.
#[derive(Clone, Copy)]
pub(super) struct Moment {
    pub(super) time: Micros,
    pub(super) worker: WorkerId,
}

impl Batch {
    fn each(&self, defined: &Defined, mut take: impl FnMut(Moment, Entry)) {
        let (texts, places) = defined.counts();
        let mut moment = Moment { time: self.start, worker: self.worker };
        Decoder::resumed(moment.time, moment.worker, texts, places)
            .read(&self.words, |entry| match entry {
                Entry::Time(now) => moment.time = now,
                Entry::Worker(worker) => moment.worker = worker,
                Entry::Event(_) | Entry::Note(_) | Entry::Text(_) | Entry::Place(_) => take(moment, entry),
            })
            .expect("only records that could be read are kept");
    }
}
