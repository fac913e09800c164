//! The records of a trace, in as few words as each needs: most leave their last ones zero.

use taskscope_format::Record;

/// Records in the order in which they came. Appending never moves more than a piece.
#[derive(Debug, Default)]
pub(super) struct Records {
    full: Vec<Piece>,
    /// The piece that grows.
    last: Piece,
}

/// Up to [`Records::SIZE`] records.
#[derive(Debug, Default)]
struct Piece {
    /// The words of each without the last ones that are zero; behind them up to three of those that were left out last, so
    /// that four words can be read from wherever a record begins.
    words: Vec<u32>,
    /// How many of the words belong to records.
    used: usize,
    blocks: Vec<Block>,
    records: usize,
}

/// 32 records: where the first begins, and how many words each has.
#[derive(Clone, Copy, Debug, Default)]
struct Block {
    start: u16,
    /// Bit `n` of these two says how many words record `n` has beside its first.
    low: u32,
    high: u32,
}

impl Records {
    /// Records in a piece: few enough that a position in it fits into sixteen bits.
    const SIZE: usize = 1 << 12;

    pub(super) fn len(&self) -> usize {
        self.full.len() * Self::SIZE + self.last.records
    }

    #[inline]
    pub(super) fn push(&mut self, record: Record) {
        if self.last.records == Self::SIZE {
            self.begin_piece();
        }
        self.last.push(record);
    }

    #[cold]
    fn begin_piece(&mut self) {
        let mut full = std::mem::take(&mut self.last);
        // The next one needs about as many words, and only what it needs is kept.
        self.last.words.reserve_exact(full.words.len() + full.words.len() / 8);
        self.last.blocks.reserve_exact(Self::SIZE / Piece::BLOCK);
        full.words.shrink_to_fit();
        self.full.push(full);
    }

    fn piece(&self, index: usize) -> Option<&Piece> {
        self.full.get(index).or((index == self.full.len()).then_some(&self.last))
    }

    pub(super) fn get(&self, index: usize) -> Option<Record> {
        self.piece(index / Self::SIZE)?.from(index % Self::SIZE).next()
    }

    /// The records from an index on.
    pub(super) fn iter_from(&self, index: usize) -> impl Iterator<Item = Record> + '_ {
        let at = index / Self::SIZE;
        let first = self.piece(at).map(|piece| piece.from(index % Self::SIZE));
        let others = self.full.get(at + 1..).unwrap_or_default().iter();
        let last = (at < self.full.len()).then_some(&self.last);
        first.into_iter().flatten().chain(others.chain(last).flat_map(|piece| piece.from(0)))
    }
}

impl Piece {
    const BLOCK: usize = 32;

    #[inline]
    fn push(&mut self, record: Record) {
        let bit = self.records % Self::BLOCK;
        if bit == 0 {
            let start = u16::try_from(self.used).unwrap_or(u16::MAX);
            self.blocks.push(Block { start, low: 0, high: 0 });
        }
        let [_, a, b, c] = record.0;
        let more = if c != 0 {
            3
        } else if b != 0 {
            2
        } else {
            u32::from(a != 0)
        };
        if let Some(block) = self.blocks.last_mut() {
            block.low |= (more & 1) << bit;
            block.high |= (more >> 1) << bit;
        }
        self.words.truncate(self.used);
        self.words.extend_from_slice(&record.0);
        self.used += 1 + more as usize;
        self.records += 1;
    }

    /// The records from an index on.
    fn from(&self, index: usize) -> InPiece<'_> {
        let block = self.blocks.get(index / Self::BLOCK).copied().unwrap_or_default();
        let bit = index % Self::BLOCK;
        let earlier = (1_u32 << bit) - 1;
        let more = (block.low & earlier).count_ones() + 2 * (block.high & earlier).count_ones();
        let at = usize::from(block.start) + bit + more as usize;
        let (low, high) = (block.low >> bit, block.high >> bit);
        InPiece { piece: self, index, at, low, high }
    }
}

/// Goes through the records of a piece.
struct InPiece<'a> {
    piece: &'a Piece,
    index: usize,
    /// Where the next record begins.
    at: usize,
    /// How many words it and those behind it in its block have.
    low: u32,
    high: u32,
}

impl Iterator for InPiece<'_> {
    type Item = Record;

    #[inline]
    fn next(&mut self) -> Option<Record> {
        let words: &[u32; 4] = self.piece.words.get(self.at..)?.first_chunk()?;
        if self.index >= self.piece.records {
            return None;
        }
        let more = ((self.low & 1) + 2 * (self.high & 1)) as usize;
        let record = std::array::from_fn(|word| if word <= more { words[word] } else { 0 });
        (self.low, self.high) = (self.low >> 1, self.high >> 1);
        self.at += 1 + more;
        self.index += 1;
        if self.index % Piece::BLOCK == 0 {
            let next = self.piece.blocks.get(self.index / Piece::BLOCK).copied().unwrap_or_default();
            (self.low, self.high) = (next.low, next.high);
        }
        Some(Record(record))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Records of every length, with zeros in between.
    fn record(number: u32) -> Record {
        let word = |word: u32| if (number >> word) % 3 == 0 { 0 } else { number + word };
        Record([(number << 8) + 20, word(1), word(2), word(3)])
    }

    #[test]
    fn records_are_found_in_every_piece() {
        let mut records = Records::default();
        assert_eq!((records.len(), records.get(0), records.iter_from(0).next()), (0, None, None));
        for number in 0..10_000 {
            records.push(record(number));
            assert_eq!(records.get(number as usize), Some(record(number)));
        }
        assert_eq!(records.len(), 10_000);
        let all: Vec<Record> = (0..10_000).map(record).collect();
        for index in [0, 1, 31, 32, 33, 4_095, 4_096, 4_097, 8_191, 8_192, 9_999] {
            assert_eq!(records.get(index), Some(all[index]), "{index}");
            assert!(records.iter_from(index).eq(all[index..].iter().copied()), "{index}");
        }
        assert_eq!((records.get(10_000), records.iter_from(10_000).next()), (None, None));
        assert_eq!(records.iter_from(20_000).next(), None);
    }

    #[test]
    fn what_is_zero_takes_no_room() {
        let mut records = Records::default();
        for _ in 0..Records::SIZE * 2 {
            records.push(Record([23, 1, 0, 0]));
        }
        let words: usize = records.full.iter().map(|piece| piece.words.len()).sum();
        assert_eq!(words, Records::SIZE * 2 + 2);
        records.push(Record([0, 0, 0, 0]));
        records.push(Record([23, 0, 0, 1]));
        let last = [0, 1].map(|index| records.get(Records::SIZE * 2 + index));
        assert_eq!(last, [Some(Record([0; 4])), Some(Record([23, 0, 0, 1]))]);
    }
}
