//! Any step's state, backwards as fast as forwards: a keyframe now and then, and replay from the one before.

use taskscope_runtime::Event;

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

    /// What keyframes take together, in bytes for each event. A state of a thousand tasks then costs the replay of some
    /// thirty thousand events at worst.
    const BYTES_PER_EVENT: usize = 4;

    /// Takes in the next event.
    pub fn take(&mut self, event: Event) {
        if self.seen == self.next {
            self.keep();
        }
        self.live.apply(event);
        self.seen += 1;
    }

    #[cold]
    fn keep(&mut self) {
        let bytes = self.keyframes.last().map_or(0, |(_, last)| self.live.bytes_apart_from(last));
        self.next += Self::LEAST.max(bytes / Self::BYTES_PER_EVENT);
        self.keyframes.push((self.seen, self.live.clone()));
    }

    /// The state at a step; at the last step seen for later ones.
    #[must_use]
    pub fn state_at(&self, trace: &Trace, step: Step) -> State {
        if step.0 >= self.seen {
            return self.live.clone();
        }
        let (from, mut state) = self.keyframe(step);
        trace.between(from, step).for_each(|(_, event)| state.apply(event));
        state
    }

    /// The last keyframe at or before a step.
    #[must_use]
    pub fn keyframe(&self, step: Step) -> (Step, State) {
        let after = self.keyframes.partition_point(|&(from, _)| from <= step.0);
        let keyframe = after.checked_sub(1).and_then(|index| self.keyframes.get(index));
        keyframe.map_or_else(Default::default, |(from, state)| (Step(*from), state.clone()))
    }

    /// The state after the last event seen.
    #[must_use]
    pub fn live(&self) -> &State {
        &self.live
    }
}
