//! What the events of a stream refer to: every text and every place has one id, which is defined on first use.

use taskscope_sorted::SortedMap;

use crate::decode::LONGEST_TEXT;
use crate::{Place, PlaceId, TextId};

/// The ids that the writer of a stream has given out: what has none yet gets one, and its record goes into the stream.
///
/// [`Writer`](crate::Writer) keeps its own. Use this where a stream is written word by word, as a recorder does.
#[derive(Debug)]
pub struct Names {
    texts: SortedMap<String, TextId>,
    places: SortedMap<Place, PlaceId>,
    /// Saves the look-up by content: the same call site mostly passes the same address. Equal places can have
    /// several addresses, so this is a cache and never decides an id.
    seen: SortedMap<usize, PlaceId>,
    /// In front of that the addresses that were looked up last, each where its number falls.
    recent: [(usize, PlaceId); RECENT],
    next_text: u32,
    next_place: u32,
    /// How many texts are defined before all are forgotten. Ids are never used again: what is wanted after that is
    /// defined anew, under another id.
    generation: u32,
}

/// How many addresses are kept where they are found at once.
const RECENT: usize = 32;

/// What is kept where nothing was looked up yet: no place is there.
const NOWHERE: (usize, PlaceId) = (0, PlaceId::UNKNOWN);

/// Where among the recent ones an address is kept: places of a program are at least 16 bytes apart.
fn recent_index(address: usize) -> usize {
    address / 16 % RECENT
}

impl Names {
    /// Names that are never forgotten.
    #[must_use]
    pub fn lasting() -> Self {
        Self::forgotten_after(u32::MAX)
    }

    /// Names that are forgotten whenever there are `generation` texts, so that a run without end needs no memory without end.
    #[must_use]
    pub fn forgotten_after(generation: u32) -> Self {
        Self {
            texts: SortedMap::new(),
            places: SortedMap::new(),
            seen: SortedMap::new(),
            recent: [NOWHERE; RECENT],
            next_text: 0,
            next_place: 0,
            generation: generation.max(1),
        }
    }

    /// The id of a text that has one.
    #[must_use]
    pub fn text(&self, text: &str) -> Option<TextId> {
        self.texts.get(text).copied()
    }

    /// Gives a new text its id. [`Record::text`](crate::Record::text) defines it in the stream.
    pub fn add_text(&mut self, text: &str) -> TextId {
        if begins_generation(self.next_text, self.generation) {
            self.texts.clear();
            self.places.clear();
            self.seen.clear();
            self.recent = [NOWHERE; RECENT];
        }
        let id = TextId(self.next_text);
        self.next_text = self.next_text.saturating_add(1);
        self.texts.insert(text.to_owned(), id);
        id
    }

    /// The id of a place that has one.
    #[must_use]
    pub fn place(&self, place: Place) -> Option<PlaceId> {
        self.places.get(&place).copied()
    }

    /// Gives a new place its id. [`Record::place`](crate::Record::place) defines it in the stream.
    pub fn add_place(&mut self, place: Place) -> PlaceId {
        let id = PlaceId(self.next_place);
        self.next_place = self.next_place.saturating_add(1);
        self.places.insert(place, id);
        id
    }

    /// The place whose parts were found at an address before.
    #[must_use]
    pub fn place_at(&mut self, address: usize) -> Option<PlaceId> {
        let recent = &mut self.recent[recent_index(address)];
        let (last, id) = *recent;
        if last == address && id != PlaceId::UNKNOWN {
            return Some(id);
        }
        let id = self.seen.get(&address).copied();
        *recent = (address, id.unwrap_or(PlaceId::UNKNOWN));
        id
    }

    /// Keeps the place whose parts are at an address of the program.
    pub fn set_place_at(&mut self, address: usize, id: PlaceId) {
        self.seen.insert(address, id);
        self.recent[recent_index(address)] = (address, id);
    }
}

/// Whether the text with this number is the first one after everything was forgotten.
pub(crate) fn begins_generation(text: u32, generation: u32) -> bool {
    text > 0 && text % generation == 0
}

/// The longest start of `text` that a trace can hold: a mebibyte of it.
#[must_use]
pub fn cut(text: &str) -> &str {
    let end = (0..=text.len().min(LONGEST_TEXT)).rev().find(|&end| text.is_char_boundary(end));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}
