//! What the events of a recorder refer to: every text and every place has one id, which is defined on first use.

use std::collections::BTreeMap;

use super::code::{definition, Record};
use super::decode::LONGEST_TEXT;
use crate::{PlaceId, TextId};

/// The parts of a place: its file, line and column.
pub(super) type PlaceKey = (TextId, u32, u32);

/// The ids that were given out.
pub(super) struct Names {
    texts: BTreeMap<String, TextId>,
    places: BTreeMap<PlaceKey, PlaceId>,
    /// Saves the look-up by content: the same call site mostly passes the same address. Equal places can have
    /// several addresses, so this is a cache and never decides an id.
    seen: BTreeMap<usize, PlaceId>,
    next_text: u32,
    next_place: u32,
    /// How many texts are defined before all are forgotten. Ids are never used again: what is wanted after that is
    /// defined anew, under another id.
    generation: u32,
}

impl Names {
    /// Names that are never forgotten.
    pub(super) fn lasting() -> Self {
        Self::forgotten_after(u32::MAX)
    }

    /// Names that are forgotten whenever there are `generation` texts, so that a run without end needs no memory without end.
    pub(super) fn forgotten_after(generation: u32) -> Self {
        Self {
            texts: BTreeMap::new(),
            places: BTreeMap::new(),
            seen: BTreeMap::new(),
            next_text: 0,
            next_place: 0,
            generation: generation.max(1),
        }
    }

    pub(super) fn text(&self, text: &str) -> Option<TextId> {
        self.texts.get(text).copied()
    }

    /// Gives a new text its id.
    pub(super) fn add_text(&mut self, text: &str) -> TextId {
        if begins_generation(self.next_text, self.generation) {
            self.texts.clear();
            self.places.clear();
            self.seen.clear();
        }
        let id = TextId(self.next_text);
        self.next_text = self.next_text.saturating_add(1);
        self.texts.insert(text.to_owned(), id);
        id
    }

    pub(super) fn place(&self, key: PlaceKey) -> Option<PlaceId> {
        self.places.get(&key).copied()
    }

    /// Gives a new place its id.
    pub(super) fn add_place(&mut self, key: PlaceKey) -> PlaceId {
        let id = PlaceId(self.next_place);
        self.next_place = self.next_place.saturating_add(1);
        self.places.insert(key, id);
        id
    }

    /// The place whose parts were found at an address before.
    pub(super) fn place_at(&self, address: usize) -> Option<PlaceId> {
        self.seen.get(&address).copied()
    }

    pub(super) fn set_place_at(&mut self, address: usize, id: PlaceId) {
        self.seen.insert(address, id);
    }
}

/// Whether the text with this number is the first one after everything was forgotten.
pub(super) fn begins_generation(text: u32, generation: u32) -> bool {
    text > 0 && text % generation == 0
}

/// The longest start of `text` that a trace can hold.
pub(super) fn cut(text: &str) -> &str {
    let end = (0..=text.len().min(LONGEST_TEXT)).rev().find(|&end| text.is_char_boundary(end));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

/// The records that define a text, which must have been [cut].
pub(super) fn text_records(text: &str) -> impl Iterator<Item = Record> + '_ {
    let len = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let head = Record::new(definition::TEXT, 0, len, 0, 0);
    std::iter::once(head).chain(text.as_bytes().chunks(16).map(|chunk| {
        let mut bytes = [0; 16];
        bytes[..chunk.len()].copy_from_slice(chunk);
        let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        Record([word(0), word(4), word(8), word(12)])
    }))
}

/// The record that defines a place.
pub(super) fn place_record((file, line, column): PlaceKey) -> Record {
    Record::new(definition::PLACE, 0, file.0, line, column)
}
