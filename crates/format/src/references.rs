//! What events refer to: the texts and places that must be defined before them.

use crate::field::{Field, Id, Visitor};
use crate::{Event, PlaceId, TextId};

/// The first text and the first place of an event.
#[derive(Default)]
struct Names {
    text: Option<TextId>,
    place: Option<PlaceId>,
}

impl Visitor for Names {
    #[inline(always)]
    fn field<T: Field>(&mut self, _name: &'static str, value: T) {
        match value.id() {
            Some(Id::Text(text)) => self.text = self.text.or(Some(text)),
            Some(Id::Place(place)) => self.place = self.place.or(Some(place)),
            Some(
                Id::Task(_) | Id::Node(_) | Id::Resource(_) | Id::Timer(_) | Id::Thread(_) | Id::Chart(_),
            )
            | None => {}
        }
    }
}

impl Event {
    /// The text it refers to: a name, a label, a line of output.
    #[must_use]
    pub fn text(self) -> Option<TextId> {
        self.names().0
    }

    /// The place in the source it refers to. `None` if it has none, or that is not known.
    #[must_use]
    pub fn place(self) -> Option<PlaceId> {
        self.names().1
    }

    pub(crate) fn names(self) -> (Option<TextId>, Option<PlaceId>) {
        let mut names = Names::default();
        self.visit(&mut names);
        (names.text, names.place)
    }
}
