//! A trace as the stream of records that it could have come from.

use taskscope_format::{Encoder, Entry, Micros, Place, WorkerId};

use crate::{Step, Trace};

/// The words of a trace in canonical form: appended to an empty trace they give an equal one.
///
/// Texts and places stand right before the first event that needs them, or at the end if none does; the time stands
/// where it changes. Two traces that tell the same have the same words, however they were recorded.
#[must_use]
pub fn words_of(trace: &Trace) -> Vec<u32> {
    let mut words = Vec::new();
    let mut encoder = Encoder::default();
    let mut add = |entry: &Entry| encoder.add(entry, &mut words);
    let mut definitions = Definitions { texts: trace.texts(), told: 0, places: trace.places(), placed: 0 };
    let mut now = Micros(0);
    let mut on = WorkerId::FIRST;
    for note in trace.notes_at(Step(0)) {
        add(&Entry::Note(note));
    }
    for (step, event) in trace.between(Step(0), trace.end()) {
        definitions.texts(event.text().map_or(0, |id| id.0 as usize + 1), &mut add);
        definitions.places(event.place().map_or(0, |id| id.0 as usize + 1), &mut add);
        let time = trace.time(step);
        if time != now {
            add(&Entry::Time(time));
            now = time;
        }
        let worker = trace.worker(step);
        if worker != on {
            add(&Entry::Worker(worker));
            on = worker;
        }
        add(&Entry::Event(event));
        for note in trace.notes_at(step) {
            add(&Entry::Note(note));
        }
    }
    definitions.places(trace.places().len(), &mut add);
    definitions.texts(trace.texts().len(), &mut add);
    encoder.finish(&mut words);
    words
}

/// The texts and places that were not defined yet.
struct Definitions<T, P> {
    texts: T,
    /// How many texts there are already.
    told: usize,
    places: P,
    /// How many places there are already.
    placed: usize,
}

impl<'a, T: Iterator<Item = &'a str>, P: Iterator<Item = Place>> Definitions<T, P> {
    /// Defines texts until there are so many.
    fn texts(&mut self, count: usize, add: &mut impl FnMut(&Entry)) {
        while self.told < count {
            let Some(text) = self.texts.next() else { return };
            add(&Entry::Text(text.to_owned()));
            self.told += 1;
        }
    }

    /// Defines places until there are so many, each after the name of its file.
    fn places(&mut self, count: usize, add: &mut impl FnMut(&Entry)) {
        while self.placed < count {
            let Some(place) = self.places.next() else { return };
            self.texts(place.file.0 as usize + 1, add);
            add(&Entry::Place(place));
            self.placed += 1;
        }
    }
}
