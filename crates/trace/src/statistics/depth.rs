//! How many tasks stood in the queue over time, in a few hundred buckets however long the run is.

use taskscope_format::Micros;

/// One stretch of time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bucket {
    /// The most tasks that stood in the queue at once, moments without length included.
    pub most: usize,
    /// The mean, weighted by time.
    pub mean: f64,
}

/// The depth of the queue over a run, from its first event to its last.
#[derive(Clone, Debug, PartialEq)]
pub struct QueueDepth {
    /// How much time a bucket covers.
    pub width: Micros,
    /// The buckets, the first one first.
    pub buckets: Vec<Bucket>,
}

/// Buckets of the same width. When a time comes that lies behind the last, neighbours are merged and the width doubles:
/// at most 63 times in all of time, so an event costs the buckets it crosses, and all events together a few for each.
#[derive(Debug, Default)]
pub(super) struct Depth {
    /// The width is 2 to the power of this, in microseconds.
    power: u32,
    /// For each bucket the most, and the sum of depth times time.
    buckets: Vec<(usize, u64)>,
    /// How far it is known.
    end: u64,
}

impl Depth {
    const MOST: u64 = 256;

    /// So many tasks stood in the queue between two times, counted from the start of the run.
    pub(super) fn add(&mut self, (from, to): (Micros, Micros), depth: usize) {
        let (from, to) = (from.0, to.0.max(from.0));
        while to >> self.power >= Self::MOST {
            self.double();
        }
        self.end = self.end.max(to);
        let (first, last) = (from >> self.power, to >> self.power);
        for index in first..=last {
            let begin = from.max(index << self.power);
            // The last bucket ends with the time that was given, so this can't overflow.
            let end = if index == last { to } else { (index + 1) << self.power };
            let bucket = self.bucket(index);
            // What ends where a bucket begins does not belong to it.
            if begin < end || index == first {
                bucket.0 = bucket.0.max(depth);
            }
            bucket.1 = bucket.1.saturating_add((end - begin).saturating_mul(depth as u64));
        }
    }

    fn bucket(&mut self, index: u64) -> &mut (usize, u64) {
        // Fewer than `MOST`, so they fit on every machine.
        let index = usize::try_from(index).unwrap_or(0);
        if self.buckets.len() <= index {
            self.buckets.resize(index + 1, (0, 0));
        }
        &mut self.buckets[index]
    }

    fn double(&mut self) {
        let merge = |pair: &[(usize, u64)]| {
            let most = pair.iter().map(|&(most, _)| most).max().unwrap_or(0);
            (most, pair.iter().fold(0_u64, |sum, &(_, area)| sum.saturating_add(area)))
        };
        self.buckets = self.buckets.chunks(2).map(merge).collect();
        self.power += 1;
    }

    pub(super) fn get(&self) -> QueueDepth {
        let buckets = (0..).zip(&self.buckets).map(|(index, &(most, area))| {
            let begin: u64 = index << self.power;
            let length = (self.end - begin.min(self.end)).min(1 << self.power);
            Bucket { most, mean: if length == 0 { 0.0 } else { float(area) / float(length) } }
        });
        QueueDepth { width: Micros(1 << self.power), buckets: buckets.collect() }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a mean needs no more than 52 bits")]
fn float(value: u64) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth_of(changes: &[(u64, usize)]) -> QueueDepth {
        let mut depth = Depth::default();
        let mut from = 0;
        for &(to, tasks) in changes {
            depth.add((Micros(from), Micros(to)), tasks);
            from = to;
        }
        depth.get()
    }

    #[test]
    fn a_short_run_is_kept_as_it_was() {
        let depth = depth_of(&[(0, 5), (2, 1), (4, 3), (4, 0)]);
        assert_eq!(depth.width, Micros(1));
        let found: Vec<_> = depth.buckets.iter().map(|bucket| (bucket.most, bucket.mean)).collect();
        assert_eq!(found, [(5, 1.0), (1, 1.0), (3, 3.0), (3, 3.0), (0, 0.0)]);
    }

    #[test]
    fn a_long_run_keeps_its_peak_and_its_mean_in_few_buckets() {
        let changes: Vec<_> = (1..=10_000).map(|at| (at * 100, usize::from(at % 2 == 0) * 4)).collect();
        let depth = depth_of(&changes);
        assert!((128..=256).contains(&depth.buckets.len()));
        assert!(depth.buckets.iter().all(|bucket| bucket.most == 4 && (bucket.mean - 2.0).abs() < 0.1));
    }

    #[test]
    fn no_time_is_too_far() {
        let depth = depth_of(&[(3, 7), (u64::MAX - 1, 1), (u64::MAX, usize::MAX)]);
        assert!(depth.buckets.len() <= 256);
        assert_eq!(depth.buckets.first().map(|bucket| bucket.most), Some(7));
    }
}
