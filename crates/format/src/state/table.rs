//! Values by id, for what is made during a run and never goes away.

use std::sync::Arc;

use taskscope_sorted::SortedMap;

use crate::{NodeId, ResourceId, TaskId, ThreadId, TimerId};

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
/// A copy that [shares](Self::share) the values with its original costs little until one of them changes: then it costs the
/// few values next to that one. A clone has values of its own, but for those that are shared already.
#[derive(Clone, Debug)]
pub struct Table<K, V> {
    chunks: Vec<Chunk<(K, V)>>,
    /// Whether some values stand in other places than their ids say.
    has_gaps: bool,
    others: Arc<SortedMap<u32, usize>>,
}

/// A few values that are shared together.
#[derive(Clone, Debug)]
enum Chunk<T> {
    /// No other table has them: they are changed in place.
    Own(Vec<T>),
    Shared(Arc<Vec<T>>),
}

impl<T: Clone> Chunk<T> {
    fn values(&self) -> &[T] {
        match self {
            Self::Own(values) => values,
            Self::Shared(values) => values,
        }
    }

    /// The values, to be changed.
    #[inline]
    fn own(&mut self) -> Option<&mut Vec<T>> {
        if let Self::Shared(values) = self {
            *self = Self::copied(values);
        }
        match self {
            Self::Own(values) => Some(values),
            Self::Shared(_) => None,
        }
    }

    #[cold]
    fn copied(values: &Vec<T>) -> Self {
        Self::Own(Vec::clone(values))
    }

    fn share(&mut self) -> Self {
        if let Self::Own(values) = self {
            *self = Self::Shared(Arc::new(std::mem::take(values)));
        }
        self.clone()
    }

    fn is_same(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Shared(one), Self::Shared(other)) if Arc::ptr_eq(one, other))
    }
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self { chunks: Vec::new(), has_gaps: false, others: Arc::default() }
    }
}

impl<K: Id, V: Clone + PartialEq> PartialEq for Table<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.entries().eq(other.entries())
    }
}

impl<K: Id, V: Clone + Eq> Eq for Table<K, V> {}

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
            self.has_gaps = true;
            Arc::make_mut(&mut self.others).insert(id.number(), index);
        }
        let last = self.chunks.last_mut().filter(|last| last.values().len() < Self::CHUNK);
        match last.and_then(Chunk::own) {
            Some(last) => last.push((id, value)),
            None => self.chunks.push(Chunk::Own(vec![(id, value)])),
        }
    }

    /// A copy that shares all values.
    #[must_use]
    pub fn share(&mut self) -> Self {
        let chunks = self.chunks.iter_mut().map(Chunk::share).collect();
        Self { chunks, has_gaps: self.has_gaps, others: Arc::clone(&self.others) }
    }

    fn entries(&self) -> impl DoubleEndedIterator<Item = &(K, V)> {
        self.chunks.iter().flat_map(Chunk::values)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chunks.last().map_or(0, |last| (self.chunks.len() - 1) * Self::CHUNK + last.values().len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// At which place the value with an id stands.
    #[must_use]
    pub fn index_of(&self, id: K) -> Option<usize> {
        if !self.has_gaps {
            return usual_index(id).filter(|&index| index < self.len());
        }
        let usual = usual_index(id).filter(|&index| self.entry(index).is_some_and(|&(found, _)| found == id));
        usual.or_else(|| self.others.get(&id.number()).copied())
    }

    /// The value with an id.
    #[must_use]
    pub fn get(&self, id: K) -> Option<&V> {
        if !self.has_gaps {
            return self.at(usual_index(id)?);
        }
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
        self.chunks.get(index / Self::CHUNK)?.values().get(index % Self::CHUNK)
    }

    /// The value with an id, to be changed.
    pub fn get_mut(&mut self, id: K) -> Option<&mut V> {
        // Mostly there is nothing to look for.
        let index = if self.has_gaps { self.index_of(id)? } else { usual_index(id)? };
        self.at_mut(index)
    }

    /// The value at a place, to be changed.
    pub fn at_mut(&mut self, index: usize) -> Option<&mut V> {
        let chunk = self.chunks.get_mut(index / Self::CHUNK)?;
        chunk.own()?.get_mut(index % Self::CHUNK).map(|(_, value)| value)
    }

    /// Keeps some of the values, and forgets the others. Takes time in proportion to all of them.
    pub fn retain(&mut self, is_kept: impl Fn(K) -> bool) {
        let mut kept = Self::default();
        for (id, value) in self.entries().filter(|&&(id, _)| is_kept(id)) {
            kept.add(*id, value.clone());
        }
        *self = kept;
    }

    /// All values, in order.
    #[must_use]
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.entries().map(|(_, value)| value)
    }

    /// The values that are not shared with an earlier copy.
    pub(super) fn values_apart_from<'a>(&'a self, earlier: &'a Self) -> impl Iterator<Item = &'a V> {
        let is_shared =
            |index: usize, chunk| earlier.chunks.get(index).is_some_and(|other| other.is_same(chunk));
        let apart = self.chunks.iter().enumerate().filter(move |&(index, chunk)| !is_shared(index, chunk));
        apart.flat_map(|(_, chunk)| chunk.values()).map(|(_, value)| value)
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
        assert_eq!(table.values().copied().collect::<Vec<_>>(), ids.map(|id| id.0));
        for (index, id) in ids.into_iter().enumerate() {
            assert_eq!((table.index_of(id), table.get(id)), (Some(index), Some(&id.0)));
        }
        assert_eq!(table.get(TaskId(5)), None);
    }

    #[test]
    fn what_is_kept_is_found_and_what_comes_later_too() {
        let mut table = Table::default();
        for number in 1..=40 {
            table.add(TaskId(number), number);
        }
        table.retain(|id| id.0 % 7 == 0);
        table.add(TaskId(41), 41);
        assert_eq!(table.values().copied().collect::<Vec<_>>(), [7, 14, 21, 28, 35, 41]);
        let found = [1, 7, 35, 40, 41].map(|number| table.get(TaskId(number)).copied());
        assert_eq!(found, [None, Some(7), Some(35), None, Some(41)]);
    }

    #[test]
    fn a_copy_costs_what_changes() {
        let mut table = Table::default();
        for number in 1..=100 {
            table.add(TaskId(number), number);
        }
        let copy = table.share();
        assert_eq!((table.values_apart_from(&copy).count(), &table), (0, &copy));
        *table.get_mut(TaskId(20)).expect("it was added") = 0;
        assert_eq!((table.values_apart_from(&copy).count(), copy.get(TaskId(20))), (16, Some(&20)));
    }
}
