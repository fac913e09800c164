//! The map.

use std::borrow::Borrow;
use std::fmt;
use std::iter::Flatten;
use std::ops::{Bound, Index, RangeBounds};
use std::{slice, vec};

use crate::chunks::{self, Chunks, Place};
use crate::entry::{Entry, VacantEntry};

/// A map in the order of its keys. Each method means what it means for `BTreeMap`.
#[derive(Clone)]
pub struct SortedMap<K, V> {
    pub(crate) chunks: Chunks<K, V>,
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> SortedMap<K, V> {
    /// An empty map, which takes no memory.
    #[must_use]
    pub const fn new() -> Self {
        Self { chunks: Vec::new() }
    }

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chunks.iter().map(Vec::len).sum()
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// Removes every entry.
    pub fn clear(&mut self) {
        self.chunks.clear();
    }

    /// The entries in the order of their keys.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter { chunks: self.chunks.iter(), ..Iter::none() }
    }

    /// The entries, with values that can be changed.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&K, &mut V)> {
        self.chunks.iter_mut().flatten().map(|(key, value)| (&*key, value))
    }

    /// The keys in their order.
    #[must_use]
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &K> + DoubleEndedIterator + Clone {
        self.iter().map(|(key, _)| key)
    }

    /// The values in the order of their keys.
    #[must_use]
    pub fn values(&self) -> impl ExactSizeIterator<Item = &V> + DoubleEndedIterator + Clone {
        self.iter().map(|(_, value)| value)
    }

    /// The same, to be changed.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut V> {
        self.chunks.iter_mut().flatten().map(|(_, value)| value)
    }

    /// The values alone.
    #[must_use]
    pub fn into_values(self) -> impl DoubleEndedIterator<Item = V> {
        self.into_iter().map(|(_, value)| value)
    }

    /// The entry with the least key.
    #[must_use]
    pub fn first_key_value(&self) -> Option<(&K, &V)> {
        self.iter().next()
    }

    /// The entry with the greatest key.
    #[must_use]
    pub fn last_key_value(&self) -> Option<(&K, &V)> {
        self.iter().next_back()
    }

    /// Takes out the entry with the least key.
    pub fn pop_first(&mut self) -> Option<(K, V)> {
        (!self.is_empty()).then(|| chunks::remove(&mut self.chunks, Place { chunk: 0, at: 0 }))
    }

    /// Keeps the entries that `keep` wants.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.chunks.retain_mut(|chunk| {
            chunk.retain_mut(|(key, value)| keep(key, value));
            !chunk.is_empty()
        });
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let Place { chunk, at } = chunks::find(&self.chunks, key).ok()?;
        self.chunks.get(chunk)?.get(at).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let Place { chunk, at } = chunks::find(&self.chunks, key).ok()?;
        self.chunks.get_mut(chunk)?.get_mut(at).map(|(_, value)| value)
    }

    /// Whether there is an entry with a key.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        chunks::find(&self.chunks, key).is_ok()
    }

    /// Gives a key a value; returns the one that it had. A key that is there stays.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match chunks::find(&self.chunks, &key) {
            Ok(Place { chunk, at }) => Some(std::mem::replace(&mut self.chunks[chunk][at].1, value)),
            Err(place) => {
                chunks::insert(&mut self.chunks, place, key, value);
                None
            }
        }
    }

    /// Takes out the entry with a key; returns its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let place = chunks::find(&self.chunks, key).ok()?;
        Some(chunks::remove(&mut self.chunks, place).1)
    }

    /// The entry of a key, to be read, added or changed.
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        match chunks::find(&self.chunks, &key) {
            Ok(Place { chunk, at }) => Entry::Occupied(&mut self.chunks[chunk][at].1),
            Err(place) => Entry::Vacant(VacantEntry { map: self, place, key }),
        }
    }

    /// The entries whose keys lie in a range. A range that ends before it starts has none.
    pub fn range(&self, range: impl RangeBounds<K>) -> Iter<'_, K, V> {
        let [start, end] = self.ends(&range);
        let Some(first) = self.chunks.get(start.chunk) else { return Iter::none() };
        if start.chunk > end.chunk {
            return Iter::none();
        }
        if start.chunk == end.chunk {
            let entries = first.get(start.at..end.at).unwrap_or_default();
            return Iter { front: entries.iter(), ..Iter::none() };
        }
        let between = self.chunks.get(start.chunk + 1..end.chunk).unwrap_or_default();
        let last = self.chunks.get(end.chunk).and_then(|last| last.get(..end.at)).unwrap_or_default();
        let first = first.get(start.at..).unwrap_or_default();
        Iter { chunks: between.iter(), front: first.iter(), back: last.iter() }
    }

    /// Where a range starts, and where it ends.
    fn ends(&self, range: &impl RangeBounds<K>) -> [Place; 2] {
        let before = |key: &K| chunks::find(&self.chunks, key).unwrap_or_else(|place| place);
        let behind = |key: &K| {
            let found = chunks::find(&self.chunks, key);
            found.map_or_else(|place| place, |Place { chunk, at }| Place { chunk, at: at + 1 })
        };
        let start = match range.start_bound() {
            Bound::Included(key) => before(key),
            Bound::Excluded(key) => behind(key),
            Bound::Unbounded => Place { chunk: 0, at: 0 },
        };
        let end = match range.end_bound() {
            Bound::Included(key) => behind(key),
            Bound::Excluded(key) => before(key),
            Bound::Unbounded => Place { chunk: self.chunks.len(), at: 0 },
        };
        [start, end]
    }
}

/// The entries of a map in the order of their keys.
pub struct Iter<'a, K, V> {
    chunks: slice::Iter<'a, Vec<(K, V)>>,
    front: slice::Iter<'a, (K, V)>,
    back: slice::Iter<'a, (K, V)>,
}

impl<K, V> Iter<'_, K, V> {
    fn none() -> Self {
        Self { chunks: [].iter(), front: [].iter(), back: [].iter() }
    }
}

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Self { chunks: self.chunks.clone(), front: self.front.clone(), back: self.back.clone() }
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Iter<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.clone()).finish()
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        if self.front.len() == 0 {
            match self.chunks.next() {
                Some(chunk) => self.front = chunk.iter(),
                None => std::mem::swap(&mut self.front, &mut self.back),
            }
        }
        self.front.next().map(|(key, value)| (key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let between: usize = self.chunks.clone().map(Vec::len).sum();
        let left = self.front.len() + between + self.back.len();
        (left, Some(left))
    }
}

impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}

impl<K, V> DoubleEndedIterator for Iter<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.back.len() == 0 {
            match self.chunks.next_back() {
                Some(chunk) => self.back = chunk.iter(),
                None => std::mem::swap(&mut self.front, &mut self.back),
            }
        }
        self.back.next_back().map(|(key, value)| (key, value))
    }
}

impl<'a, K, V> IntoIterator for &'a SortedMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}

impl<K, V> IntoIterator for SortedMap<K, V> {
    type Item = (K, V);
    type IntoIter = Flatten<vec::IntoIter<Vec<(K, V)>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.chunks.into_iter().flatten()
    }
}

impl<K: Ord, V> Extend<(K, V)> for SortedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SortedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for SortedMap<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K: Ord + Borrow<Q>, Q: Ord + ?Sized, V> Index<&Q> for SortedMap<K, V> {
    type Output = V;

    /// The value of a key.
    ///
    /// # Panics
    /// If there is none.
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("the key is in the map")
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for SortedMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other)
    }
}

impl<K: Eq, V: Eq> Eq for SortedMap<K, V> {}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for SortedMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().fmt(f)
    }
}
