//! Writes events into a stream of their own, which defines what they name and nothing else.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::defined::Defined;
use crate::record::event::Event;
use crate::record::recorder::Recorder;
use crate::{Micros, PlaceId, TextId};

/// A stream that is being written.
pub(super) struct Stream<'a> {
    defined: &'a Defined,
    recorder: Recorder,
    words: Rc<RefCell<Vec<u32>>>,
    /// The new ids of the names that were met.
    texts: BTreeMap<TextId, TextId>,
    places: BTreeMap<PlaceId, PlaceId>,
}

impl<'a> Stream<'a> {
    pub(super) fn new(defined: &'a Defined) -> Self {
        let words = Rc::new(RefCell::new(Vec::new()));
        let sink = Rc::clone(&words);
        let recorder = Recorder::new(usize::MAX, move |batch| sink.borrow_mut().extend_from_slice(batch));
        Self { defined, recorder, words, texts: BTreeMap::new(), places: BTreeMap::new() }
    }

    /// Writes an event whose names are those of the stream that it was read from.
    pub(super) fn write(&mut self, now: Micros, mut event: Event) {
        let (text, place) = event.referred_mut();
        if let Some(text) = text {
            *text = self.text(*text);
        }
        if let Some(place) = place {
            *place = self.place(*place);
        }
        self.recorder.record(now, event);
    }

    fn text(&mut self, id: TextId) -> TextId {
        *self.texts.entry(id).or_insert_with(|| self.recorder.text(self.defined.text(id)))
    }

    fn place(&mut self, id: PlaceId) -> PlaceId {
        if let Some(&new) = self.places.get(&id) {
            return new;
        }
        let Some(place) = self.defined.place(id) else { return id };
        let new = self.recorder.place_of(self.defined.text(place.file), place.line, place.column);
        self.places.insert(id, new);
        new
    }

    pub(super) fn into_words(self) -> Vec<u32> {
        self.recorder.flush();
        self.words.take()
    }
}
