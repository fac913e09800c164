//! The entry of a key, whether it is there or not.

use crate::chunks::{insert, Place};
use crate::map::SortedMap;

/// The entry of a key, as `BTreeMap` has it.
#[derive(Debug)]
pub enum Entry<'a, K, V> {
    /// Its value.
    Occupied(&'a mut V),
    /// There is none.
    Vacant(VacantEntry<'a, K, V>),
}

/// Where an entry would stand.
#[derive(Debug)]
pub struct VacantEntry<'a, K, V> {
    pub(crate) map: &'a mut SortedMap<K, V>,
    pub(crate) place: Place,
    pub(crate) key: K,
}

impl<'a, K, V> VacantEntry<'a, K, V> {
    /// Adds the entry.
    pub fn insert(self, value: V) -> &'a mut V {
        insert(&mut self.map.chunks, self.place, self.key, value)
    }
}

impl<'a, K, V> Entry<'a, K, V> {
    /// The value, which is this one if there was none.
    pub fn or_insert(self, value: V) -> &'a mut V {
        self.or_insert_with(|| value)
    }

    /// The value, which is made now if there was none.
    pub fn or_insert_with(self, value: impl FnOnce() -> V) -> &'a mut V {
        match self {
            Self::Occupied(value) => value,
            Self::Vacant(entry) => entry.insert(value()),
        }
    }

    /// The value, which is the default if there was none.
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }

    /// Changes the value, if there is one.
    #[must_use]
    pub fn and_modify(mut self, modify: impl FnOnce(&mut V)) -> Self {
        if let Self::Occupied(value) = &mut self {
            modify(value);
        }
        self
    }
}
