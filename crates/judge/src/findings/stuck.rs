//! Tasks that can never go on, and panics that go unseen.

use taskscope_sorted::SortedMap;

use taskscope_format::{Event, PlaceId, ResourceId, ResourceKind, RunEnd, TaskId, Wait};

use taskscope_trace::{Await, Moment, Phase, State, Step};

pub use super::futurelock::Futurelock;
use super::futurelock::StandingLock;
use super::{FindingKind, Found, Rule, Subject};
use crate::facts::facts;
use crate::why::{next_waiting, tasks_in_the_way, writer_ahead};
use crate::{TaskList, Waiting};

/// Tasks in a circle that is found while the run goes on. Longer ones are found when it is stuck.
const LONGEST_CIRCLE: usize = 64;

facts! {
    /// Tasks wait for each other in a circle.
    enum Deadlock {
        /// A task waits for itself.
        Itself {
            /// The task.
            task: TaskId,
        },
        /// Each waits for the next, and the last for the first.
        Circle {
            /// The tasks.
            tasks: TaskList,
        },
    }
}

facts! {
    /// The run ended stuck: nothing is left that could wake the task.
    enum NeverWoken {
        /// A task waits in vain.
        WaitsFor {
            /// What it waits for.
            wait: Waiting,
            /// Where.
            place: PlaceId,
        },
        /// A task waits, and the trace does not say what for.
        Waits {
            /// The task.
            task: TaskId,
        },
    }
}

facts! {
    /// A task panicked, and no handle is left to report it.
    struct PanicUnseen {
        /// The task.
        task: TaskId,
    }
}

/// It remembers nothing: the state knows what each task waits for.
#[derive(Debug, Default)]
pub(super) struct Stuck;

impl Rule for Stuck {
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at the ends of polls, tasks and runs")]
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        match moment.event {
            Event::PollEnded { task } => {
                let circle = circle_through(moment.state, task);
                if !circle.is_empty() {
                    report_circle(circle, moment, found);
                }
            }
            Event::TaskPanicked { task, .. }
                if moment.state.task(task).is_some_and(|task| task.is_detached) =>
            {
                unseen(task, moment.step, found);
            }
            Event::TaskDetached { task }
                if moment.state.task(task).is_some_and(|task| task.phase == Phase::Panicked) =>
            {
                unseen(task, moment.step, found);
            }
            Event::RunEnded { how: RunEnd::Stuck } => look_at_all(moment, found),
            _ => {}
        }
    }
}

/// The tasks of a circle that the task being polled has just closed; empty if there is none.
///
/// Only circles without a doubt: every task stands at one await, at its own level where no other future can move it,
/// for a mutex, a write lock or a task, with one task in the way.
fn circle_through(state: &State, start: TaskId) -> Vec<TaskId> {
    let mut circle = vec![start];
    let mut next = only_task_before(state, start);
    while let Some(task) = next.filter(|_| circle.len() <= LONGEST_CIRCLE) {
        if task == start {
            return circle;
        }
        if state.task(task).is_none_or(|task| task.phase != Phase::Waiting) {
            break;
        }
        circle.push(task);
        next = only_task_before(state, task);
    }
    Vec::new()
}

fn only_task_before(state: &State, task: TaskId) -> Option<TaskId> {
    let task = state.task(task).filter(|task| !task.is_woken)?;
    let Some(Await { node: None, on, .. }) = task.awaits.only() else { return None };
    match on {
        Wait::Task(other) => Some(other),
        Wait::Acquire(lock) | Wait::Read(lock) => {
            writer_ahead(state, on).or_else(|| only_holder(state, lock))
        }
        Wait::Timer(_)
        | Wait::Receive(_)
        | Wait::Send(_)
        | Wait::Yield
        | Wait::Notified(_)
        | Wait::Changed(_)
        | Wait::Barrier(_)
        | Wait::Closed(_)
        | Wait::Promise(_)
        | Wait::Budget
        | Wait::Thread(_) => None,
    }
}

fn only_holder(state: &State, lock: ResourceId) -> Option<TaskId> {
    let lock = state.resource(lock)?;
    // Permits can come from anywhere.
    if !matches!(lock.kind, ResourceKind::Mutex | ResourceKind::RwLock) {
        return None;
    }
    let mut tasks = tasks_in_the_way(lock);
    let only = tasks.next()?;
    if tasks.next().is_none() { only } else { None }
}

/// A run is stuck: every task that waits does so for ever. Told is what is at the bottom of it, not who waits for those.
fn look_at_all(moment: Moment<'_>, found: &mut Found) {
    let state = moment.state;
    // Each task is on the walk that came to it first.
    let mut walks: SortedMap<TaskId, TaskId> = SortedMap::new();
    for start in state.tasks.values().filter(|task| task.phase == Phase::Waiting) {
        let mut task = start.id;
        loop {
            if let Some(&walk) = walks.get(&task) {
                if walk == start.id {
                    report_circle(circle_from(state, task), moment, found);
                }
                break;
            }
            walks.insert(task, start.id);
            let Some((_, next)) = next_waiting(state, task, None) else {
                never_woken(task, moment, found);
                break;
            };
            task = next;
        }
    }
}

fn circle_from(state: &State, first: TaskId) -> Vec<TaskId> {
    let after = |&task: &TaskId| next_waiting(state, task, None).map(|(_, next)| next);
    let rest = std::iter::successors(after(&first), after).take_while(|&task| task != first);
    std::iter::once(first).chain(rest).collect()
}

fn report_circle(circle: Vec<TaskId>, moment: Moment<'_>, found: &mut Found) {
    let Moment { state, step, .. } = moment;
    if let Some(lock) = StandingLock::in_circle(state, &circle) {
        let about = (FindingKind::Futurelock, Subject::Task(lock.owner()));
        if !found.has(about) {
            found.add(about, step, || (lock.tasks(), lock.facts(state)));
        }
        return;
    }
    report_deadlock(circle, step, found);
}

fn report_deadlock(circle: Vec<TaskId>, step: Step, found: &mut Found) {
    /// Tasks of a circle that are listed.
    const LISTED: usize = 8;
    let Some(&first) = circle.iter().min() else { return };
    // One that was found while the run went on is not another one when that is stuck.
    if found.has((FindingKind::Deadlock, Subject::Task(first))) {
        return;
    }
    found.add((FindingKind::Deadlock, Subject::Task(first)), step, || {
        let facts = match *circle {
            [task] => Deadlock::Itself { task },
            _ => Deadlock::Circle { tasks: TaskList::new(circle.iter().copied().map(Some)) },
        };
        (circle.into_iter().take(LISTED).collect(), facts)
    });
}

fn never_woken(task: TaskId, moment: Moment<'_>, found: &mut Found) {
    let first = moment.state.task(task).and_then(|task| task.awaits.iter().next());
    let subject = first.and_then(|wait| resource_of(wait.on)).map_or(Subject::Task(task), Subject::Resource);
    // What got lost there is why, and has been said.
    if found.has((FindingKind::LostMessage, subject)) {
        return;
    }
    found.add((FindingKind::NeverWoken, subject), moment.step, || {
        let facts = match first {
            Some(&Await { on, place, .. }) => {
                NeverWoken::WaitsFor { wait: Waiting::new(moment.state, task, on), place }
            }
            None => NeverWoken::Waits { task },
        };
        (vec![task], facts)
    });
}

/// The resource that an await stands at.
pub(super) fn resource_of(on: Wait) -> Option<ResourceId> {
    match on {
        Wait::Receive(resource)
        | Wait::Send(resource)
        | Wait::Acquire(resource)
        | Wait::Read(resource)
        | Wait::Notified(resource)
        | Wait::Changed(resource)
        | Wait::Barrier(resource)
        | Wait::Closed(resource)
        | Wait::Promise(resource) => Some(resource),
        Wait::Timer(_) | Wait::Task(_) | Wait::Yield | Wait::Budget | Wait::Thread(_) => None,
    }
}

fn unseen(task: TaskId, step: Step, found: &mut Found) {
    found.add((FindingKind::PanicUnseen, Subject::Task(task)), step, || (vec![task], PanicUnseen { task }));
}
