//! A list that only grows, kept in pieces: appending never moves what is there, however long the list is.

/// Values in the order in which they came.
#[derive(Clone, Debug)]
pub(super) struct Chunks<T> {
    chunks: Vec<Vec<T>>,
}

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Self { chunks: Vec::new() }
    }
}

impl<T: Copy> Chunks<T> {
    /// Values in a piece. A power of two, so that finding one is a shift and a mask.
    const SIZE: usize = 1 << 12;
    /// Room in the first piece to begin with: most runs are short.
    const FIRST: usize = 64;

    pub(super) fn push(&mut self, value: T) {
        match self.chunks.last_mut() {
            Some(chunk) if chunk.len() < Self::SIZE => chunk.push(value),
            _ => self.begin_chunk(value),
        }
    }

    #[cold]
    fn begin_chunk(&mut self, value: T) {
        let room = if self.chunks.is_empty() { Self::FIRST } else { Self::SIZE };
        let mut chunk = Vec::with_capacity(room);
        chunk.push(value);
        self.chunks.push(chunk);
    }

    pub(super) fn len(&self) -> usize {
        self.chunks.last().map_or(0, |last| (self.chunks.len() - 1) * Self::SIZE + last.len())
    }

    pub(super) fn get(&self, index: usize) -> Option<T> {
        self.chunks.get(index / Self::SIZE)?.get(index % Self::SIZE).copied()
    }

    pub(super) fn last_mut(&mut self) -> Option<&mut T> {
        self.chunks.last_mut()?.last_mut()
    }

    /// The values from an index on.
    pub(super) fn iter_from(&self, index: usize) -> impl Iterator<Item = T> + '_ {
        let chunks = self.chunks.get(index / Self::SIZE..).unwrap_or_default();
        let (first, others) =
            chunks.split_first().map_or((&[][..], &[][..]), |(first, others)| (&first[..], others));
        let first = first.get(index % Self::SIZE..).unwrap_or_default();
        first.iter().chain(others.iter().flatten()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::Chunks;

    #[test]
    fn values_are_found_in_every_piece() {
        let mut chunks = Chunks::default();
        assert_eq!((chunks.len(), chunks.get(0), chunks.iter_from(0).next()), (0, None, None));
        for value in 0..10_000_usize {
            chunks.push(value);
        }
        assert_eq!(chunks.len(), 10_000);
        for index in [0, 1, 4_095, 4_096, 8_191, 8_192, 9_999] {
            assert_eq!((chunks.get(index), chunks.iter_from(index).next()), (Some(index), Some(index)));
            assert_eq!(chunks.iter_from(index).count(), 10_000 - index);
        }
        assert_eq!((chunks.get(10_000), chunks.iter_from(10_000).next()), (None, None));
    }
}
