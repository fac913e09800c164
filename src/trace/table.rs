//! Values by id, for what is made during a run and never goes away.

use std::collections::BTreeMap;

use taskscope_runtime::{NodeId, ResourceId, TaskId};

/// An id that counts from 1.
pub trait Id: Copy + Eq {
    /// Its number.
    fn number(self) -> u32;
}

impl Id for TaskId {
    fn number(self) -> u32 {
        self.0
    }
}

impl Id for NodeId {
    fn number(self) -> u32 {
        self.0
    }
}

impl Id for ResourceId {
    fn number(self) -> u32 {
        self.0
    }
}

/// Values in the order in which they came, found by their ids.
///
/// Ids mostly count from 1 without gaps, so the place of a value is known from its id. A trace whose first events were
/// dropped has gaps, and a file can say anything: the places of the others stand in a map, which is mostly empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<K, V> {
    ids: Vec<K>,
    values: Vec<V>,
    others: BTreeMap<u32, usize>,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self { ids: Vec::new(), values: Vec::new(), others: BTreeMap::new() }
    }
}

impl<K: Id, V> Table<K, V> {
    /// Adds a value; does nothing if there is one with this id.
    pub(super) fn add(&mut self, id: K, value: V) {
        if self.index_of(id).is_some() {
            return;
        }
        let index = self.values.len();
        if usual_index(id) != Some(index) {
            self.others.insert(id.number(), index);
        }
        self.ids.push(id);
        self.values.push(value);
    }

    /// At which place the value with an id stands.
    #[must_use]
    pub fn index_of(&self, id: K) -> Option<usize> {
        let usual = usual_index(id).filter(|&index| self.ids.get(index) == Some(&id));
        usual.or_else(|| self.others.get(&id.number()).copied())
    }

    /// The value with an id.
    #[must_use]
    pub fn get(&self, id: K) -> Option<&V> {
        self.values.get(self.index_of(id)?)
    }

    pub(super) fn get_mut(&mut self, id: K) -> Option<&mut V> {
        let index = self.index_of(id)?;
        self.values.get_mut(index)
    }

    /// All values.
    #[must_use]
    pub fn values(&self) -> &[V] {
        &self.values
    }

    pub(super) fn values_mut(&mut self) -> &mut [V] {
        &mut self.values
    }
}

/// Where the value with an id stands if ids have no gaps.
fn usual_index(id: impl Id) -> Option<usize> {
    (id.number() as usize).checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_whatever_their_ids_are() {
        let mut table = Table::default();
        let ids = [1, 2, 7, 4, 0, u32::MAX, 6, 3].map(TaskId);
        for id in ids {
            assert_eq!(table.get(id), None);
            table.add(id, id.0);
            table.add(id, 99);
        }
        assert_eq!(table.values(), ids.map(|id| id.0));
        for (index, id) in ids.into_iter().enumerate() {
            assert_eq!((table.index_of(id), table.get(id)), (Some(index), Some(&id.0)));
        }
        assert_eq!(table.get(TaskId(5)), None);
    }
}
