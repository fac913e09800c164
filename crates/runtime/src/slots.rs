//! Values that go by numbers which count up: members of sets.

/// Values in the order of their numbers. Finding one takes a binary search; adding and removing take constant time on
/// average. A map of the standard library does as much, but every type of value would bring some ten kilobytes of code
/// into a module for the browser, and each set of futures is a type of its own.
pub(crate) struct Slots<V> {
    /// In the order of the numbers; a value that was removed leaves its place until half of the places are free.
    places: Vec<(u64, Option<V>)>,
    taken: usize,
    next: u64,
}

impl<V> Slots<V> {
    /// So few places are never looked through to free some.
    const FEW: usize = 16;

    /// Adds a value; returns its number.
    pub(crate) fn push(&mut self, value: V) -> u64 {
        let number = self.next;
        self.next += 1;
        self.taken += 1;
        self.places.push((number, Some(value)));
        number
    }

    /// The number that the next value gets.
    pub(crate) fn next(&self) -> u64 {
        self.next
    }

    pub(crate) fn len(&self) -> usize {
        self.taken
    }

    pub(crate) fn get_mut(&mut self, number: u64) -> Option<&mut V> {
        let place = self.place(number)?;
        self.places.get_mut(place)?.1.as_mut()
    }

    pub(crate) fn remove(&mut self, number: u64) -> Option<V> {
        let place = self.place(number)?;
        let value = self.places.get_mut(place)?.1.take()?;
        self.taken -= 1;
        if self.places.len() > Self::FEW + 2 * self.taken {
            self.places.retain(|(_, value)| value.is_some());
        }
        Some(value)
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.places.iter().filter_map(|(_, value)| value.as_ref())
    }

    pub(crate) fn into_values(self) -> impl Iterator<Item = V> {
        self.places.into_iter().filter_map(|(_, value)| value)
    }

    fn place(&self, number: u64) -> Option<usize> {
        self.places.binary_search_by_key(&number, |&(number, _)| number).ok()
    }
}

impl<V> Default for Slots<V> {
    fn default() -> Self {
        Self { places: Vec::new(), taken: 0, next: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_their_numbers_whatever_went_before() {
        let mut numbered = Slots::default();
        for value in 0..100 {
            assert_eq!(numbered.push(value), value);
        }
        for number in (0..100).filter(|number| number % 7 != 0) {
            assert_eq!(numbered.remove(number), Some(number));
            assert_eq!(numbered.remove(number), None, "it is gone");
        }
        assert_eq!(numbered.len(), 15);
        assert!(numbered.places.len() <= 16 + 2 * numbered.len(), "free places do not pile up");
        assert_eq!(numbered.get_mut(49), Some(&mut 49));
        assert_eq!(numbered.push(100), 100);
        let expected: Vec<u64> = (0..100).filter(|number| number % 7 == 0).chain([100]).collect();
        assert!(numbered.values().eq(&expected));
        assert!(numbered.into_values().eq(expected));
    }
}
