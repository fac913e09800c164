//! A trace with its names looked up.

use taskscope_format::{Decoder, Entry, Event, Micros, Place};

/// An event with what it refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) time: Micros,
    pub(crate) event: Event,
    pub(crate) text: String,
    pub(crate) place: String,
}

/// Reads a trace that must be one.
pub(crate) fn read(words: &[u32]) -> Vec<Told> {
    let (mut texts, mut places) = (Vec::new(), Vec::<Place>::new());
    let mut time = Micros(0);
    let mut told = Vec::new();
    let mut decoder = Decoder::default();
    let outcome = decoder.read(words, |entry| match entry {
        Entry::Text(text) => texts.push(text),
        Entry::Place(place) => places.push(place),
        Entry::Time(now) => time = now,
        Entry::Event(event) => {
            let text = event.text().map(|id| texts[id.0 as usize].clone()).unwrap_or_default();
            let place = event.place().map(|id| {
                let place = places[id.0 as usize];
                format!("{}:{}:{}", texts[place.file.0 as usize], place.line, place.column)
            });
            told.push(Told { time, event, text, place: place.unwrap_or_default() });
        }
        _ => {}
    });
    assert_eq!(outcome, Ok(()));
    told
}

/// The events alone.
pub(crate) fn events(words: &[u32]) -> Vec<Event> {
    read(words).into_iter().map(|told| told.event).collect()
}
