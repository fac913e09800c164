//! Runs a program under every schedule within a bound, or under a sample of them: those with fewer deviations first, so
//! that what is found is found by the shortest way.

use std::collections::BTreeSet;

use taskscope_runtime::choose::{Choice, Choose};

use crate::schedule::{Bound, Deviation, Schedule, Script};

/// How much is tried.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// The schedules that count.
    pub(crate) bound: Bound,
    /// How many runs there may be.
    pub(crate) runs: usize,
    /// Where the sample starts from, if there are more schedules than runs.
    pub(crate) seed: u64,
}

/// Calls `run` for schedule after schedule, and returns how many there were. `run` gives back what it was offered.
pub(crate) fn explore(limits: Limits, mut run: impl FnMut(Vec<Deviation>) -> Schedule) -> usize {
    let mut random = Random(limits.seed);
    let mut runs = 1;
    let mut level = vec![run(Vec::new())];
    let levels = limits.bound.deviations + limits.bound.late;
    for depth in 1..=levels {
        let left = limits.runs.saturating_sub(runs);
        // A level that is too large leaves half of the runs to those behind it.
        let share = if depth == levels { left } else { left.div_ceil(2) };
        let counts: Vec<usize> = level.iter().map(|schedule| schedule.count_next(limits.bound)).collect();
        let mut before = 0;
        let mut numbers = random.sample(share, counts.iter().sum()).into_iter().peekable();
        let mut next = Vec::new();
        for (schedule, count) in level.iter().zip(counts) {
            while let Some(number) = numbers.next_if(|&number| number < before + count) {
                next.push(run(schedule.next(limits.bound, number - before)));
            }
            before += count;
        }
        runs += next.len();
        level = next;
    }
    runs
}

/// Random numbers that a seed decides: `SplitMix64`.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below `bound`, which is not 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 32).expect("32 bits fit") % bound
    }

    /// At most `most` different numbers below `bound`, in their order.
    fn sample(&mut self, most: usize, bound: usize) -> Vec<usize> {
        if bound <= most {
            return (0..bound).collect();
        }
        let mut taken = BTreeSet::new();
        while taken.len() < most {
            taken.insert(self.below(bound));
        }
        taken.into_iter().collect()
    }
}

/// Explores a run that offers three options, then two, and then an alarm of two moments; returns what was taken.
fn taken(bound: Bound, runs: usize) -> Vec<[usize; 3]> {
    let offered = [Choice::Next { ready: 3 }, Choice::First { branches: 2 }, Choice::Alarm { moments: 2 }];
    let mut taken = Vec::new();
    let runs = explore(Limits { bound, runs, seed: 1 }, |deviations| {
        let script = Script::new(deviations);
        taken.push(offered.map(|choice| script.choose(choice)));
        script.schedule()
    });
    assert_eq!(runs, taken.len());
    taken
}

#[test]
fn every_schedule_within_the_bound_is_run_once() {
    let mut all = taken(Bound { deviations: 2, late: 1 }, 100);
    all.sort_unstable();
    let expected: Vec<_> = (0..12).map(|nth| [nth / 4, nth / 2 % 2, nth % 2]).collect();
    assert_eq!(all, expected);
    let near = taken(Bound { deviations: 1, late: 0 }, 100);
    assert_eq!(near, [[0, 0, 0], [1, 0, 0], [2, 0, 0], [0, 1, 0]]);
}

#[test]
fn a_sample_has_different_schedules_of_every_distance() {
    let mut sample = taken(Bound { deviations: 2, late: 1 }, 8);
    assert_eq!((sample.len(), sample[0]), (8, [0, 0, 0]));
    assert!(sample.iter().any(|[next, first, alarm]| *next > 0 && *first > 0 && *alarm > 0), "{sample:?}");
    sample.sort_unstable();
    sample.dedup();
    assert_eq!(sample.len(), 8);
}
