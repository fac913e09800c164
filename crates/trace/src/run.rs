//! One run as recorded so far, with everything that is read from it.

use std::cell::{Ref, RefCell};
use std::rc::Rc;

use taskscope_format::{DecodeError, Micros, RunEnd};

use super::late::Late;
use super::shared_time::SharedTimes;
use super::{
    Axis, AxisKind, BrowserLanes, Follower, History, Lanes, Measure, Moment, Outcome, Passages, Replay,
    SharedTime, State, Statistics, Step, Trace, Visits,
};

/// A growing trace and its indexes, always in step with each other.
#[derive(Debug, Default)]
pub struct Run {
    trace: Trace,
    /// It has the state after the last event.
    replay: Replay,
    history: History,
    indexes: Indexes,
    /// The state that was shown last: several panes show the same one.
    shown: RefCell<Option<(Step, Rc<State>)>>,
    statistics: RefCell<Late<Statistics>>,
    visits: RefCell<Visits>,
}

/// What is read from every event as it comes.
#[derive(Debug, Default)]
struct Indexes {
    lanes: Lanes,
    browser: BrowserLanes,
    passages: Passages,
    shared: SharedTimes,
    measure: Measure,
}

impl Follower for Indexes {
    fn before(&mut self, moment: Moment<'_>) {
        self.measure.take(moment);
        self.browser.take(moment, &self.measure);
    }

    fn after(&mut self, outcome: &Outcome<'_>) {
        self.lanes.take(outcome, &self.measure);
        self.passages.take(outcome.trace, &outcome.event, outcome.step);
        self.shared.take(outcome);
    }
}

impl From<Trace> for Run {
    /// A trace that was opened, with its indexes.
    fn from(trace: Trace) -> Self {
        let mut run = Self { trace, ..Self::default() };
        run.index();
        run
    }
}

impl Run {
    /// Takes in a batch of words.
    ///
    /// # Errors
    /// If they are no trace; what came before the fault is kept.
    pub fn append(&mut self, words: &[u32]) -> Result<(), DecodeError> {
        let Self { trace, replay, history, indexes, .. } = self;
        // Each event is read once: while it is decoded.
        let outcome = trace.append_with(words, |trace, event| {
            replay.take(trace, event, trace.now(), indexes);
            let (step, state) = replay.state_mut();
            history.take(step, state);
        });
        indexes.measure.fold(trace);
        outcome
    }

    /// Shows the indexes what the trace has gained.
    fn index(&mut self) {
        let Self { trace, replay, history, indexes, .. } = self;
        trace.between(replay.seen(), trace.end()).for_each(|(step, event)| {
            replay.take(trace, event, trace.time(step), indexes);
            let (step, state) = replay.state_mut();
            history.take(step, state);
        });
        indexes.measure.fold(trace);
    }

    /// Writes the end of a run whose program could not: at a time, or at the last one that was recorded if that is later.
    /// `last_words` are those of the running task: why it crashed.
    pub fn halt(&mut self, how: RunEnd, at: Micros, last_words: Option<&str>) {
        let crashed = self.live_state().running().zip(last_words);
        self.trace.close(how, at, crashed);
        self.index();
    }

    /// The trace.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// Its lanes.
    #[must_use]
    pub fn lanes(&self) -> &Lanes {
        &self.indexes.lanes
    }

    /// What the browser around it does.
    #[must_use]
    pub fn browser(&self) -> &BrowserLanes {
        &self.indexes.browser
    }

    /// Which parts of it are rounds of the same.
    #[must_use]
    pub fn passages(&self) -> &Passages {
        &self.indexes.passages
    }

    /// The times that polls shared from a step on, in order.
    #[must_use]
    pub fn shared_times(&self, from: Step) -> &[SharedTime] {
        self.indexes.shared.from(from)
    }

    /// An axis for it.
    #[must_use]
    pub fn axis(&self, kind: AxisKind) -> Axis<'_> {
        Axis::new(kind, &self.trace, &self.indexes.measure)
    }

    /// The state at a step.
    #[must_use]
    pub fn state_at(&self, step: Step) -> State {
        if step >= self.trace.end() {
            return self.live_state().clone();
        }
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

    /// The run in numbers. The first time that it is asked for, all of the trace is counted.
    ///
    /// # Panics
    /// If the statistics of an earlier call are still borrowed while the trace has grown, which their lifetime rules out.
    #[must_use]
    pub fn statistics(&self) -> Ref<'_, Statistics> {
        // Whoever still looks at them holds the run, so the trace has not grown since.
        if self.statistics.borrow().seen() < self.trace.end() {
            self.statistics.borrow_mut().catch_up(&self.trace);
        }
        Ref::map(self.statistics.borrow(), Late::follower)
    }

    /// A stretch of the run in numbers: what happens after one step, up to another. All of the stretch is counted.
    #[must_use]
    pub fn statistics_between(&self, from: Step, to: Step) -> Statistics {
        let (trace, from) = (&self.trace, from.min(self.trace.end()));
        let state = self.state_at(from);
        let mut statistics = Statistics::since(&state, trace.time(from), from);
        Replay::at(from, state).go_to(trace, to.min(trace.end()), &mut statistics);
        statistics
    }

    /// Which polls came by which places. The first time that it is asked for, all of the trace is looked at.
    ///
    /// # Panics
    /// If the visits of an earlier call are still borrowed while the trace has grown, which their lifetime rules out.
    #[must_use]
    pub fn visits(&self) -> Ref<'_, Visits> {
        if self.visits.borrow().seen() < self.trace.end() {
            self.visits.borrow_mut().catch_up(&self.trace);
        }
        self.visits.borrow()
    }

    /// The time that the polls at a step shared with others, if they did.
    #[must_use]
    pub fn shared_time_at(&self, step: Step) -> Option<SharedTime> {
        self.indexes.shared.at(step)
    }

    /// The state after the last event.
    #[must_use]
    pub fn live_state(&self) -> &State {
        self.replay.state()
    }
}
