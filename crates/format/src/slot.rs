//! Where in a record the parts of an event stand.

/// Some bits of one of the four words of a record.
#[derive(Clone, Copy)]
pub(crate) struct Slot {
    word: usize,
    shift: u32,
    bits: u32,
}

/// The upper 24 bits of the first word; its lower 8 hold the kind.
pub(crate) const DETAIL: Slot = Slot { word: 0, shift: 8, bits: 24 };
/// The lowest 8 bits of the detail.
pub(crate) const DETAIL_LOW: Slot = Slot { word: 0, shift: 8, bits: 8 };
/// The other 16 bits of the detail.
pub(crate) const DETAIL_REST: Slot = Slot { word: 0, shift: 16, bits: 16 };
/// The second word.
pub(crate) const A: Slot = Slot { word: 1, shift: 0, bits: 32 };
/// The lowest 8 bits of the second word.
pub(crate) const A_LOW: Slot = Slot { word: 1, shift: 0, bits: 8 };
/// The other 24 bits of the second word.
pub(crate) const A_REST: Slot = Slot { word: 1, shift: 8, bits: 24 };
/// The third word.
pub(crate) const B: Slot = Slot { word: 2, shift: 0, bits: 32 };
/// The fourth word.
pub(crate) const C: Slot = Slot { word: 3, shift: 0, bits: 32 };

impl Slot {
    /// The largest number that it holds.
    pub(crate) const fn most(self) -> u32 {
        u32::MAX >> (32 - self.bits)
    }

    #[inline(always)]
    fn put(self, value: u32, words: &mut [u32; 4]) {
        words[self.word] |= value.min(self.most()) << self.shift;
    }

    #[inline(always)]
    fn get(self, words: [u32; 4]) -> u32 {
        words[self.word] >> self.shift & self.most()
    }
}

/// Where one part of an event stands: most need one slot, some two.
#[derive(Clone, Copy)]
pub(crate) struct At {
    pub(crate) first: Slot,
    pub(crate) second: Option<Slot>,
}

impl At {
    /// The largest number that there is room for. Of two slots the second has as much as any part needs.
    pub(crate) const fn most(self) -> u64 {
        match self.second {
            Some(_) => u64::MAX,
            None => self.first.most() as u64,
        }
    }

    /// Writes a number into the first slot. What is too large for it becomes the largest that it holds.
    #[inline(always)]
    pub(crate) fn put(self, value: u32, words: &mut [u32; 4]) {
        self.first.put(value, words);
    }

    /// Writes a number into the second slot, where there is one.
    #[inline(always)]
    pub(crate) fn put_second(self, value: u32, words: &mut [u32; 4]) {
        if let Some(slot) = self.second {
            slot.put(value, words);
        }
    }

    /// The number in the first slot.
    #[inline(always)]
    pub(crate) fn get(self, words: [u32; 4]) -> u32 {
        self.first.get(words)
    }

    /// The number in the second slot; 0 where there is none.
    #[inline(always)]
    pub(crate) fn get_second(self, words: [u32; 4]) -> u32 {
        match self.second {
            Some(slot) => slot.get(words),
            None => 0,
        }
    }
}
