//! Statistics: how often each task was polled and woken, and where its time went.
//!
//! A follower of the trace. Times are in microseconds of the run's clock; steps are events of the trace, which count also
//! where no time passes, as on the virtual clock.

mod browser;
mod depth;
mod fairness;
mod tasks;
mod terms;

use taskscope_format::{Event, Micros, TaskId};

pub use self::browser::{BrowserStatistics, FrameStatistics, LongTaskStatistics};
use self::depth::Depth;
pub use self::depth::{Bucket, QueueDepth};
pub use self::fairness::Fairness;
use self::tasks::Account;
pub use self::tasks::{Longest, Spent, TaskStatistics, Wakes};
pub use self::terms::Term;
use super::{Outcome, State, Step, Table, TaskChange, Whom, Woke};

/// The statistics of a growing trace.
///
/// Memory: in proportion to the tasks there were. Time: one look-up by id for an event.
#[derive(Debug, Default)]
pub struct Statistics {
    tasks: Table<TaskId, Account>,
    depth: Depth,
    turns: u64,
    browser: browser::Account,
    shared: Shared,
    /// How many tasks were in the queue after the last event.
    queued: usize,
    /// The time of the first event, and that of the last.
    times: Option<(Micros, Micros)>,
    step: Step,
}

impl Statistics {
    /// Those of a stretch that begins with a state: every task that is alive there goes on with what it does.
    #[must_use]
    pub(crate) fn since(state: &State, time: Micros, step: Step) -> Self {
        let mut statistics =
            Self { queued: state.queue.len(), times: Some((time, time)), step, ..Self::default() };
        for task in state.tasks.values().filter(|task| !task.phase.is_over()) {
            let mut account = Account::new(task.id, None, (time, step));
            account.turn_to(task.phase, (time, step));
            statistics.tasks.add(task.id, account);
        }
        statistics
    }

    /// Takes in what one event changed.
    pub fn take(&mut self, outcome: &Outcome<'_>) {
        let Outcome { state, event, step, time, changes, .. } = *outcome;
        // The queue was as long from the event before to this one.
        let queued = std::mem::replace(&mut self.queued, state.queue.len());
        if changes.is_forgotten {
            // Nothing is known of what was before; what is still there is told again.
            *self = Self { queued: self.queued, ..Self::default() };
        }
        if let Some((shared, _)) = outcome.shared {
            self.shared.time.0 = self.shared.time.0.saturating_add(shared.length.0);
            self.shared.polls += u64::from(shared.polls);
        }
        let (start, before) = self.times.unwrap_or((time, time));
        let span = (Micros(before.0.saturating_sub(start.0)), Micros(time.0.saturating_sub(start.0)));
        self.depth.add(span, queued);
        self.times = Some((start, time));
        self.step = step;
        self.browser.take(outcome);
        if let Event::TurnStarted { .. } = event {
            self.turns += 1;
        }
        if let Some(change) = changes.task.filter(|change| change.is_new_phase()) {
            self.change(change, event, (time, step));
        }
        if let Some(Woke { whom: Whom::Task(task), by, is_again }) = changes.woke {
            self.with(task, |account| account.wake(by, is_again));
        }
    }

    fn change(&mut self, change: TaskChange, event: Event, now: (Micros, Step)) {
        match (change.from, event) {
            (None, Event::TaskSpawned { place, .. }) => {
                self.tasks.add(change.id, Account::new(change.id, Some(place), now));
            }
            // A poll that was suspended goes on, too, and was counted when it began.
            (_, Event::PollStarted { .. }) => self.with(change.id, |account| account.start_poll(now)),
            _ => self.with(change.id, |account| account.turn_to(change.to, now)),
        }
    }

    fn with(&mut self, task: TaskId, change: impl FnOnce(&mut Account)) {
        if let Some(account) = self.tasks.get_mut(task) {
            change(account);
        }
    }

    /// What is known of a task up to the last event; `None` if it was not spawned.
    #[must_use]
    pub fn task(&self, task: TaskId) -> Option<TaskStatistics> {
        self.tasks.get(task).map(|account| account.at(self.now()))
    }

    /// The same for all tasks, in the order in which they were spawned.
    pub fn tasks(&self) -> impl Iterator<Item = TaskStatistics> {
        self.tasks.values().map(|account| account.at(self.now()))
    }

    /// The whole run. Adds up all tasks.
    #[must_use]
    pub fn run(&self) -> RunStatistics {
        let mut run = RunStatistics {
            makespan: self.times.map_or(Micros(0), |(start, end)| Micros(end.0.saturating_sub(start.0))),
            turns: self.turns,
            shared: self.shared,
            fairness: Fairness::of_all(self.tasks()),
            ..RunStatistics::default()
        };
        for task in self.tasks() {
            run.tasks += 1;
            run.polls += task.polls;
            run.wakes.add(task.wakes);
            run.busy.add(task.busy);
            run.ready.add(task.ready);
            run.waiting.add(task.waiting);
            run.longest_poll = longer(run.longest_poll, task.id, task.longest_poll);
            run.longest_ready = longer(run.longest_ready, task.id, task.longest_ready);
        }
        run
    }

    /// How fairly tasks were treated that were spawned at the same place: a group for each place with two tasks or more
    /// that were polled, in the order of the places.
    #[must_use]
    pub fn fairness_of_equals(&self) -> Vec<Fairness> {
        Fairness::of_equals(self.tasks())
    }

    /// How many tasks stood in the queue over time.
    #[must_use]
    pub fn queue_depth(&self) -> QueueDepth {
        self.depth.get()
    }

    /// What the browser around the run did.
    #[must_use]
    pub fn browser(&self) -> BrowserStatistics {
        self.browser.get()
    }

    fn now(&self) -> (Micros, Step) {
        (self.times.map_or(Micros(0), |(_, end)| end), self.step)
    }
}

/// The longest of two, with the task it belongs to.
fn longer(
    longest: Option<(TaskId, Longest)>,
    task: TaskId,
    other: Option<Longest>,
) -> Option<(TaskId, Longest)> {
    let Some(other) = other else { return longest };
    match longest {
        Some((_, before)) if before.spent >= other.spent => longest,
        _ => Some((task, other)),
    }
}

/// Polls that were too short to be timed one by one, and what they took together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    /// How long they took.
    pub time: Micros,
    /// How many there were.
    pub polls: u64,
}

/// What is known of a whole run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunStatistics {
    /// How many tasks there were.
    pub tasks: usize,
    /// Polls of all tasks.
    pub polls: u64,
    /// Wakes of all tasks.
    pub wakes: Wakes,
    /// From the first event to the last.
    pub makespan: Micros,
    /// Visits of the executor by its host.
    pub turns: u64,
    /// What polls took that share their time, which no task was busy for.
    pub shared: Shared,
    /// What all tasks together were polled.
    pub busy: Spent,
    /// What all tasks together were ready.
    pub ready: Spent,
    /// What all tasks together waited.
    pub waiting: Spent,
    /// The longest poll, and whose it was.
    pub longest_poll: Option<(TaskId, Longest)>,
    /// The longest wait for the processor, and whose it was.
    pub longest_ready: Option<(TaskId, Longest)>,
    /// How fairly all tasks were treated that were polled more than once; `None` if there are not two of them.
    pub fairness: Option<Fairness>,
}
