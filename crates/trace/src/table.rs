//! Values by id, for what is made during a run and never goes away.

use std::rc::Rc;
use taskscope_sorted::SortedMap;

use taskscope_format::{NodeId, ResourceId, TaskId, ThreadId, TimerId};

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

impl Id for TimerId {
    fn number(self) -> u32 {
        self.0
    }
}

impl Id for ThreadId {
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
///
/// A copy shares the values with its original until one of them changes: then it costs the few values next to that one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<K, V> {
    chunks: Vec<Rc<Vec<(K, V)>>>,
    others: Rc<SortedMap<u32, usize>>,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self { chunks: Vec::new(), others: Rc::default() }
    }
}

impl<K: Id, V: Clone> Table<K, V> {
    /// Values that are copied together.
    const CHUNK: usize = 16;

    /// Adds a value; does nothing if there is one with this id.
    pub fn add(&mut self, id: K, value: V) {
        if self.index_of(id).is_some() {
            return;
        }
        let index = self.len();
        if usual_index(id) != Some(index) {
            Rc::make_mut(&mut self.others).insert(id.number(), index);
        }
        match self.chunks.last_mut() {
            Some(chunk) if chunk.len() < Self::CHUNK => Rc::make_mut(chunk).push((id, value)),
            _ => self.chunks.push(Rc::new(vec![(id, value)])),
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chunks.last().map_or(0, |last| (self.chunks.len() - 1) * Self::CHUNK + last.len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// At which place the value with an id stands.
    #[must_use]
    pub fn index_of(&self, id: K) -> Option<usize> {
        let usual = usual_index(id).filter(|&index| self.entry(index).is_some_and(|&(found, _)| found == id));
        usual.or_else(|| self.others.get(&id.number()).copied())
    }

    /// The value with an id.
    #[must_use]
    pub fn get(&self, id: K) -> Option<&V> {
        let usual = usual_index(id).and_then(|index| self.entry(index));
        let found =
            usual.filter(|&&(found, _)| found == id).or_else(|| self.entry(*self.others.get(&id.number())?));
        found.map(|(_, value)| value)
    }

    /// The value at a place.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<&V> {
        self.entry(index).map(|(_, value)| value)
    }

    fn entry(&self, index: usize) -> Option<&(K, V)> {
        self.chunks.get(index / Self::CHUNK)?.get(index % Self::CHUNK)
    }

    /// The value with an id, to be changed.
    pub fn get_mut(&mut self, id: K) -> Option<&mut V> {
        let index = self.index_of(id)?;
        self.at_mut(index)
    }

    pub(super) fn at_mut(&mut self, index: usize) -> Option<&mut V> {
        let chunk = self.chunks.get_mut(index / Self::CHUNK)?;
        if Rc::strong_count(chunk) > 1 {
            copy(chunk);
        }
        // As `Rc::make_mut`, which is so large that every change would call it.
        Rc::get_mut(chunk)?.get_mut(index % Self::CHUNK).map(|(_, value)| value)
    }

    /// All values, in order.
    #[must_use]
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.chunks.iter().flat_map(|chunk| chunk.iter()).map(|(_, value)| value)
    }

    /// The values that are not shared with an earlier copy.
    pub(super) fn values_apart_from<'a>(&'a self, earlier: &'a Self) -> impl Iterator<Item = &'a V> {
        let is_shared =
            |index: usize, chunk| earlier.chunks.get(index).is_some_and(|other| Rc::ptr_eq(chunk, other));
        let apart = self.chunks.iter().enumerate().filter(move |&(index, chunk)| !is_shared(index, chunk));
        apart.flat_map(|(_, chunk)| chunk.iter()).map(|(_, value)| value)
    }
}

/// Ends the sharing of values with an earlier copy.
#[cold]
fn copy<T: Clone>(shared: &mut Rc<Vec<T>>) {
    *shared = Rc::new(Vec::clone(shared));
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
        assert_eq!(table.values().copied().collect::<Vec<_>>(), ids.map(|id| id.0));
        for (index, id) in ids.into_iter().enumerate() {
            assert_eq!((table.index_of(id), table.get(id)), (Some(index), Some(&id.0)));
        }
        assert_eq!(table.get(TaskId(5)), None);
    }

    #[test]
    fn a_copy_costs_what_changes() {
        let mut table = Table::default();
        for number in 1..=100 {
            table.add(TaskId(number), number);
        }
        let copy = table.clone();
        assert_eq!(table.values_apart_from(&copy).count(), 0);
        *table.get_mut(TaskId(20)).expect("it was added") = 0;
        assert_eq!((table.values_apart_from(&copy).count(), copy.get(TaskId(20))), (16, Some(&20)));
    }
}
