//! The list of groups: most are one passage, and need four bytes.

use super::Group;
use crate::Step;
use crate::track::push;

/// Groups in order.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// The step before the first event of each.
    starts: Vec<u32>,
    /// Those that have rounds, with their places in the list.
    repeated: Vec<(u32, Group)>,
}

impl Groups {
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Adds a group of one passage.
    pub(super) fn add_single(&mut self, from: u32) {
        push(&mut self.starts, from);
    }

    pub(super) fn get(&self, index: usize) -> Option<Group> {
        let from = *self.starts.get(index)?;
        let repeated = self.repeated.binary_search_by_key(&index, |&(at, _)| at as usize);
        let found = repeated.ok().and_then(|at| self.repeated.get(at));
        Some(found.map_or(Group { from, period: 1, rounds: 1 }, |&(_, group)| group))
    }

    /// The groups from a place on.
    pub(super) fn from(&self, first: usize) -> impl Iterator<Item = Group> + '_ {
        (first..self.len()).filter_map(|index| self.get(index))
    }

    /// How many groups begin at a step or before.
    pub(super) fn begun_at(&self, step: Step) -> usize {
        self.starts.partition_point(|&from| from as usize <= step.0)
    }

    /// Whether all groups from a place on are single passages.
    pub(super) fn are_single_from(&self, first: usize) -> bool {
        self.repeated.last().is_none_or(|&(last, _)| (last as usize) < first)
    }

    /// Makes the last group one of rounds that takes in the single passages after its place.
    pub(super) fn repeat_from(&mut self, index: usize, period: u32, rounds: u32) {
        self.starts.truncate(index + 1);
        if let (Some(&from), Ok(at)) = (self.starts.get(index), u32::try_from(index)) {
            push(&mut self.repeated, (at, Group { from, period, rounds }));
        }
    }

    /// The last group, which has rounds, takes in one round more: the single passages behind it.
    pub(super) fn go_on(&mut self, passages: usize) {
        self.starts.truncate(self.starts.len().saturating_sub(passages));
        if let Some((_, group)) = self.repeated.last_mut() {
            group.rounds += 1;
        }
    }
}
