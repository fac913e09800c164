//! What a waiting task waits for, who has that, what that one waits for, and so on to an end.

use taskscope_sorted::SortedMap;

use taskscope_format::{Micros, ResourceId, TaskId, ThreadId, TimerId};
use taskscope_trace::{Await, Phase, State, TaskState};

use super::obstacles::{Obstacle, tasks_in_the_way};
use super::search::{Search, Stop};
use crate::Waiting;

/// What a chain of waits ends at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChainEnd {
    /// A timer, and when it is due.
    Timer(TimerId, Micros),
    /// A promise of the browser, which something outside settles.
    Outside(ResourceId),
    /// A thread that has something to do; [`ThreadId::POOL`] for whichever of the pool is free first.
    Thread(ThreadId),
    /// A task that can go on: it runs, or is ready and waits for the processor.
    Processor(TaskId),
    /// Whoever has the other end of a channel, or calls a notification, or comes to a barrier. A trace does not tell
    /// which tasks could.
    OtherEnd(ResourceId),
    /// A task that may wait for futures which its last poll did not poll.
    Unknown(TaskId),
    /// Nobody is left who could wake this task.
    Nobody(TaskId),
    /// Each of these tasks waits for the next, and the last for the first. One task can wait for itself.
    Deadlock(Vec<TaskId>),
}

/// One task on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The task that waits.
    pub task: TaskId,
    /// The await that the chain follows.
    pub waits: Await,
    /// How many awaits the task waits at, this one included. It may be woken by any of them.
    pub of: usize,
    /// The task that is in the way, where it is one that is known.
    pub next: Option<TaskId>,
    /// What the task waits for, and who has that.
    pub waiting: Waiting,
    /// The task that the lock was set aside for, and that has not taken it.
    pub set_aside_for: Option<TaskId>,
}

/// A chain of waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The tasks on the way, the one that was asked about first. Empty if nothing is known of what it waits for.
    pub links: Vec<Link>,
    /// What it ends at.
    pub end: ChainEnd,
}

/// The shortest chain from a task to something that can still happen; to nobody or a deadlock if there is nothing.
/// `None` if the task does not wait.
///
/// Linear in the size of the state.
#[must_use]
pub fn wait_chain(state: &State, task: TaskId) -> Option<Chain> {
    waiting(state, task)?;
    Some(chain_by(state, task, None))
}

/// The chains of a task that stands at several awaits, one for each, the first few at most; one chain otherwise. Empty
/// if the task does not wait.
#[must_use]
pub fn wait_chains(state: &State, task: TaskId) -> Vec<Chain> {
    /// More would not be read.
    const MOST: usize = 8;
    let awaits = waiting(state, task).map_or(0, |task| task.awaits.len());
    match awaits {
        0 | 1 => wait_chain(state, task).into_iter().collect(),
        several => (0..several.min(MOST)).map(|only| chain_by(state, task, Some(only))).collect(),
    }
}

fn waiting(state: &State, task: TaskId) -> Option<&TaskState> {
    state.task(task).filter(|task| task.phase == Phase::Waiting)
}

fn chain_by(state: &State, task: TaskId, only: Option<usize>) -> Chain {
    let found = Search::new(state).find(task, only);
    let (stops, end) = found.unwrap_or_else(|| way_to_nowhere(state, task, only));
    let next_of = |index: usize| match (stops.get(index + 1), &end) {
        (Some(stop), _) => Some(stop.task),
        (None, &(ChainEnd::Processor(task) | ChainEnd::Unknown(task))) => Some(task),
        (None, ChainEnd::Deadlock(tasks)) => tasks.first().copied(),
        (
            None,
            ChainEnd::Timer(..)
            | ChainEnd::Outside(_)
            | ChainEnd::Thread(_)
            | ChainEnd::OtherEnd(_)
            | ChainEnd::Nobody(_),
        ) => None,
    };
    let links = stops.iter().enumerate().filter_map(|(index, &stop)| link(state, stop, next_of(index)));
    let links = links.collect();
    Chain { links, end }
}

/// Follows the first task in the way of each, for a task that nothing can wake.
fn way_to_nowhere(state: &State, start: TaskId, mut only: Option<usize>) -> (Vec<Stop>, ChainEnd) {
    let mut stops: Vec<Stop> = Vec::new();
    let mut places = SortedMap::new();
    let mut task = start;
    loop {
        if let Some(&first) = places.get(&task) {
            let circle = stops.get(first..).unwrap_or_default();
            return (stops.clone(), ChainEnd::Deadlock(circle.iter().map(|stop| stop.task).collect()));
        }
        let first = only.take();
        let Some((via, next)) = next_waiting(state, task, first) else {
            stops.push(Stop { task, via: first.unwrap_or(0) });
            return (stops, ChainEnd::Nobody(task));
        };
        places.insert(task, stops.len());
        stops.push(Stop { task, via });
        task = next;
    }
}

/// The first waiting task in the way of another one, and the await by which it is.
pub(crate) fn next_waiting(state: &State, task: TaskId, only: Option<usize>) -> Option<(usize, TaskId)> {
    /// A task that is over holds nothing, so one of the first has to wait unless the trace is damaged.
    const MOST_HOLDERS: usize = 64;
    let awaits = state.task(task)?.awaits.iter().enumerate();
    let followed = awaits.filter(|&(via, _)| only.is_none_or(|only| only == via));
    let mut ways = followed.filter_map(|(via, wait)| {
        let next = match Obstacle::of(state, wait.on) {
            Obstacle::Task(other) => waiting(state, other).map(|task| task.id),
            Obstacle::Lock(lock) => {
                let tasks = state.resource(lock).into_iter().flat_map(tasks_in_the_way).flatten();
                tasks.take(MOST_HOLDERS).find(|&task| waiting(state, task).is_some())
            }
            Obstacle::Timer(..)
            | Obstacle::Promise(_)
            | Obstacle::Thread(_)
            | Obstacle::OtherEnd(_)
            | Obstacle::Nothing => None,
        };
        next.map(|next| (via, next))
    });
    ways.next()
}

fn link(state: &State, stop: Stop, next: Option<TaskId>) -> Option<Link> {
    let task = state.task(stop.task)?;
    let waits = *task.awaits.iter().nth(stop.via)?;
    let of = task.awaits.len();
    let waiting = Waiting::new(state, task.id, waits.on);
    let set_aside_for = match Obstacle::of(state, waits.on) {
        Obstacle::Lock(lock) => next.filter(|&next| {
            !state.resource(lock).is_some_and(|lock| lock.holding_tasks().any(|one| one == Some(next)))
        }),
        Obstacle::Timer(..)
        | Obstacle::Task(_)
        | Obstacle::Promise(_)
        | Obstacle::Thread(_)
        | Obstacle::OtherEnd(_)
        | Obstacle::Nothing => None,
    };
    Some(Link { task: task.id, waits, of, next, waiting, set_aside_for })
}
