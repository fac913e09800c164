//! Any step's state, backwards as fast as forwards: a keyframe now and then, and replay from the one before.

use super::{State, Step, Trace};

/// Keyframes of a growing trace.
#[derive(Debug)]
pub struct History {
    /// States with their steps, ascending. At step 0 nothing is there, which needs none.
    keyframes: Vec<(Step, State)>,
    /// From which step on the next keyframe is due.
    next: Step,
}

impl Default for History {
    fn default() -> Self {
        Self { keyframes: Vec::new(), next: Step(Self::LEAST) }
    }
}

impl History {
    /// Fewest events between two keyframes: a small state costs the replay of half as many on average.
    const LEAST: usize = 512;

    /// What keyframes take together, in bytes for each event. A state of a thousand tasks then costs the replay of some
    /// twenty thousand events at worst.
    const BYTES_PER_EVENT: usize = 6;

    /// Takes in the state at the next step: it may be one to keep.
    pub fn take(&mut self, step: Step, state: &mut State) {
        if step >= self.next {
            self.keep(step, state);
        }
    }

    #[cold]
    fn keep(&mut self, step: Step, state: &mut State) {
        let bytes = match self.keyframes.last() {
            Some((_, last)) => state.bytes_apart_from(last),
            None => state.bytes_apart_from(&State::default()),
        };
        self.next = Step(step.0 + Self::LEAST.max(bytes / Self::BYTES_PER_EVENT));
        self.keyframes.push((step, state.share()));
    }

    /// The state at a step of the trace.
    #[must_use]
    pub fn state_at(&self, trace: &Trace, step: Step) -> State {
        let (from, mut state) = self.keyframe(step);
        // Not a loop: from within, an iterator over pieces is much quicker.
        trace.between(from, step).for_each(|(step, event)| {
            state.worker = trace.worker(step);
            state.apply(event);
        });
        state
    }

    /// The last keyframe at or before a step.
    #[must_use]
    pub fn keyframe(&self, step: Step) -> (Step, State) {
        let after = self.keyframes.partition_point(|&(from, _)| from <= step);
        let keyframe = after.checked_sub(1).and_then(|index| self.keyframes.get(index));
        keyframe.cloned().unwrap_or_default()
    }
}
