//! Streams that are no traces: the readers refuse them and survive.

use taskscope_format::{shorten, transcript, Decoder, Entry};

use crate::host::{record, run, Chance};
use crate::world;

/// A record that is wrong in few places: kinds and ids are mostly small, so that it gets far.
fn record_of(chance: &mut Chance) -> [u32; 4] {
    let kind = [1, 2, 3, 4, chance.word() % 64, chance.word()][chance.below(6)];
    let detail = [0, 1, 2, 3, chance.word() % 64, chance.word()][chance.below(6)];
    let mut word = || match chance.below(4) {
        0 => 0,
        1 => chance.word(),
        _ => chance.word() % 8,
    };
    [kind & 0xff | detail << 8, word(), word(), word()]
}

/// Reads a stream in batches of one record; how many bytes of texts came out.
fn read_all(words: &[u32]) -> usize {
    let mut decoder = Decoder::default();
    let mut bytes = 0;
    for record in words.chunks(4) {
        // Refused records are passed over: a decoder must survive that too.
        drop(decoder.read(record, |entry| {
            if let Entry::Text(text) = entry {
                bytes += text.len();
            }
        }));
    }
    bytes
}

fn survive(words: &[u32]) {
    assert!(read_all(words) <= words.len() * 4);
    drop(transcript(words));
    for capacity in [0, 1, 10] {
        if let Ok(short) = shorten(words, capacity) {
            transcript(&short).expect("what a trace is shortened to is a trace");
        }
    }
}

#[test]
fn random_words_are_survived() {
    let mut chance = Chance::new(1);
    for _ in 0..500 {
        let words: Vec<u32> = (0..chance.below(200)).map(|_| chance.word()).collect();
        survive(&words);
    }
}

#[test]
fn records_that_are_nearly_right_are_survived() {
    let mut chance = Chance::new(2);
    for _ in 0..3000 {
        let words: Vec<u32> = (0..chance.below(60)).flat_map(|_| record_of(&mut chance)).collect();
        survive(&words);
    }
}

#[test]
fn traces_with_wrong_words_are_survived() {
    let mut chance = Chance::new(3);
    for seed in 0..200 {
        let mut words = world::trace(seed, 200);
        for _ in 0..=chance.below(3) {
            let at = chance.below(words.len());
            words[at] = if chance.below(2) == 0 { chance.word() } else { words[at] ^ 1 << chance.below(32) };
        }
        survive(&words);
    }
}

#[test]
fn a_text_that_never_ends_takes_no_memory_in_advance() {
    // A megabyte is promised, nothing comes; a byte more is refused.
    assert_eq!(read_all(&[2, 1 << 20, 0, 0]), 0);
    let longer = Decoder::default().read(&[2, (1 << 20) + 1, 0, 0], drop);
    assert_eq!(longer.unwrap_err().to_string(), "record 0: a text is longer than 1 MiB");
}

#[test]
fn a_recorder_without_room_writes_the_end_only() {
    let words = record(0, |recorder| {
        assert!(recorder.is_full());
        run(&recorder, async {});
    });
    assert_eq!(words.len(), 4);
}
