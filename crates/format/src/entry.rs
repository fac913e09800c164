//! The events and notes that records hold.

use crate::{Event, Note, Record};

impl Record {
    /// Writes an event. A number that a record has no room for becomes the largest that it has room for; the
    /// [table](crate::Kind) says which that is.
    #[must_use]
    pub fn encode(event: Event) -> Self {
        event.encode()
    }

    /// The same as [`encode`](Self::encode), compiled into the caller: for one that knows the kind of its event. What is
    /// left of the table then is the four words.
    #[must_use]
    #[inline(always)]
    pub fn encode_inlined(event: Event) -> Self {
        event.encode()
    }

    /// Writes a note, as [`encode`](Self::encode) writes an event.
    #[must_use]
    pub fn note(note: Note) -> Self {
        note.encode()
    }

    /// Reads an event; `None` if the kind or one of its codes is unknown. Ids are not checked here.
    #[must_use]
    pub fn decode(self) -> Option<Event> {
        Event::decode(self)
    }

    /// The version of the format that its kind of event came with; `None` if it is no event that is known here.
    #[must_use]
    pub fn since(self) -> Option<u32> {
        Event::since(self.kind())
    }
}
