//! Polls that take long, tasks that only wake themselves, tasks that are passed over.

use taskscope_format::{Clock, Event, Micros, Order, TaskId, Wait, WakeSource};

use taskscope_trace::{ByWorker, Moment, State, Step, Table};

use super::{FindingKind, Found, LONG, Rule, Subject, between};
use crate::TaskList;
use crate::facts::facts;

/// Things done in one poll, as far as the trace tells, from which on a poll is long even if it takes no time. Spawns
/// and wakes do not count: a program may start with thousands of tasks.
const LONG_POLL_EVENTS: u32 = 10_000;

/// Polls in a row in which a task did nothing but wake itself. Computing in small pieces looks the same on the virtual
/// clock, so it has to be far more than any such program yields without a word.
const STORM_POLLS: u32 = 1_000;

/// A ready task is passed over if others are polled this often before it, beyond those that were ahead of it, and this many
/// times as often as there were tasks ahead. Where the order is not random and the wait is long, the second is enough.
const STARVED_POLLS: u64 = 100;
const STARVED_TIMES: u64 = 16;

/// Where the order is random, each of `n` ready tasks is picked for the next poll with a chance of one in `n`, counted here as
/// `SHARES / n`. A task that is passed over until these add up to sixteen is so unlucky once in nine million times (e^-16),
/// however the queue grows meanwhile.
const SHARES: u64 = 1_000_000;

facts! {
    /// A task kept the processor long in one poll while others were ready; on the browser's clock also alone, because
    /// the page stands still.
    enum LongPoll {
        /// It took long, and others were ready.
        WhileReady {
            /// The task.
            task: TaskId,
            /// How long the poll took.
            length: Micros,
            /// The tasks that were ready.
            ready: TaskList,
        },
        /// It took long, and the page stood still.
        Alone {
            /// The task.
            task: TaskId,
            /// How long the poll took.
            length: Micros,
        },
        /// It did much, and others were ready.
        ManyThings {
            /// The task.
            task: TaskId,
            /// Things done in the poll.
            things: u64,
            /// The tasks that were ready.
            ready: TaskList,
        },
    }
}

facts! {
    /// A task does nothing but wake itself, again and again.
    struct SelfWakeStorm {
        /// The task.
        task: TaskId,
        /// Polls in a row.
        polls: u64,
    }
}

facts! {
    /// A task was ready and others were polled again and again before it.
    struct Starved {
        /// The task.
        task: TaskId,
        /// Polls of others.
        polls: u64,
    }
}

#[derive(Debug, Default)]
pub(super) struct Polls {
    is_browser: bool,
    /// The polls that go on.
    going_on: ByWorker<Poll>,
    tasks: Table<TaskId, Watch>,
    /// The sum of the chances of all polls so far, in [`SHARES`].
    chances: u64,
}

#[derive(Clone, Copy, Debug)]
struct Poll {
    task: TaskId,
    step: Step,
    time: Micros,
    /// Things done in it.
    events: u32,
    /// It did something beside waking itself.
    is_useful: bool,
    woke_itself: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Watch {
    /// Polls in a row that only woke itself.
    useless: u32,
    /// When it became ready.
    ready: Option<Ready>,
}

#[derive(Clone, Copy, Debug)]
struct Ready {
    step: Step,
    time: Micros,
    /// Polls of all tasks so far.
    polls: u64,
    /// Tasks in the queue.
    ahead: u64,
    /// [`Polls::chances`] when it became ready.
    chances: u64,
}

impl Rule for Polls {
    #[expect(clippy::wildcard_enum_match_arm, reason = "all other events are what a poll does")]
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        let Moment { state, event, step, time, .. } = moment;
        match event {
            Event::RunStarted { clock, .. } => self.is_browser = clock == Clock::Browser,
            Event::TaskSpawned { task, .. } => self.tasks.add(task, Watch::default()),
            Event::TaskReady { task, by } => {
                self.woken(task, by, state);
                if let Some(watch) = self.tasks.get_mut(task) {
                    let ahead = state.queue.len() as u64;
                    let chances = self.chances;
                    watch.ready = Some(Ready { step, time, polls: state.polls, ahead, chances });
                }
            }
            Event::TaskWokenAgain { task, by } => self.woken(task, by, state),
            Event::PollStarted { task } => {
                self.chances += SHARES / (state.queue.len() as u64).max(1);
                self.look_for_starved(task, moment, found);
                let (events, is_useful, woke_itself) = (0, false, false);
                let poll = Poll { task, step, time, events, is_useful, woke_itself };
                self.going_on.set(state.worker, poll);
            }
            Event::PollEnded { task } => {
                self.end(task, moment, found);
                if let Some(poll) = self.going_on.take(state.worker) {
                    self.count_useless(poll, found);
                }
            }
            Event::TaskDone { task } | Event::TaskPanicked { task, .. } => {
                self.end(task, moment, found);
                self.going_on.take(state.worker);
            }
            Event::RunEnded { .. } => {
                for &task in &state.queue {
                    self.look_for_starved(task, moment, found);
                }
            }
            Event::Waiting { on: Wait::Yield, .. }
            | Event::NodePollStarted { .. }
            | Event::NodePollEnded { ready: false, .. }
            | Event::NodeWoken { .. }
            | Event::TurnStarted { .. }
            | Event::TurnEnded { .. }
            | Event::Hosted { .. }
            | Event::NotReported { .. }
            | Event::Frame { .. }
            | Event::LongTask { .. }
            | Event::PageHidden => {}
            _ => {
                if let Some(poll) = self.going_on.of_mut(state.worker) {
                    poll.events = poll.events.saturating_add(1);
                    poll.is_useful = true;
                }
            }
        }
    }

    fn start_again(&mut self) {
        *self = Self { is_browser: self.is_browser, ..Self::default() };
    }
}

impl Polls {
    fn woken(&mut self, woken: TaskId, by: WakeSource, state: &State) {
        let Some(poll) = self.going_on.of_mut(state.worker) else { return };
        if woken == poll.task && by == WakeSource::Task(woken) {
            poll.woke_itself = true;
        } else {
            poll.is_useful = true;
        }
    }

    fn end(&mut self, task: TaskId, moment: Moment<'_>, found: &mut Found) {
        let poll = self.going_on.of(moment.state.worker).filter(|poll| poll.task == task);
        let Some(&poll) = poll else { return };
        let length = between(poll.time, moment.time);
        let keeps_waiting = !moment.state.queue.is_empty();
        let is_long = length >= LONG && (keeps_waiting || self.is_browser);
        let is_full = poll.events >= LONG_POLL_EVENTS && keeps_waiting;
        if !is_long && !is_full {
            return;
        }
        found.add((FindingKind::LongPoll, Subject::Task(task)), poll.step, || {
            if !keeps_waiting {
                return (vec![task], LongPoll::Alone { task, length });
            }
            let queue = &moment.state.queue;
            let tasks = std::iter::once(task).chain(queue.iter().copied().take(3)).collect();
            let ready = TaskList::new(queue.iter().copied().map(Some));
            let facts = if is_long {
                LongPoll::WhileReady { task, length, ready }
            } else {
                LongPoll::ManyThings { task, things: poll.events.into(), ready }
            };
            (tasks, facts)
        });
    }

    fn count_useless(&mut self, poll: Poll, found: &mut Found) {
        let Some(watch) = self.tasks.get_mut(poll.task) else { return };
        watch.useless = if poll.woke_itself && !poll.is_useful { watch.useless.saturating_add(1) } else { 0 };
        if watch.useless == STORM_POLLS {
            found.add((FindingKind::SelfWakeStorm, Subject::Task(poll.task)), poll.step, || {
                (vec![poll.task], SelfWakeStorm { task: poll.task, polls: STORM_POLLS.into() })
            });
        }
    }

    fn look_for_starved(&mut self, task: TaskId, moment: Moment<'_>, found: &mut Found) {
        let ready = self.tasks.get_mut(task).and_then(|watch| watch.ready.take());
        let Some(Ready { step, time, polls, ahead, chances }) = ready else { return };
        let passed = moment.state.polls.saturating_sub(polls).saturating_sub(ahead);
        let is_starved = if moment.state.order == Some(Order::Random) {
            passed >= STARVED_POLLS && self.chances - chances >= STARVED_TIMES * SHARES
        } else {
            let least = if between(time, moment.time) >= LONG { 0 } else { STARVED_POLLS };
            passed >= least.max(STARVED_TIMES.saturating_mul(ahead + 1))
        };
        if !is_starved {
            return;
        }
        found.add((FindingKind::Starved, Subject::Task(task)), step, || {
            (vec![task], Starved { task, polls: passed })
        });
    }
}
