//! One run as recorded so far, with everything that is read from it.

use std::cell::RefCell;
use std::rc::Rc;

use taskscope_runtime::DecodeError;

use crate::trace::{Axis, AxisKind, History, Lanes, Narration, State, Step, Trace};

/// A growing trace and its indexes, always in step with each other.
#[derive(Debug)]
pub struct Run {
    trace: Trace,
    history: History,
    lanes: Lanes,
    narration: Narration,
    axis: Axis,
    /// The state that was shown last: several panes show the same one.
    shown: RefCell<Option<(Step, Rc<State>)>>,
}

impl Default for Run {
    fn default() -> Self {
        Self::new(AxisKind::default())
    }
}

impl Run {
    /// A run of which nothing is known.
    #[must_use]
    pub fn new(axis: AxisKind) -> Self {
        let trace = Trace::default();
        Self {
            axis: Axis::new(axis, &trace),
            trace,
            history: History::default(),
            lanes: Lanes::default(),
            narration: Narration::default(),
            shown: RefCell::default(),
        }
    }

    /// Takes in a batch of words.
    ///
    /// # Errors
    /// If they are no trace; what came before the fault is kept.
    pub fn append(&mut self, words: &[u32]) -> Result<(), DecodeError> {
        let outcome = self.trace.append(words);
        self.history.catch_up(&self.trace);
        self.lanes.catch_up(&self.trace);
        self.narration.catch_up(&self.trace);
        self.axis.catch_up(&self.trace);
        outcome
    }

    /// Measures the trace along an axis of another kind.
    pub fn measure(&mut self, kind: AxisKind) {
        self.axis.set_kind(kind);
    }

    /// The trace.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// Its lanes.
    #[must_use]
    pub fn lanes(&self) -> &Lanes {
        &self.lanes
    }

    /// Its sentences.
    #[must_use]
    pub fn narration(&self) -> &Narration {
        &self.narration
    }

    /// Its axis.
    #[must_use]
    pub fn axis(&self) -> &Axis {
        &self.axis
    }

    /// The state at a step.
    #[must_use]
    pub fn state_at(&self, step: Step) -> State {
        self.history.state_at(&self.trace, step)
    }

    /// The state at a step that several will ask for.
    #[must_use]
    pub fn shown_at(&self, step: Step) -> Rc<State> {
        let step = step.min(self.trace.end());
        let mut shown = self.shown.borrow_mut();
        match &*shown {
            // What has happened stays so: a state once found holds for ever.
            Some((at, state)) if *at == step => Rc::clone(state),
            _ => {
                let state = Rc::new(self.state_at(step));
                *shown = Some((step, Rc::clone(&state)));
                state
            }
        }
    }

    /// The state after the last event.
    #[must_use]
    pub fn live_state(&self) -> &State {
        self.history.live()
    }
}
