//! The lanes of threads: when each started, which calls it did when, and how it ended.
//!
//! What a thread does happens beside the run: it is heard of later, and lies between steps. So a call has its times from
//! the thread, and the steps at which it was given away and heard of again, which it can't reach beyond.

use taskscope_format::{Micros, TaskId, TextId, ThreadEnd, ThreadEvent, ThreadId};

use super::track::push;
use super::{Outcome, Step, Table};

/// The lane of a thread.
#[derive(Clone, Debug)]
pub struct ThreadLane {
    /// The thread.
    pub thread: ThreadId,
    /// Its name.
    pub name: TextId,
    /// Whether it is simulated.
    pub is_simulated: bool,
    /// The step right after it was asked for.
    pub from: Step,
    /// The step right after it was heard that it has started.
    pub ready: Option<Step>,
    /// When and how it ended.
    pub end: Option<(Step, ThreadEnd)>,
    /// Its calls, in the order in which it does them.
    calls: Vec<Call>,
    /// How many of them have ended.
    ended: usize,
    /// How long the calls that have ended took together.
    busy: u64,
}

/// A call of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// The task that asked for it.
    pub task: Option<TaskId>,
    /// The step right after it was given to the thread.
    pub posted: Step,
    /// The step right after its end was heard of; `None` if it was not.
    pub heard: Option<Step>,
    /// When it began, by the clock of the thread; when it was given away, as long as nothing is heard of it.
    pub from: Micros,
    /// When it ended, likewise.
    pub to: Micros,
    /// How long the calls before it took together, in microseconds.
    pub busy_before: u64,
}

impl ThreadLane {
    /// Its calls, in the order in which it does them: those that have ended first.
    #[must_use]
    pub fn calls(&self) -> &[Call] {
        &self.calls
    }

    /// How many of its calls have ended.
    #[must_use]
    pub fn ended(&self) -> usize {
        self.ended
    }

    fn post(&mut self, call: Call) {
        if self.end.is_none() {
            push(&mut self.calls, call);
        }
    }

    /// The end of the oldest call is heard of.
    fn end_call(&mut self, step: Step, from: Micros, to: Micros) {
        let (busy, before) = (self.busy, self.ended.checked_sub(1).and_then(|last| self.calls.get(last)));
        // One call at a time, whatever a file says.
        let from = before.map_or(from, |before| before.to.max(from));
        let to = to.max(from);
        let Some(call) = self.calls.get_mut(self.ended) else { return };
        *call = Call { heard: Some(step), from, to, busy_before: busy, ..*call };
        self.busy = busy.saturating_add(to.0 - from.0);
        self.ended += 1;
    }
}

/// The lanes of all threads, in the order in which these were asked for.
#[derive(Debug, Default)]
pub struct ThreadLanes {
    lanes: Table<ThreadId, ThreadLane>,
}

impl ThreadLanes {
    /// The lanes, in the order in which their threads were asked for.
    #[must_use]
    pub fn lanes(&self) -> impl DoubleEndedIterator<Item = &ThreadLane> {
        self.lanes.values()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lanes.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lanes.is_empty()
    }

    /// The lane of a thread.
    #[must_use]
    pub fn lane(&self, thread: ThreadId) -> Option<&ThreadLane> {
        self.lanes.get(thread)
    }

    /// At which place among the lanes that of a thread stands.
    #[must_use]
    pub fn index_of(&self, thread: ThreadId) -> Option<usize> {
        self.lanes.index_of(thread)
    }

    pub(super) fn take(&mut self, event: ThreadEvent, outcome: &Outcome<'_>) {
        let Outcome { step, time, .. } = *outcome;
        match event {
            ThreadEvent::Started { thread, name, is_simulated, .. } => {
                let new = ThreadLane {
                    thread,
                    name,
                    is_simulated,
                    from: step,
                    ready: None,
                    end: None,
                    calls: Vec::new(),
                    ended: 0,
                    busy: 0,
                };
                self.lanes.add(thread, new);
            }
            ThreadEvent::Ready { thread, .. } => self.with(thread, |lane| {
                lane.ready.get_or_insert(step);
            }),
            ThreadEvent::CallPosted { thread, task, .. } => {
                let call = Call { task, posted: step, heard: None, from: time, to: time, busy_before: 0 };
                self.with(thread, |lane| lane.post(call));
            }
            ThreadEvent::CallEnded { thread, started, duration } => {
                let to = Micros(started.0.saturating_add(duration.0).min(time.0));
                self.with(thread, |lane| lane.end_call(step, started.min(to), to));
            }
            ThreadEvent::Ended { thread, how, .. } => self.with(thread, |lane| {
                lane.end.get_or_insert((step, how));
            }),
            ThreadEvent::Message { .. } => {}
        }
    }

    /// Events were dropped: what is still there is told again, and the rest ended there, whoever knows how.
    pub(super) fn forget(&mut self, step: Step) {
        for index in 0..self.lanes.len() {
            if let Some(lane) = self.lanes.at_mut(index) {
                lane.end.get_or_insert((step, ThreadEnd::Terminated));
            }
        }
    }

    fn with(&mut self, thread: ThreadId, change: impl FnOnce(&mut ThreadLane)) {
        if let Some(lane) = self.lanes.get_mut(thread) {
            change(lane);
        }
    }
}
