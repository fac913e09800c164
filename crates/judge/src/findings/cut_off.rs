//! Tasks that have something to do when the run ends.
//!
//! When the main task is done, all others are dropped where they are. The rule reports a task that was ready then and
//! had something to do: it was spawned and never ran, another task woke it, or its poll spent its budget before it was
//! through. It leaves alone:
//!
//! - a task that only a timer woke: a heartbeat goes on for ever, and whether it is due at the very moment at which the
//!   main task ends says nothing about the program;
//! - a task that woke itself: one that computes in the background, piece by piece, is always ready;
//! - a task that would only learn that something has ended: the main task drops its senders, and the receivers wake up
//!   for that.

use taskscope_sorted::SortedMap;

use taskscope_format::{Event, RunEnd, TaskId, Wait, WakeSource};

use taskscope_trace::{Moment, Phase, State, Step};

use super::{FindingKind, Found, Rule, Subject};
use crate::facts::facts;

facts! {
    /// A task was ready and had something to do when the main task ended and the run with it.
    enum CutOffReady {
        /// It was spawned and never ran.
        NeverRan {
            /// The task.
            task: TaskId,
        },
        /// Its poll had spent its budget.
        BudgetSpent {
            /// The task.
            task: TaskId,
        },
        /// Another task woke it.
        Woken {
            /// The task.
            task: TaskId,
            /// The one that woke it.
            by: TaskId,
        },
        /// Something else woke it.
        WasReady {
            /// The task.
            task: TaskId,
        },
    }
}

#[derive(Debug, Default)]
pub(super) struct CutOff {
    main: Option<TaskId>,
    /// Tasks that were woken since their last poll.
    woken: SortedMap<TaskId, Woken>,
    /// What the main task left ready when it was done.
    left: Vec<(TaskId, Woken)>,
}

#[derive(Clone, Copy, Debug)]
struct Woken {
    step: Step,
    /// By the first that was no timer, if there was any.
    by: WakeSource,
}

impl Rule for CutOff {
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at wakes, and at the end of the main task")]
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        let Moment { event, state, step, .. } = moment;
        match event {
            Event::TaskSpawned { task, parent: None, .. } if state.tasks.is_empty() => self.main = Some(task),
            Event::TaskReady { task, by } | Event::TaskWokenAgain { task, by } => {
                let woken = self.woken.entry(task).or_insert(Woken { step, by });
                if is_timer(woken.by) {
                    woken.by = by;
                }
            }
            Event::PollStarted { task } => {
                self.woken.remove(&task);
            }
            Event::TaskDone { task } if self.main == Some(task) => {
                let ready = self.woken.iter().map(|(&task, &woken)| (task, woken));
                self.left = ready.filter(|&(task, woken)| has_work(task, woken, state)).collect();
            }
            Event::RunEnded { how: RunEnd::Finished } => {
                for (task, woken) in std::mem::take(&mut self.left) {
                    if state.task(task).is_some_and(|task| task.phase == Phase::Cancelled) {
                        found.add((FindingKind::CutOffReady, Subject::Task(task)), woken.step, || {
                            (vec![task], facts_of(task, woken))
                        });
                    }
                }
            }
            _ => {}
        }
    }
}

fn facts_of(task: TaskId, woken: Woken) -> CutOffReady {
    match woken.by {
        WakeSource::Spawn => CutOffReady::NeverRan { task },
        WakeSource::Task(by) if by == task => CutOffReady::BudgetSpent { task },
        WakeSource::Task(by) => CutOffReady::Woken { task, by },
        WakeSource::Timer(_)
        | WakeSource::Promise(_)
        | WakeSource::Thread(_)
        | WakeSource::Outside
        | WakeSource::Unknown => CutOffReady::WasReady { task },
    }
}

fn is_timer(by: WakeSource) -> bool {
    matches!(by, WakeSource::Timer(_))
}

/// Whether a task that is ready would do more than learn that something has ended.
fn has_work(id: TaskId, woken: Woken, state: &State) -> bool {
    let Some(task) = state.task(id).filter(|task| task.phase == Phase::Ready) else { return false };
    if is_timer(woken.by) {
        return false;
    }
    if woken.by == WakeSource::Task(id) {
        return task.awaits.iter().any(|wait| wait.on == Wait::Budget);
    }
    task.awaits.is_empty() || task.awaits.iter().any(|wait| !is_over(wait.on, state))
}

/// Whether nothing more can come of a wait, or what it waits for has not come.
fn is_over(wait: Wait, state: &State) -> bool {
    match wait {
        Wait::Receive(resource) | Wait::Changed(resource) => {
            state.resource(resource).is_some_and(|channel| channel.len == 0 && channel.senders == 0)
        }
        Wait::Task(task) => state.task(task).is_some_and(|task| task.phase != Phase::Done),
        Wait::Timer(timer) => state.timers.get(timer).is_some(),
        Wait::Closed(_) => true,
        Wait::Send(_)
        | Wait::Acquire(_)
        | Wait::Read(_)
        | Wait::Yield
        | Wait::Notified(_)
        | Wait::Barrier(_)
        | Wait::Promise(_)
        | Wait::Budget
        | Wait::Thread(_) => false,
    }
}
