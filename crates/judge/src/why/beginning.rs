//! Why a poll began when it did, from the lanes and the few events around it: quick enough to ask for every poll.

use taskscope_format::{Event, TaskId, WakeSource};
use taskscope_trace::{Run, SpanKind, Step, Track};

use super::backwards::Backwards;
use crate::TaskList;

/// What led to a poll, and what had the thread until then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// What woke the task.
    pub by: WakeSource,
    /// The step right after the wake.
    pub woken: Step,
    /// The step from which on it could run: that of the wake, or the end of the poll it was woken in.
    pub ready: Step,
    /// The tasks that had the thread from then on, in their order. `None` where other threads poll tasks, too.
    pub before: Option<TaskList>,
}

impl Beginning {
    /// Events that are read on each side; beyond them other tasks are counted as one.
    const READ: usize = 256;

    /// What led to the poll of a task that begins right before a step. `None` if the run does not say.
    #[must_use]
    pub fn of(run: &Run, task: TaskId, step: Step) -> Option<Self> {
        let trace = run.trace();
        let lane = run.lanes().lane(task)?;
        let spans = lane.track();
        let ready = ready_before(spans, step)?;
        let is_wake = |at: &Step| matches!(trace.event_before(*at), Some(Event::TaskReady { task: woken, .. }) if woken == task);
        let woken = if is_wake(&ready) {
            ready
        } else {
            // It was woken during its own poll, or is ready because it is new: then the next event says so.
            let poll = spans.index_at(Step(ready.0.saturating_sub(1))).and_then(|index| spans.from(index));
            let mut wakes = lane.wakes_between(poll.unwrap_or_default(), Step(ready.0 + 1));
            wakes.find(is_wake)?
        };
        let Some(Event::TaskReady { by, .. }) = trace.event_before(woken) else { return None };
        Some(Self { by, woken, ready, before: had_thread(run, task, ready, step) })
    }
}

/// From where on a task was ready that is polled from a step on.
fn ready_before(spans: &Track, step: Step) -> Option<Step> {
    let index = spans.index_at(step).filter(|&index| spans.from(index) == Some(step))?;
    let before = spans.span(index.checked_sub(1)?)?;
    (before.kind == SpanKind::Ready).then_some(before.from)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only the bounds of polls count")]
fn had_thread(run: &Run, task: TaskId, ready: Step, step: Step) -> Option<TaskList> {
    let trace = run.trace();
    let worker = trace.worker(step);
    let mut tasks: Vec<TaskId> = Vec::new();
    for (_, event) in Backwards::new(trace, ready).take(Beginning::READ) {
        match event {
            Event::PollStarted { task } => tasks.push(task),
            Event::PollEnded { .. }
            | Event::TaskDone { .. }
            | Event::TaskPanicked { .. }
            | Event::TurnStarted { .. } => {}
            _ => continue,
        }
        break;
    }
    let (is_under_way, mut next) = (!tasks.is_empty(), None);
    let to = Step(step.0.saturating_sub(1));
    let end = Step(to.0.min(ready.0 + Beginning::READ));
    for (at, event) in trace.between(ready, end) {
        if trace.worker(at) != worker {
            return None;
        }
        if let Event::PollStarted { task } = event {
            next = next.or(Some(at));
            if !tasks.contains(&task) {
                tasks.push(task);
            }
        }
    }
    tasks.retain(|&other| other != task);
    // A task that woke another one and was done in no time did not keep it waiting.
    if tasks.len() > 1 && is_under_way && next.is_some_and(|next| trace.time(next) == trace.time(ready)) {
        tasks.remove(0);
    }
    let mut list = TaskList::new(tasks.into_iter().map(Some));
    list.count += usize::from(end < to);
    Some(list)
}
