//! Counts the words of a text, and prints them in their order.
#![allow(clippy::print_stdout)] // An example shows what it does.

use taskscope_sorted::SortedMap;

fn main() {
    let mut counts: SortedMap<&str, u32> = SortedMap::new();
    for word in "the task that wakes the task that waits".split(' ') {
        *counts.entry(word).or_default() += 1;
    }
    for (word, count) in &counts {
        println!("{count} {word}");
    }
    assert_eq!((counts.len(), counts["task"]), (5, 2));
}
