//! Numbers from a seed: `SplitMix64` (Steele, Lea, Flood 2014).

/// A stream of numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        // Streams of neighbouring seeds would be one another's, moved by one.
        Self(seed.wrapping_mul(0xd1b5_4a32_d192_ed03))
    }

    /// A number below `bound`, which is small.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u32::try_from((mixed ^ (mixed >> 31)) % u64::from(bound)).expect("it is below `bound`")
    }
}
