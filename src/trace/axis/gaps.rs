//! What is known of gaps between events as they come: whether anything ran or was ready, and how long they usually are.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use taskscope_runtime::{Event, TaskId};

use super::ends_poll;

/// Follows whether a task is running or ready.
#[derive(Clone, Debug, Default)]
pub(super) struct Idle {
    ready: BTreeSet<TaskId>,
    is_polling: bool,
}

impl Idle {
    /// Whether nothing is running or ready after the events so far.
    pub(super) fn is_idle(&self) -> bool {
        self.ready.is_empty() && !self.is_polling
    }

    pub(super) fn take(&mut self, event: Event) {
        if let Event::TaskReady { task, .. } = event {
            self.ready.insert(task);
        } else if let Event::PollStarted { task } = event {
            self.ready.remove(&task);
            self.is_polling = true;
        } else if let Event::TaskCancelled { task, .. } = event {
            self.ready.remove(&task);
        } else if ends_poll(event) {
            self.is_polling = false;
        } else if matches!(event, Event::EventsDropped { .. }) {
            *self = Self::default();
        }
    }
}

/// The middle one of the numbers so far; of an even number of them the larger of the two in the middle.
#[derive(Clone, Debug, Default)]
pub(super) struct Median {
    /// The smaller half.
    smaller: BinaryHeap<u64>,
    /// The larger half, which has the one more.
    larger: BinaryHeap<Reverse<u64>>,
}

impl Median {
    pub(super) fn add(&mut self, number: u64) {
        self.larger.push(Reverse(number));
        self.smaller.extend(self.larger.pop().map(|Reverse(least)| least));
        if self.smaller.len() > self.larger.len() {
            self.larger.extend(self.smaller.pop().map(Reverse));
        }
    }

    pub(super) fn get(&self) -> Option<u64> {
        self.larger.peek().map(|&Reverse(middle)| middle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_one_in_the_middle() {
        let mut median = Median::default();
        assert_eq!(median.get(), None);
        let middles = [5, 1, 9, 9, 2, 2, 2].map(|number| {
            median.add(number);
            median.get()
        });
        assert_eq!(middles, [5, 5, 5, 9, 5, 5, 2].map(Some));
    }
}
