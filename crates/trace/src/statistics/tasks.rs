//! The account of one task.

use taskscope_format::{Micros, PlaceId, TaskId, WakeSource};

use crate::{Phase, Step};

/// Time and steps spent with something. Ordered by time, then by steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spent {
    /// On the run's clock.
    pub time: Micros,
    /// Events of the trace.
    pub steps: u64,
}

impl Spent {
    pub(super) fn between(from: (Micros, Step), to: (Micros, Step)) -> Self {
        let time = Micros(to.0.0.saturating_sub(from.0.0));
        Self { time, steps: to.1.0.saturating_sub(from.1.0) as u64 }
    }

    /// Adds another stretch. A trace can hold any times, so sums stop at the end of time.
    pub(super) fn add(&mut self, other: Self) {
        self.time = Micros(self.time.0.saturating_add(other.time.0));
        self.steps = self.steps.saturating_add(other.steps);
    }
}

/// The longest stretch of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Longest {
    /// How long it was.
    pub spent: Spent,
    /// The step at which it began.
    pub from: Step,
}

/// Wakes by their source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wakes {
    /// By being spawned.
    pub spawn: u64,
    /// By the task itself.
    pub itself: u64,
    /// By other tasks.
    pub tasks: u64,
    /// By timers.
    pub timers: u64,
    /// By promises.
    pub promises: u64,
    /// By threads and everything else outside.
    pub outside: u64,
    /// Of all these, the ones that came when the task was woken already.
    pub changed_nothing: u64,
}

impl Wakes {
    /// All wakes.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.spawn + self.calls()
    }

    /// Those that a waker was called for: all but the first of a task, which comes with its spawn.
    #[must_use]
    pub fn calls(&self) -> u64 {
        self.itself + self.tasks + self.timers + self.promises + self.outside
    }

    fn count(&mut self, woken: TaskId, by: WakeSource) {
        *match by {
            WakeSource::Spawn => &mut self.spawn,
            WakeSource::Task(waker) if waker == woken => &mut self.itself,
            WakeSource::Task(_) => &mut self.tasks,
            WakeSource::Timer(_) => &mut self.timers,
            WakeSource::Promise(_) => &mut self.promises,
            WakeSource::Thread(_) | WakeSource::Outside | WakeSource::Unknown => &mut self.outside,
        } += 1;
    }

    pub(super) fn add(&mut self, other: Self) {
        self.spawn += other.spawn;
        self.itself += other.itself;
        self.tasks += other.tasks;
        self.timers += other.timers;
        self.promises += other.promises;
        self.outside += other.outside;
        self.changed_nothing += other.changed_nothing;
    }
}

/// What is known of one task. Busy, ready and waiting add up to its lifetime, in time and in steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskStatistics {
    /// The task.
    pub id: TaskId,
    /// Where it was spawned; `None` if that was before what is counted.
    pub place: Option<PlaceId>,
    /// Polls begun.
    pub polls: u64,
    /// Wakes.
    pub wakes: Wakes,
    /// Being polled.
    pub busy: Spent,
    /// In the queue.
    pub ready: Spent,
    /// At an await.
    pub waiting: Spent,
    /// From its spawn to its end, or to the last event.
    pub lifetime: Spent,
    /// Its longest poll.
    pub longest_poll: Option<Longest>,
    /// Its longest wait for the processor, from ready to poll.
    pub longest_ready: Option<Longest>,
}

type Now = (Micros, Step);

/// One task while it lives.
#[derive(Clone, Debug)]
pub(super) struct Account {
    closed: TaskStatistics,
    phase: Phase,
    since: Now,
}

impl Account {
    pub(super) fn new(id: TaskId, place: Option<PlaceId>, since: Now) -> Self {
        let none = Spent::default();
        let closed = TaskStatistics {
            id,
            place,
            polls: 0,
            wakes: Wakes::default(),
            busy: none,
            ready: none,
            waiting: none,
            lifetime: none,
            longest_poll: None,
            longest_ready: None,
        };
        Self { closed, phase: Phase::Waiting, since }
    }

    pub(super) fn wake(&mut self, by: WakeSource, is_again: bool) {
        self.closed.wakes.count(self.closed.id, by);
        self.closed.wakes.changed_nothing += u64::from(is_again);
    }

    pub(super) fn start_poll(&mut self, now: Now) {
        self.closed.polls += 1;
        self.turn_to(Phase::Running, now);
    }

    /// From now on it does something else.
    pub(super) fn turn_to(&mut self, phase: Phase, now: Now) {
        self.close(now);
        (self.phase, self.since) = (phase, now);
    }

    /// Up to now, with what goes on.
    pub(super) fn at(&self, now: Now) -> TaskStatistics {
        let mut copy = self.clone();
        copy.close(now);
        copy.closed
    }

    fn close(&mut self, now: Now) {
        let spent = Spent::between(self.since, now);
        let Self { closed, since, .. } = self;
        match self.phase {
            Phase::Waiting => closed.waiting.add(spent),
            Phase::Ready => {
                closed.ready.add(spent);
                keep_longest(&mut closed.longest_ready, spent, since.1);
            }
            Phase::Running => {
                closed.busy.add(spent);
                keep_longest(&mut closed.longest_poll, spent, since.1);
            }
            Phase::Done | Phase::Cancelled | Phase::Panicked => return,
        }
        closed.lifetime.add(spent);
    }
}

fn keep_longest(longest: &mut Option<Longest>, spent: Spent, from: Step) {
    if longest.is_none_or(|longest| longest.spent < spent) {
        *longest = Some(Longest { spent, from });
    }
}
