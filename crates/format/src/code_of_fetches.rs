//! How the events of files that are fetched become 16 bytes, and back.

use crate::code::{flag, Record};
use crate::codes::{fetch_end_code, fetch_end_from};
use crate::event::Event;
use crate::fetches::FetchEvent;
use crate::{ResourceId, TextId};

/// Writes what happened to a file that is fetched.
pub(crate) fn encode(event: FetchEvent) -> Record {
    let new = Record::new;
    match event {
        FetchEvent::Started { fetch, address, is_stand_in } => {
            new(72, u32::from(is_stand_in), fetch.0, address.0, 0)
        }
        FetchEvent::Answered { fetch, status, length } => {
            new(73, status.into(), fetch.0, u32::from(length.is_some()), length.unwrap_or(0))
        }
        FetchEvent::Chunk { fetch, bytes } => new(74, 0, fetch.0, bytes, 0),
        FetchEvent::Ended { fetch, how, message } => {
            new(75, fetch_end_code(how), fetch.0, message.map_or(0, |text| text.0.saturating_add(1)), 0)
        }
    }
}

/// Reads one of these events; `None` if the kind or one of its codes is unknown.
pub(crate) fn decode(record: Record) -> Option<Event> {
    let [_, a, b, c] = record.0;
    let detail = record.detail();
    let fetch = ResourceId(a);
    Some(Event::Fetch(match record.kind() {
        72 => FetchEvent::Started { fetch, address: TextId(b), is_stand_in: flag(detail)? },
        73 => {
            FetchEvent::Answered { fetch, status: u16::try_from(detail).ok()?, length: flag(b)?.then_some(c) }
        }
        74 => FetchEvent::Chunk { fetch, bytes: b },
        75 => {
            FetchEvent::Ended { fetch, how: fetch_end_from(detail)?, message: b.checked_sub(1).map(TextId) }
        }
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FetchEnd;

    #[test]
    fn every_event_survives_the_way_to_a_record_and_back() {
        let (fetch, text) = (ResourceId(7), TextId(9));
        let mut events = vec![
            FetchEvent::Started { fetch, address: text, is_stand_in: true },
            FetchEvent::Started { fetch, address: text, is_stand_in: false },
            FetchEvent::Answered { fetch, status: u16::MAX, length: None },
            FetchEvent::Answered { fetch, status: 200, length: Some(0) },
            FetchEvent::Answered { fetch, status: 200, length: Some(u32::MAX) },
            FetchEvent::Chunk { fetch, bytes: u32::MAX },
        ];
        for how in [FetchEnd::Complete, FetchEnd::Failed, FetchEnd::Cancelled] {
            events.push(FetchEvent::Ended { fetch, how, message: None });
            events.push(FetchEvent::Ended { fetch, how, message: Some(text) });
        }
        for event in events.into_iter().map(Event::Fetch) {
            assert_eq!(Record::encode(event).decode(), Some(event));
        }
    }

    #[test]
    fn unknown_codes_are_refused() {
        for (kind, detail, b) in [(72, 2, 0), (73, 0x1_0000, 0), (73, 200, 2), (75, 3, 0)] {
            assert_eq!(Record::new(kind, detail, 7, b, 0).decode(), None);
        }
    }
}
