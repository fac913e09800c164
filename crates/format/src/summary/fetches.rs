//! Files that are fetched: what was asked for, and how much of it has come.

use crate::event::Event;
use crate::fetches::FetchEvent;

/// A file that is fetched, as the events that say how it stands.
#[derive(Default)]
pub(super) struct Fetched {
    started: Option<FetchEvent>,
    answered: Option<FetchEvent>,
    /// All parts that have come, as if they were one.
    came: Option<FetchEvent>,
    bytes: u32,
    ended: Option<FetchEvent>,
}

impl Fetched {
    pub(super) fn apply(&mut self, event: FetchEvent) {
        match event {
            FetchEvent::Started { .. } => self.started = Some(event),
            FetchEvent::Answered { .. } => self.answered = Some(event),
            FetchEvent::Chunk { fetch, bytes } => {
                self.bytes = self.bytes.saturating_add(bytes);
                self.came = Some(FetchEvent::Chunk { fetch, bytes: self.bytes });
            }
            FetchEvent::Ended { .. } => self.ended = Some(event),
        }
    }

    pub(super) fn is_over(&self) -> bool {
        self.ended.is_some()
    }

    /// The events that say all of it again.
    pub(super) fn again(&self) -> impl Iterator<Item = Event> {
        let all = [self.started, self.answered, self.came, self.ended];
        all.into_iter().flatten().map(Event::Fetch)
    }
}
