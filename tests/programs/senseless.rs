//! Traces of events that make no sense, one after another.

use taskscope_format::Record;
use taskscope_trace::Trace;

/// A stream of numbers (xorshift with the shifts 13, 17 and 5, after Marsaglia).
pub(crate) struct Numbers(pub(crate) u32);

impl Numbers {
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 % bound
    }

    /// A record with any event, about one of a few tasks, nodes and resources, so that many of them concern each other.
    fn record(&mut self) -> Record {
        loop {
            let kind = if self.below(300) == 0 { 56 } else { 16 + self.below(40) };
            let detail = if kind == 34 { self.below(11) | self.below(2) << 8 } else { self.below(5) };
            let record = Record([kind | detail << 8, self.below(7), self.below(5), self.below(5)]);
            if record.decode().is_some() {
                return record;
            }
        }
    }
}

/// A trace of events in no sensible order, with times that jump.
pub(crate) fn senseless(seed: u32, count: usize) -> Trace {
    let mut numbers = Numbers(seed);
    let mut now = 0;
    let mut words = Vec::new();
    for line in 0..7 {
        // A text without letters, and a place in it: whatever events name exists.
        words.extend([2, 0, 0, 0, 3, 0, line, 1]);
    }
    for _ in 0..count {
        if numbers.below(3) == 0 {
            now += numbers.below(60_000);
            words.extend([1, now, 0, 0]);
        }
        words.extend(numbers.record().0);
    }
    let mut trace = Trace::default();
    trace.append(&words).expect("every record is one");
    trace
}
