//! Writes a trace by hand.

use std::collections::BTreeMap;

use taskscope_format::{Event, PlaceId, Record, TextId};

/// A trace that is being written.
#[derive(Default)]
pub(crate) struct Out {
    pub(crate) words: Vec<u32>,
    texts: BTreeMap<String, TextId>,
    places: BTreeMap<(TextId, u32), PlaceId>,
    pub(crate) events: usize,
}

impl Out {
    pub(crate) fn event(&mut self, event: Event) {
        self.words.extend(Record::encode(event).0);
        self.events += 1;
    }

    pub(crate) fn time(&mut self, time: u64) {
        self.words.extend([1, u32::try_from(time).unwrap(), 0, 0]);
    }

    pub(crate) fn text(&mut self, text: String) -> TextId {
        if let Some(&id) = self.texts.get(&text) {
            return id;
        }
        self.words.extend([2, u32::try_from(text.len()).unwrap(), 0, 0]);
        for chunk in text.as_bytes().chunks(16) {
            let mut bytes = [0; 16];
            bytes[..chunk.len()].copy_from_slice(chunk);
            self.words.extend(bytes.chunks(4).map(|word| u32::from_le_bytes(word.try_into().unwrap())));
        }
        let id = TextId(u32::try_from(self.texts.len()).unwrap());
        self.texts.insert(text, id);
        id
    }

    pub(crate) fn place(&mut self, file: usize, line: u32) -> PlaceId {
        let key = (self.text(format!("src/file{file}.rs")), line);
        if let Some(&id) = self.places.get(&key) {
            return id;
        }
        self.words.extend([3, key.0 .0, line, 1]);
        let id = PlaceId(u32::try_from(self.places.len()).unwrap());
        self.places.insert(key, id);
        id
    }
}
