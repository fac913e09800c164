//! The texts and places that a stream has defined, as long as they may be wanted.

use taskscope_sorted::SortedMap;

use crate::mentions::Mentions;
use crate::names::begins_generation;
use crate::place::Place;
use crate::{PlaceId, TextId};

/// What was defined, by id.
pub(super) struct Defined {
    texts: SortedMap<TextId, String>,
    places: SortedMap<PlaceId, Place>,
    next_text: u32,
    next_place: u32,
    /// After how many texts the recorder forgets what it has defined.
    generation: u32,
    /// Where the names begin that the recorder may still use. Those of the generation before the last count too: an
    /// event can be under way that has got one of its texts already.
    used: Start,
    /// Where the last generation begins.
    last: Start,
}

/// The first text and the first place of a generation.
#[derive(Clone, Copy)]
struct Start(TextId, PlaceId);

impl Defined {
    pub(super) fn new(generation: u32) -> Self {
        let start = Start(TextId(0), PlaceId(0));
        Self {
            texts: SortedMap::new(),
            places: SortedMap::new(),
            next_text: 0,
            next_place: 0,
            generation,
            used: start,
            last: start,
        }
    }

    /// Adds the next text; true if the recorder has forgotten those before it.
    pub(super) fn add_text(&mut self, text: String) -> bool {
        let id = TextId(self.next_text);
        self.texts.insert(id, text);
        self.next_text = self.next_text.saturating_add(1);
        let is_new_generation = begins_generation(id.0, self.generation);
        if is_new_generation {
            self.used = std::mem::replace(&mut self.last, Start(id, PlaceId(self.next_place)));
        }
        is_new_generation
    }

    /// Adds the next place.
    pub(super) fn add_place(&mut self, place: Place) {
        self.places.insert(PlaceId(self.next_place), place);
        self.next_place = self.next_place.saturating_add(1);
    }

    pub(super) fn text(&self, id: TextId) -> &str {
        self.texts.get(&id).map_or("", String::as_str)
    }

    pub(super) fn place(&self, id: PlaceId) -> Option<Place> {
        self.places.get(&id).copied()
    }

    /// How many texts and places there were, those that are forgotten included.
    pub(super) fn counts(&self) -> (u32, u32) {
        (self.next_text, self.next_place)
    }

    /// Forgets what the recorder will not use again and is not named either.
    pub(super) fn forget(&mut self, mut named: Mentions) {
        let Start(text, place) = self.used;
        self.places.retain(|id, _| *id >= place || named.places.contains(id));
        named.texts.extend(self.places.values().map(|place| place.file));
        self.texts.retain(|id, _| *id >= text || named.texts.contains(id));
    }
}
