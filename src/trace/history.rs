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

    /// Events between two keyframes for each part in which they differ: at some 80 bytes a part, keyframes take three and
    /// a half bytes an event, and a state of a thousand tasks the replay of 24,000 events at worst.
    const EVENTS_PER_PART: usize = 24;

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
        let parts = match self.keyframes.last() {
            Some((_, last)) => self.live.size_apart_from(last),
            None => 0,
        };
        self.next += Self::LEAST.max(Self::EVENTS_PER_PART * parts);
        self.keyframes.push((self.seen, self.live.clone()));
    }

    /// The state at a step; at the last step seen for later ones.
    #[must_use]
    pub fn state_at(&self, trace: &Trace, step: Step) -> State {
        if step.0 >= self.seen {
            return self.live.clone();
        }
        let (from, mut state) = self.keyframe(step);
        for (_, event) in trace.between(from, step) {
            state.apply(event);
        }
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
