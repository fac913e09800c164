//! Any step's state, backwards as fast as forwards: a keyframe now and then, and replay from the one before.

use super::{State, Step, Trace};

/// Keyframes of a growing trace.
#[derive(Debug, Default)]
pub struct History {
    /// The states at steps 0, `EVERY`, 2 × `EVERY`, …
    keyframes: Vec<State>,
    /// The state after the last event seen.
    live: State,
    seen: usize,
}

impl History {
    /// Events between two keyframes: a state costs the replay of half as many on average.
    const EVERY: usize = 512;

    /// Takes in what the trace has gained.
    pub fn catch_up(&mut self, trace: &Trace) {
        for &event in trace.events().get(self.seen..).unwrap_or_default() {
            if self.seen % Self::EVERY == 0 {
                self.keyframes.push(self.live.clone());
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
        let keyframe = step.0 / Self::EVERY;
        let mut state = self.keyframes.get(keyframe).cloned().unwrap_or_default();
        for &event in trace.events().get(keyframe * Self::EVERY..step.0).unwrap_or_default() {
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
