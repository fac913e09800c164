//! A list that only grows, kept in pieces: appending never moves what is there, however long the list is.

/// Values in the order in which they came.
#[derive(Clone, Debug)]
pub(super) struct Chunks<T> {
    full: Vec<Vec<T>>,
    /// The piece that grows.
    last: Vec<T>,
}

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Self { full: Vec::new(), last: Vec::new() }
    }
}

impl<T: Copy> Chunks<T> {
    /// Values in a piece. A power of two, so that finding one is a shift and a mask.
    const SIZE: usize = 1 << 12;
    /// Room in the first piece to begin with: most runs are short.
    const FIRST: usize = 64;

    #[inline]
    pub(super) fn push(&mut self, value: T) {
        if self.last.len() == self.last.capacity() {
            self.make_room();
        }
        self.last.push(value);
    }

    #[cold]
    #[inline(never)]
    fn make_room(&mut self) {
        if self.last.len() < Self::SIZE && self.full.is_empty() {
            let room = (self.last.len() * 2).clamp(Self::FIRST, Self::SIZE);
            self.last.reserve_exact(room - self.last.len());
        } else {
            self.full.push(std::mem::replace(&mut self.last, Vec::with_capacity(Self::SIZE)));
        }
    }

    pub(super) fn len(&self) -> usize {
        self.full.len() * Self::SIZE + self.last.len()
    }

    fn chunk(&self, index: usize) -> Option<&[T]> {
        match self.full.get(index) {
            Some(chunk) => Some(chunk),
            None => (index == self.full.len()).then_some(&self.last),
        }
    }

    pub(super) fn get(&self, index: usize) -> Option<T> {
        self.chunk(index / Self::SIZE)?.get(index % Self::SIZE).copied()
    }

    pub(super) fn last_mut(&mut self) -> Option<&mut T> {
        // A piece begins with a value.
        self.last.last_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::Chunks;

    #[test]
    fn values_are_found_in_every_piece() {
        let mut chunks = Chunks::default();
        assert_eq!((chunks.len(), chunks.get(0)), (0, None));
        for value in 0..10_000_usize {
            chunks.push(value);
        }
        assert_eq!(chunks.len(), 10_000);
        for index in [0, 1, 4_095, 4_096, 8_191, 8_192, 9_999] {
            assert_eq!(chunks.get(index), Some(index));
        }
        assert_eq!(chunks.get(10_000), None);
    }
}
