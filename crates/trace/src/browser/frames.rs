//! The frames of a browser, four bytes each, and those before which some were missed.

use super::super::Step;
use super::super::track::push;

/// When frames began.
#[derive(Debug, Default)]
pub struct Frames {
    /// The steps right after them.
    steps: Vec<u32>,
    late: Vec<Late>,
}

/// A frame before which some were missed.
#[derive(Clone, Copy, Debug)]
struct Late {
    /// Its index.
    frame: u32,
    /// How many were missed up to here.
    total: u32,
}

/// A frame that came late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LateFrame {
    /// The step right after the frame before it, or that at which the run begins.
    pub from: Step,
    /// The step right after it.
    pub to: Step,
    /// How many should have begun between them.
    pub missed: u32,
}

impl Frames {
    pub(super) fn add(&mut self, step: Step, missed: u32) {
        if missed > 0 {
            let total = self.missed().saturating_add(missed);
            push(&mut self.late, Late { frame: small(self.steps.len()), total });
        }
        push(&mut self.steps, small(step.0));
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The step right after a frame.
    #[must_use]
    pub fn step(&self, index: usize) -> Option<Step> {
        self.steps.get(index).map(|&step| Step(step as usize))
    }

    /// The index of the first frame after a step; the number of all of them if there is none.
    #[must_use]
    pub fn first_after(&self, step: Step) -> usize {
        self.steps.partition_point(|&frame| frame as usize <= step.0)
    }

    /// How many were missed.
    #[must_use]
    pub fn missed(&self) -> u32 {
        self.missed_up_to(self.late.len())
    }

    /// How many were missed up to a step.
    #[must_use]
    pub fn missed_before(&self, step: Step) -> u32 {
        self.missed_up_to(self.first_late_after(step))
    }

    /// How many were missed before the first so many late frames.
    fn missed_up_to(&self, late: usize) -> u32 {
        late.checked_sub(1).and_then(|last| self.late.get(last)).map_or(0, |late| late.total)
    }

    /// Which of the late frames is the first after a step; the number of all of them if there is none.
    #[must_use]
    pub fn first_late_after(&self, step: Step) -> usize {
        self.late.partition_point(|late| self.step(late.frame as usize).is_some_and(|frame| frame <= step))
    }

    /// A late frame by its place among them.
    #[must_use]
    pub fn late(&self, place: usize) -> Option<LateFrame> {
        let late = self.late.get(place)?;
        let frame = late.frame as usize;
        let from = frame.checked_sub(1).and_then(|before| self.step(before)).unwrap_or_default();
        Some(LateFrame { from, to: self.step(frame)?, missed: late.total - self.missed_up_to(place) })
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_frames_know_how_many_were_missed_and_since_when() {
        let mut frames = Frames::default();
        for (step, missed) in [(3, 0), (5, 2), (9, 0), (12, 1), (20, 0)] {
            frames.add(Step(step), missed);
        }
        let late = |from, to, missed| Some(LateFrame { from: Step(from), to: Step(to), missed });
        assert_eq!([0, 1, 2].map(|place| frames.late(place)), [late(3, 5, 2), late(9, 12, 1), None]);
        assert_eq!([4, 5, 11, 12, 99].map(|step| frames.missed_before(Step(step))), [0, 2, 2, 3, 3]);
        assert_eq!([0, 3, 8, 20].map(|step| frames.first_after(Step(step))), [0, 1, 2, 5]);
    }

    #[test]
    fn a_first_frame_that_is_late_is_so_since_the_start() {
        let mut frames = Frames::default();
        frames.add(Step(7), u32::MAX);
        frames.add(Step(8), u32::MAX);
        assert_eq!(frames.late(0), Some(LateFrame { from: Step(0), to: Step(7), missed: u32::MAX }));
        assert_eq!(frames.missed(), u32::MAX);
    }
}
