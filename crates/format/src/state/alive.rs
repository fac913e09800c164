//! Values by id, for what is made during a run and mostly goes away soon: nodes, timers.

use std::collections::VecDeque;
use std::marker::PhantomData;

use taskscope_sorted::SortedMap;

use super::table::Id;

/// Values in the order of their ids.
///
/// Ids count up and most of what is made last is still there or was there a moment ago. So the last ids are a window in
/// which a value is found by its id; what lives longer moves to a map.
#[derive(Clone, Debug)]
pub struct Alive<K, V> {
    /// Those before the window.
    old: SortedMap<u32, V>,
    /// The id of the first place of the window.
    base: u32,
    window: VecDeque<Option<V>>,
    /// How many places of the window are taken.
    taken: usize,
    ids: PhantomData<K>,
}

impl<K, V> Default for Alive<K, V> {
    fn default() -> Self {
        Self { old: SortedMap::new(), base: 0, window: VecDeque::new(), taken: 0, ids: PhantomData }
    }
}

impl<K, V: PartialEq> PartialEq for Alive<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.entries().eq(other.entries())
    }
}

impl<K, V: Eq> Eq for Alive<K, V> {}

impl<K, V> Alive<K, V> {
    /// Ids that may be left out before the window begins anew.
    const GAP: usize = 64;

    fn entries(&self) -> impl Iterator<Item = (u32, &V)> {
        // Up to the last id there is: a file may have it.
        let window =
            (self.base..=u32::MAX).zip(&self.window).filter_map(|(id, value)| Some((id, value.as_ref()?)));
        self.old.iter().map(|(&id, value)| (id, value)).chain(window)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.old.len() + self.taken
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All values, in the order of their ids.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.entries().map(|(_, value)| value)
    }

    /// How many bytes a copy takes, roughly.
    pub(super) fn bytes(&self) -> usize {
        self.window.len() * std::mem::size_of::<Option<V>>()
            + self.old.len() * (std::mem::size_of::<V>() + std::mem::size_of::<u32>()) * 3 / 2
    }

    /// What lives longest moves to the map when most of the window is free.
    fn shorten(&mut self) {
        while let Some(None) = self.window.front() {
            self.window.pop_front();
            self.base = self.base.wrapping_add(1);
        }
        if self.window.len() <= Self::GAP + 2 * self.taken {
            return;
        }
        for _ in 0..self.window.len() / 2 {
            let value = self.window.pop_front().flatten();
            self.taken -= usize::from(value.is_some());
            self.old.extend(value.map(|value| (self.base, value)));
            self.base = self.base.wrapping_add(1);
        }
    }
}

impl<K: Id, V> Alive<K, V> {
    /// Adds a value; does nothing if there is one with this id.
    pub fn add(&mut self, id: K, value: V) {
        let id = id.number();
        if self.window.is_empty() && self.old.last_key_value().map_or(true, |(&last, _)| last < id) {
            self.base = id;
        }
        let Some(place) = id.checked_sub(self.base).map(|place| place as usize) else {
            self.old.entry(id).or_insert(value);
            return;
        };
        if place > self.window.len() + Self::GAP {
            let window = std::mem::take(&mut self.window).into_iter();
            self.old.extend((self.base..=u32::MAX).zip(window).filter_map(|(id, value)| Some((id, value?))));
            self.taken = 0;
            self.base = id;
            return self.add_at(0, value);
        }
        self.add_at(place, value);
    }

    fn add_at(&mut self, place: usize, value: V) {
        while self.window.len() <= place {
            self.window.push_back(None);
        }
        if let Some(free @ None) = self.window.get_mut(place) {
            *free = Some(value);
            self.taken += 1;
        }
    }

    fn place(&self, id: K) -> Option<usize> {
        id.number().checked_sub(self.base).map(|place| place as usize)
    }

    /// The value with an id.
    #[must_use]
    pub fn get(&self, id: K) -> Option<&V> {
        match self.place(id) {
            Some(place) => self.window.get(place)?.as_ref(),
            None => self.old.get(&id.number()),
        }
    }

    /// The value with an id, to be changed.
    pub fn get_mut(&mut self, id: K) -> Option<&mut V> {
        match self.place(id) {
            Some(place) => self.window.get_mut(place)?.as_mut(),
            None => self.old.get_mut(&id.number()),
        }
    }

    /// Takes a value away, and gives it.
    pub fn remove(&mut self, id: K) -> Option<V> {
        let Some(place) = self.place(id) else { return self.old.remove(&id.number()) };
        let value = self.window.get_mut(place).and_then(Option::take);
        self.taken -= usize::from(value.is_some());
        self.shorten();
        value
    }
}

#[cfg(test)]
mod tests {
    use crate::NodeId;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::*;

    proptest! {
        #[test]
        fn it_is_a_map(steps in proptest::collection::vec((any::<bool>(), 0..400_u32, 0..40_u32), 0..400)) {
            let (mut alive, mut map) = (Alive::default(), std::collections::BTreeMap::new());
            let mut last = 0;
            for (is_added, any, near) in steps {
                // Most ids are the next ones, and most of what goes away is recent.
                let id = if near < 30 { last + near / 20 } else { any * 100 };
                if is_added {
                    last = last.max(id);
                    alive.add(NodeId(id), near);
                    map.entry(id).or_insert(near);
                } else {
                    let id = id.saturating_sub(near);
                    alive.remove(NodeId(id));
                    map.remove(&id);
                }
                prop_assert_eq!(alive.get(NodeId(id)), map.get(&id));
                prop_assert_eq!(alive.len(), map.len());
            }
            prop_assert_eq!(alive.values().collect::<Vec<_>>(), map.values().collect::<Vec<_>>());
            prop_assert_eq!(alive.clone(), alive);
        }
    }
}
