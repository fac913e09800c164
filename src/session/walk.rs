//! Walking through a run: from poll to poll, and from wake to wake.

use taskscope_runtime::{Event, TaskId};

use super::Session;
use crate::trace::{Lane, Run, Span, SpanKind, Step, Track, Wake};

/// Where a walk leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walk {
    /// To the next poll of the selected task, or of any if none is selected.
    NextPoll,
    /// To the poll before.
    PreviousPoll,
    /// To the wake that led to what the selected task does, and to who caused it.
    BackToCause,
    /// To the poll that the selected task causes next.
    OnToEffect,
}

impl Session {
    /// Follows a walk as far as it leads somewhere.
    pub(super) fn walk(&mut self, walk: Walk) {
        let (run, selected, cursor) = (&self.run, self.selected, self.cursor());
        let to = match walk {
            Walk::NextPoll => next_poll(run, selected, cursor).map(|step| (step, selected)),
            Walk::PreviousPoll => previous_poll(run, selected, cursor).map(|step| (step, selected)),
            Walk::BackToCause => selected.and_then(|task| cause(run, task, cursor)),
            Walk::OnToEffect => selected.and_then(|task| effect(run, task, cursor)),
        };
        let Some((step, task)) = to else { return };
        self.selected = task;
        self.hold(step);
        let (position, length) = (self.axis().position(step), self.axis().length());
        self.window = self.window.with_in_view(position, length);
    }
}

fn is_poll(span: &Span) -> bool {
    span.kind == SpanKind::Running
}

fn track(run: &Run, task: TaskId) -> Option<&Track> {
    run.lanes().lane(task).map(Lane::track)
}

fn next_poll(run: &Run, task: Option<TaskId>, cursor: Step) -> Option<Step> {
    let Some(task) = task else {
        let trace = run.trace();
        let starts = |&(_, event): &(Step, Event)| matches!(event, Event::PollStarted { .. });
        return trace.between(cursor, trace.end()).find(starts).map(|(step, _)| step);
    };
    let track = track(run, task)?;
    let spans = (track.first_after(cursor, 0)..track.len()).filter_map(|index| track.span(index));
    spans.filter(is_poll).map(|span| span.from).next()
}

fn previous_poll(run: &Run, task: Option<TaskId>, cursor: Step) -> Option<Step> {
    let Some(task) = task else {
        let before =
            |step: &usize| matches!(run.trace().event_before(Step(*step)), Some(Event::PollStarted { .. }));
        return (1..cursor.0).rev().find(before).map(Step);
    };
    let track = track(run, task)?;
    let spans = (0..track.first_after(cursor, 0)).rev().filter_map(|index| track.span(index));
    spans.filter(is_poll).map(|span| span.from).find(|&from| from < cursor)
}

/// The last wake of a task up to a step, and who caused it; the task itself where that was no task.
fn cause(run: &Run, task: TaskId, cursor: Step) -> Option<(Step, Option<TaskId>)> {
    // On a wake already: what caused that one lies before it.
    let until = if Wake::before(run.trace(), cursor).is_some() { Step(cursor.0 - 1) } else { cursor };
    let wakes: Vec<Step> = run.lanes().lane(task)?.wakes_between(Step(0), until).collect();
    let mut woken = wakes.into_iter().rev().filter_map(|step| Wake::before(run.trace(), step));
    let wake = woken.find(|wake| wake.task == task)?;
    Some((wake.step, wake.by.or(Some(task))))
}

/// The first poll after a step that a task caused by a wake, and whose it is.
fn effect(run: &Run, task: TaskId, cursor: Step) -> Option<(Step, Option<TaskId>)> {
    let mut wakes =
        run.lanes().lane(task)?.wakes_between(Step(cursor.0.saturating_sub(1)), run.trace().end());
    let is_its = |wake: &Wake| wake.by == Some(task) && wake.task != task;
    let wake = wakes.find_map(|step| Wake::before(run.trace(), step).filter(is_its))?;
    Some((next_poll(run, Some(wake.task), wake.step)?, Some(wake.task)))
}
