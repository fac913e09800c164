//! Any step's state, backwards as fast as forwards: a keyframe now and then, and replay from the one before.

use super::{State, Step, Trace};

/// Keyframes of a growing trace.
#[derive(Debug, Default)]
pub struct History {
    /// States with the number of events before each, ascending; the first is the state at step 0.
    keyframes: Vec<(usize, State)>,
    /// The state after the last event seen.
    live: State,
    seen: usize,
    /// From which event on the next keyframe is due.
    next: usize,
}

impl History {
    /// Fewest events between two keyframes: a small state costs the replay of half as many on average.
    const LEAST: usize = 512;

    /// Events for each part of a state until the next keyframe. So a state of many parts costs the replay of as many
    /// events, and all keyframes together take room in proportion to the trace and not to its square.
    const EVENTS_PER_PART: usize = 2;

    /// Takes in what the trace has gained.
    pub fn catch_up(&mut self, trace: &Trace) {
        for &event in trace.events().get(self.seen..).unwrap_or_default() {
            if self.seen == self.next {
                self.next += Self::LEAST.max(Self::EVENTS_PER_PART * self.live.size());
                self.keyframes.push((self.seen, self.live.clone()));
            }
            self.live.apply(event);
            self.seen += 1;
        }
    }

    /// The state at a step; at the last step seen for later ones.
    #[must_use]
    pub fn state_at(&self, trace: &Trace, step: Step) -> State {
        if step.0 >= self.seen {
            return self.live.clone();
        }
        let after = self.keyframes.partition_point(|&(from, _)| from <= step.0);
        let keyframe = after.checked_sub(1).and_then(|index| self.keyframes.get(index));
        let (from, mut state) = keyframe.cloned().unwrap_or_default();
        for &event in trace.events().get(from..step.0).unwrap_or_default() {
            state.apply(event);
        }
        state
    }

    /// The state after the last event seen.
    #[must_use]
    pub fn live(&self) -> &State {
        &self.live
    }
}
