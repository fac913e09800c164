//! What led to a poll: who woke the task, what made that one run, and who was ahead in the queue.

use std::collections::BTreeMap;

use taskscope_runtime::{Event, Micros, TaskId, WakeSource};

use super::backwards::{Backwards, Wake};
use crate::narration::Words;
use crate::time_text::{micros_text, step_time_text};
use crate::wording::{resource_text, worker_text};
use crate::{Piece, Step, Trace};

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
    /// The step from which on it was in the queue: that of the wake, or the end of the poll it was woken in.
    pub ready: Step,
    /// The tasks that were polled between that and its own poll, each once, in the order of their first polls.
    pub ahead: Vec<TaskId>,
    /// All this in words.
    pub sentence: Vec<Piece>,
}

/// What led to the poll that a step lies in, the poll itself first, then the one in which it was woken or spawned, and
/// so on back to a timer, something outside or the start of the run; so many links at most. Empty between polls.
///
/// Reads the trace backwards once, no further than needed: at worst linear in the events before the step.
#[must_use]
pub fn cause_chain(trace: &Trace, step: Step, most: usize) -> Vec<Cause> {
    let mut events = Backwards::new(trace, step);
    let mut causes = Vec::new();
    let Some(mut poll) = poll_around(&mut events, step) else { return causes };
    while causes.len() < most {
        let (at, task) = poll;
        let mut polls = BTreeMap::new();
        let wake = events.find_wake(task, |step, task| {
            polls.insert(task, step);
        });
        let Some(wake) = wake else { break };
        // Read backwards, so what stays is each task's first poll.
        let mut ahead: Vec<_> = polls.into_iter().collect();
        ahead.sort_unstable_by_key(|&(_, step)| step);
        let ahead: Vec<_> = ahead.into_iter().map(|(task, _)| task).collect();
        let waker = waker_of(&mut events, task, wake.by);
        let sentence = cause_words(trace, poll, &wake, (waker, &ahead)).into_pieces();
        causes.push(Cause {
            task,
            poll: at,
            woken: wake.woken,
            by: wake.by,
            ready: wake.ready,
            ahead,
            sentence,
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

fn cause_words(
    trace: &Trace,
    (poll, task): (Step, TaskId),
    wake: &Wake,
    (waker, ahead): (Option<TaskId>, &[TaskId]),
) -> Words {
    let words = Words::on(task);
    let words = match (wake.by, waker) {
        (WakeSource::Spawn, Some(parent)) => words.text(" was spawned by ").task(parent),
        (WakeSource::Spawn, None) => words.text(" was spawned from outside"),
        (WakeSource::Task(waker), _) if waker == task => words.text(" woke itself"),
        (WakeSource::Task(waker), _) => words.text(" was woken by ").task(waker),
        (WakeSource::Timer(timer), _) => words.text(format!(" was woken by timer {timer}")),
        (WakeSource::Promise(promise), _) => {
            words.text(format!(" was woken by {}", resource_text(trace, promise)))
        }
        (WakeSource::Thread(worker), _) => {
            words.text(format!(" was woken by {}", worker_text(trace, worker)))
        }
        (WakeSource::Outside, _) => words.text(" was woken from outside the executor"),
        (WakeSource::Unknown, _) => words.text(" was woken; what woke it was not recorded"),
    };
    let (ready, started) = (trace.time(wake.ready), trace.time(poll));
    let words = words.text(format!(" at {}", step_time_text(trace, wake.woken)));
    let words = match Micros(started.0.saturating_sub(ready.0)) {
        Micros(0) => words.text(" and ran at that moment"),
        late => words.text(format!(" and got the processor {} after it was ready", micros_text(late))),
    };
    match ahead {
        [] => words.text("."),
        _ => words.text(", after ").tasks(ahead.iter().copied().map(Some)).text("."),
    }
}
