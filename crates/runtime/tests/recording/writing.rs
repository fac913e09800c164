//! The encoder: what it writes is read as what it was given, and takes as little room as the recorder's.

use taskscope_format::{Decoder, Encoder, Entry, Event, Micros, Place, TaskId, TextId, WakeSource};

use crate::host::Chance;
use crate::world;

fn read(words: &[u32]) -> Vec<Entry> {
    let mut entries = Vec::new();
    Decoder::default().read(words, |entry| entries.push(entry)).unwrap();
    entries
}

fn written(entries: &[Entry]) -> Vec<u32> {
    let (mut encoder, mut words) = (Encoder::default(), Vec::new());
    for entry in entries {
        encoder.add(entry, &mut words);
    }
    encoder.finish(&mut words);
    words
}

#[test]
fn what_a_recorder_wrote_is_written_again_in_no_more_words() {
    for seed in 0..50 {
        let words = world::trace(seed, 3_000);
        let entries = read(&words);
        let again = written(&entries);
        assert_eq!(read(&again), entries, "seed {seed}");
        assert!(again.len() <= words.len(), "seed {seed}");
    }
}

#[test]
fn parts_of_polls_in_any_order_are_all_kept() {
    let mut chance = Chance::new(7);
    for _ in 0..2_000 {
        let mut entries = vec![
            Entry::Text("a text that takes more than one record".to_owned()),
            Entry::Text(String::new()),
            Entry::Place(Place { file: TextId(1), line: 3, column: 9 }),
        ];
        entries.extend((0..chance.below(24)).map(|time| {
            let task = TaskId(chance.word() % 2);
            let by = WakeSource::Task(TaskId(chance.word() % 2));
            match chance.below(12) {
                0..=3 => Entry::Event(Event::PollStarted { task }),
                4..=6 => Entry::Event(Event::TaskReady { task, by }),
                7..=9 => Entry::Event(Event::PollEnded { task }),
                10 => Entry::Time(Micros(time as u64)),
                _ => Entry::Text("b".to_owned()),
            }
        }));
        assert_eq!(read(&written(&entries)), entries);
    }
}

#[test]
fn ten_polls_that_only_wake_themselves_take_four_records() {
    let task = TaskId(1);
    let by = WakeSource::Task(task);
    let poll = [Event::PollStarted { task }, Event::TaskReady { task, by }, Event::PollEnded { task }];
    let entries: Vec<Entry> = [poll; 10].concat().into_iter().map(Entry::Event).collect();
    assert_eq!(written(&entries).len(), 4 * 4);
}
