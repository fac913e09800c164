//! A sorted map does what std's does, whatever is asked of it.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use taskscope_sorted::{SortedMap, SortedSet};

/// Something to do with both maps.
#[derive(Clone, Debug)]
enum Step {
    Insert(u16, u32),
    Remove(u16),
    Entry(u16),
    PopFirst,
    /// Keeps keys that leave another rest than this, divided by seven.
    Retain(u16),
    /// Inserts keys in their order.
    Run(u16, u16),
    Range(u16, u16),
}

fn step() -> impl Strategy<Value = Step> {
    let key = || 0..700_u16;
    prop_oneof![
        8 => (key(), any::<u32>()).prop_map(|(key, value)| Step::Insert(key, value)),
        8 => key().prop_map(Step::Remove),
        4 => key().prop_map(Step::Entry),
        2 => Just(Step::PopFirst),
        1 => (0..7_u16).prop_map(Step::Retain),
        2 => (key(), 1..300_u16).prop_map(|(from, keys)| Step::Run(from, keys)),
        3 => (key(), key()).prop_map(|(one, other)| Step::Range(one.min(other), one.max(other))),
    ]
}

proptest! {
    #[test]
    fn every_step_gives_what_std_gives(steps in vec(step(), 1..120)) {
        let mut ours = SortedMap::new();
        let mut std = BTreeMap::new();
        for step in steps {
            match step {
                Step::Insert(key, value) => prop_assert_eq!(ours.insert(key, value), std.insert(key, value)),
                Step::Remove(key) => prop_assert_eq!(ours.remove(&key), std.remove(&key)),
                Step::Entry(key) => {
                    *ours.entry(key).and_modify(|value| *value /= 2).or_insert(9) += 1;
                    *std.entry(key).and_modify(|value| *value /= 2).or_insert(9) += 1;
                    prop_assert_eq!(ours.get(&key), std.get(&key));
                }
                Step::PopFirst => prop_assert_eq!(ours.pop_first(), std.pop_first()),
                Step::Retain(rest) => {
                    ours.retain(|key, _| key % 7 != rest);
                    std.retain(|key, _| key % 7 != rest);
                }
                Step::Run(from, keys) => {
                    ours.extend((from..from + keys).map(|key| (key, 1)));
                    std.extend((from..from + keys).map(|key| (key, 1)));
                }
                Step::Range(from, to) => {
                    prop_assert!(ours.range(from..to).eq(std.range(from..to)));
                    prop_assert!(ours.range(from..=to).rev().eq(std.range(from..=to).rev()));
                    prop_assert!(ours.range(from..).eq(std.range(from..)));
                    prop_assert!(ours.range(..to).rev().eq(std.range(..to).rev()));
                }
            }
            prop_assert!(ours.iter().eq(&std));
            prop_assert!(ours.iter().rev().eq(std.iter().rev()));
            prop_assert_eq!(ours.len(), std.len());
            prop_assert_eq!(ours.iter().len(), std.len());
            prop_assert_eq!(ours.is_empty(), std.is_empty());
            prop_assert_eq!(ours.first_key_value(), std.first_key_value());
            prop_assert_eq!(ours.last_key_value(), std.last_key_value());
        }
        prop_assert_eq!(format!("{ours:?}"), format!("{std:?}"));
        prop_assert!(ours.into_iter().eq(std));
    }

    /// What is taken from both ends comes once, whichever end it is taken from.
    #[test]
    fn both_ends_meet(keys in 0..600_u32, from_front in vec(any::<bool>(), 700)) {
        let ours: SortedSet<u32> = (0..keys).collect();
        let (mut left, mut expected) = (ours.iter(), 0..keys);
        for from_front in from_front {
            if from_front {
                prop_assert_eq!(left.next().copied(), expected.next());
            } else {
                prop_assert_eq!(left.next_back().copied(), expected.next_back());
            }
        }
        prop_assert_eq!(left.next(), None);
    }
}

#[test]
fn equal_maps_may_have_come_about_differently() {
    let forwards: SortedMap<u32, u32> = (0..1000).map(|key| (key, key)).collect();
    let backwards: SortedMap<u32, u32> = (0..1000).rev().map(|key| (key, key)).collect();
    assert_eq!(forwards, backwards);
    assert_ne!(forwards, (0..999).map(|key| (key, key)).collect());
}

#[test]
fn a_range_that_ends_before_it_starts_has_none() {
    let map: SortedMap<u32, u32> = (0..1000).map(|key| (key, key)).collect();
    for (from, to) in [(900_u32, 100_u32), (100, 90), (1, 0)] {
        assert_eq!(map.range(from..to).next(), None, "{from} to {to}");
    }
}
