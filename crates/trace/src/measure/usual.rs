//! The usual length of a gap, of as many gaps as come, in fixed room.

/// Lengths that were counted by their size: eight steps for each doubling, as in an HDR histogram.
#[derive(Debug)]
pub(super) struct Usual {
    counts: [u32; BUCKETS],
    total: u64,
}

/// Steps within a doubling, as a power of two.
const BITS: u32 = 3;
const BUCKETS: usize = (65 - BITS as usize) << BITS;

impl Default for Usual {
    fn default() -> Self {
        Self { counts: [0; BUCKETS], total: 0 }
    }
}

impl Usual {
    /// Counts a length, in microseconds.
    pub(super) fn add(&mut self, length: u64) {
        if let Some(count) = self.counts.get_mut(bucket(length)) {
            *count = count.saturating_add(1);
            self.total += 1;
        }
    }

    /// The median in microseconds, which is too small by an eighth at most; of an even number of lengths the larger one in the middle.
    /// `None` if there are none.
    pub(super) fn get(&self) -> Option<u64> {
        let mut left = self.total / 2;
        let middle = self.counts.iter().position(|&count| {
            let is_here = left < u64::from(count);
            left = left.saturating_sub(count.into());
            is_here
        });
        middle.map(least)
    }
}

/// The bucket of a length: its highest bits.
fn bucket(length: u64) -> usize {
    let exponent = (u64::BITS - length.leading_zeros()).saturating_sub(BITS + 1);
    (exponent as usize) * (1 << BITS) + usize::try_from(length >> exponent).unwrap_or(0)
}

/// The least length in a bucket.
fn least(bucket: usize) -> u64 {
    let (exponent, high) = match bucket >> BITS {
        0 => (0, bucket),
        doubling => (doubling - 1, (bucket & ((1 << BITS) - 1)) + (1 << BITS)),
    };
    (high as u64) << exponent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_lies_in_its_bucket() {
        for length in (0..1_000).chain((10..64).map(|bit| (1 << bit) + 12_345 % (1 << bit))).chain([u64::MAX])
        {
            let found = least(bucket(length));
            assert!(found <= length && length - found <= length / 8, "{length} is counted as {found}");
            assert!(bucket(length) < BUCKETS);
        }
    }

    #[test]
    fn the_usual_length_is_the_one_in_the_middle() {
        let mut usual = Usual::default();
        assert_eq!(usual.get(), None);
        let middles = [5, 1, 9, 9, 2, 2, 2].map(|number| {
            usual.add(number);
            usual.get()
        });
        assert_eq!(middles, [5, 5, 5, 9, 5, 5, 2].map(Some));
    }
}
