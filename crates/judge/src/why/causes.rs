//! What led to a poll: who woke the task, what made that one run, and who was ahead in the queue.

use taskscope_sorted::SortedMap;

use taskscope_format::{Event, TaskId, WakeSource};
use taskscope_trace::{Step, Trace};

use super::backwards::Backwards;

/// Why one poll happened when it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The task that was polled.
    pub task: TaskId,
    /// The step right after the start of the poll.
    pub poll: Step,
    /// The step right after the wake that led to it.
    pub woken: Step,
    /// Who woke it. If that is a task, the next cause says why that one ran.
    pub by: WakeSource,
    /// The task behind the wake: the one that woke it or, if the wake is that of its spawn, the one that spawned it.
    pub waker: Option<TaskId>,
    /// The step from which on it was in the queue: that of the wake, or the end of the poll it was woken in.
    pub ready: Step,
    /// The tasks that were polled between that and its own poll, each once, in the order of their first polls.
    pub ahead: Vec<TaskId>,
}

/// What led to the poll that a step lies in, the poll itself first, then the one in which it was woken or spawned, and
/// so on back to a timer, something outside or the start of the run; up to a number of links. Empty between polls.
///
/// Reads the trace backwards once, no further than needed: at worst linear in the events before the step.
#[must_use]
pub fn cause_chain(trace: &Trace, step: Step, most: usize) -> Vec<Cause> {
    let mut events = Backwards::new(trace, step);
    let mut causes = Vec::new();
    let Some(mut poll) = poll_around(&mut events, step) else { return causes };
    while causes.len() < most {
        let (at, task) = poll;
        let mut polls = SortedMap::new();
        let wake = events.find_wake(task, |step, task| {
            polls.insert(task, step);
        });
        let Some(wake) = wake else { break };
        // Read backwards, so what stays is each task's first poll.
        let mut ahead: Vec<_> = polls.into_iter().collect();
        taskscope_sorted::sort_by_key(&mut ahead, |&(_, step)| step);
        let ahead: Vec<_> = ahead.into_iter().map(|(task, _)| task).collect();
        let waker = waker_of(&mut events, task, wake.by);
        causes.push(Cause {
            task,
            poll: at,
            woken: wake.woken,
            by: wake.by,
            waker,
            ready: wake.ready,
            ahead,
        });
        let Some(before) = waker.and_then(|waker| events.find_poll(Some(waker))) else { break };
        poll = before;
    }
    causes
}

/// The poll that a step lies in: right after its start at the earliest, right after its end at the latest.
fn poll_around(events: &mut Backwards<'_>, step: Step) -> Option<(Step, TaskId)> {
    for (at, event) in events {
        if let Event::PollStarted { task } = event {
            return Some((at, task));
        }
        let is_end =
            matches!(event, Event::PollEnded { .. } | Event::TaskDone { .. } | Event::TaskPanicked { .. });
        if is_end && at < step {
            return None;
        }
    }
    None
}

/// The task behind a wake: the one that woke, or the one that spawned.
fn waker_of(events: &mut Backwards<'_>, woken: TaskId, by: WakeSource) -> Option<TaskId> {
    match by {
        WakeSource::Task(waker) => Some(waker),
        WakeSource::Spawn => events.find_parent(woken),
        WakeSource::Timer(_)
        | WakeSource::Promise(_)
        | WakeSource::Thread(_)
        | WakeSource::Outside
        | WakeSource::Unknown => None,
    }
}
