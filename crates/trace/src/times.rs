//! The time of every event, found in constant time and kept in little room.

use taskscope_format::Micros;

use super::chunks::Chunks;

/// Times of events that come one after another. Most events happen at the time of the one before: only changes are kept, and
/// a bit for each event that says whether there was one.
#[derive(Debug)]
pub(super) struct Times {
    /// The times there were, ascending; the first is that before any was set.
    values: Chunks<Micros>,
    /// Events in groups of 32.
    blocks: Chunks<Block>,
    /// How many events there are.
    events: usize,
    /// The time of the next event.
    now: Micros,
    /// The last of the values.
    last: Micros,
}

#[derive(Clone, Copy, Debug)]
struct Block {
    /// Where among the values the time before this block stands.
    before: u32,
    /// Bit `n` is set if the time of event `n` of the block is another than that of the event before it.
    changes: u32,
}

impl Default for Times {
    fn default() -> Self {
        let mut values = Chunks::default();
        values.push(Micros(0));
        Self { values, blocks: Chunks::default(), events: 0, now: Micros(0), last: Micros(0) }
    }
}

impl Times {
    const BLOCK: usize = 32;

    /// Sets the time of the events that follow.
    pub(super) fn set(&mut self, now: Micros) {
        self.now = now;
    }

    /// The time of the next event, as it was set last.
    pub(super) fn now(&self) -> Micros {
        self.now
    }

    /// Takes in an event.
    pub(super) fn push(&mut self) {
        let bit = self.events % Self::BLOCK;
        if bit == 0 {
            let before = u32::try_from(self.values.len() - 1).unwrap_or(u32::MAX);
            self.blocks.push(Block { before, changes: 0 });
        }
        if self.last != self.now {
            self.last = self.now;
            self.values.push(self.now);
            if let Some(block) = self.blocks.last_mut() {
                block.changes |= 1 << bit;
            }
        }
        self.events += 1;
    }

    /// The time of an event; that before all for one that is not there.
    pub(super) fn of(&self, event: usize) -> Micros {
        let Some(block) = self.blocks.get(event / Self::BLOCK) else { return Micros(0) };
        let up_to = u32::MAX >> (Self::BLOCK - 1 - event % Self::BLOCK);
        let changes = (block.changes & up_to).count_ones();
        self.values.get((block.before + changes) as usize).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_has_its_time() {
        let mut times = Times::default();
        let expected: Vec<Micros> = (0..1_000_u64).map(|event| Micros(event / 3 * 10)).collect();
        for &time in &expected {
            times.set(Micros(time.0 / 2));
            times.set(time);
            times.push();
        }
        let found: Vec<Micros> = (0..1_000).map(|event| times.of(event)).collect();
        assert_eq!(found, expected);
        assert_eq!(times.of(5_000), Micros(0));
    }
}
