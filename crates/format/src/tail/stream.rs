//! Writes events into a stream of their own, which defines what they name and nothing else.

use taskscope_sorted::SortedMap;

use super::defined::Defined;
use super::store::Moment;
use crate::event::Event;
use crate::field::NameMut;
use crate::{Note, PlaceId, TextId, Writer};

/// A stream that is being written.
pub(super) struct Stream<'a> {
    defined: &'a Defined,
    writer: Writer,
    /// The new ids of the names that were met.
    texts: SortedMap<TextId, TextId>,
    places: SortedMap<PlaceId, PlaceId>,
}

impl<'a> Stream<'a> {
    pub(super) fn new(defined: &'a Defined) -> Self {
        Self { defined, writer: Writer::default(), texts: SortedMap::new(), places: SortedMap::new() }
    }

    /// Writes an event whose names are those of the stream that it was read from.
    pub(super) fn write(&mut self, moment: Moment, mut event: Event) {
        event.names_mut(&mut |name| match name {
            NameMut::Text(id) => *id = self.text(*id),
            NameMut::Place(id) => *id = self.place(*id),
        });
        self.writer.on(moment.worker);
        self.writer.event(moment.time, event);
    }

    pub(super) fn note(&mut self, note: Note) {
        self.writer.note(note);
    }

    fn text(&mut self, id: TextId) -> TextId {
        *self.texts.entry(id).or_insert_with(|| self.writer.text(self.defined.text(id)))
    }

    fn place(&mut self, id: PlaceId) -> PlaceId {
        if let Some(&new) = self.places.get(&id) {
            return new;
        }
        let Some(place) = self.defined.place(id) else { return id };
        let new = self.writer.place(self.defined.text(place.file), place.line, place.column);
        self.places.insert(id, new);
        new
    }

    pub(super) fn into_words(mut self) -> Vec<u32> {
        self.writer.take()
    }
}
