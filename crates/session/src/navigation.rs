//! Walking through a run: from poll to poll, along wakes, and over the spans and lanes of the timeline.

use taskscope_format::{Event, TaskId};

use super::RunView;
use taskscope_tell::line_at;
use taskscope_trace::{Lane, Run, Span, SpanKind, Step, Track, Wake};

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
    /// To the next span of the selected task.
    NextSpan,
    /// To the span before.
    PreviousSpan,
    /// To the lane above, at the same time.
    LaneAbove,
    /// To the lane below, at the same time.
    LaneBelow,
    /// To the next sentence with the words that are looked for.
    NextMatch,
    /// To the sentence before.
    PreviousMatch,
}

/// A step, and the task that is selected there.
type Place = (Step, Option<TaskId>);

impl RunView<'_> {
    /// Where a walk leads; `None` if it leads nowhere.
    pub(super) fn end_of(self, walk: Walk) -> Option<Place> {
        let (run, selected, cursor) = (self.run, self.view.selected, self.view.cursor());
        let place = |step| (step, selected);
        match walk {
            Walk::NextPoll => next_poll(run, selected, cursor).map(place),
            Walk::PreviousPoll => previous_poll(run, selected, cursor).map(place),
            Walk::NextMatch => self.match_beside(true).map(place),
            Walk::PreviousMatch => self.match_beside(false).map(place),
            Walk::BackToCause => cause(run, selected.or_else(|| self.told_task())?, cursor),
            Walk::OnToEffect => effect(run, selected.or_else(|| self.told_task())?, cursor),
            Walk::NextSpan | Walk::PreviousSpan | Walk::LaneAbove | Walk::LaneBelow
                if selected.and_then(|task| track(run, task)).is_none() =>
            {
                Some((cursor, Some(self.first_lane()?)))
            }
            Walk::NextSpan => next_span(track(run, selected?)?, cursor).map(place),
            Walk::PreviousSpan => previous_span(track(run, selected?)?, cursor).map(place),
            Walk::LaneAbove => Some((cursor, Some(self.lane_beside(selected?, false)?))),
            Walk::LaneBelow => Some((cursor, Some(self.lane_beside(selected?, true)?))),
        }
    }

    /// The task that the sentence at the cursor is about.
    fn told_task(self) -> Option<TaskId> {
        line_at(self.run, self.view.cursor())?.task
    }

    /// The lane at which a walk begins: that of the running task if it is shown, or the first.
    fn first_lane(self) -> Option<TaskId> {
        let shown = self.shown_lanes();
        let state = self.state();
        let running = state.running.values().find(|running| shown.contains(running));
        running.or(shown.first()).copied()
    }

    fn lane_beside(self, task: TaskId, is_below: bool) -> Option<TaskId> {
        let shown = self.shown_lanes();
        let Some(place) = shown.iter().position(|&shown| shown == task) else { return self.first_lane() };
        let beside = if is_below { place + 1 } else { place.checked_sub(1)? };
        shown.get(beside).copied()
    }

    /// The tasks whose lanes are shown, from the top.
    fn shown_lanes(self) -> Vec<TaskId> {
        let lanes = self.run.lanes();
        let shown = self.view.arrangement.arrange(lanes, self.run.trace(), &self.state());
        shown.into_iter().filter_map(|shown| lanes.at(shown.lane)).map(|lane| lane.task).collect()
    }
}

fn is_poll(span: &Span) -> bool {
    span.kind == SpanKind::Running
}

fn track(run: &Run, task: TaskId) -> Option<&Track> {
    run.lanes().lane(task).map(Lane::track)
}

fn next_span(track: &Track, cursor: Step) -> Option<Step> {
    (track.first_after(cursor, 0)..track.len()).find_map(|index| track.span(index)).map(|span| span.from)
}

fn previous_span(track: &Track, cursor: Step) -> Option<Step> {
    let current = track.index_at(cursor)?;
    (0..current).rev().find_map(|index| track.span(index)).map(|span| span.from)
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
fn cause(run: &Run, task: TaskId, cursor: Step) -> Option<Place> {
    // On a wake already: what caused that one lies before it.
    let until =
        if run.lanes().wake_before(run.trace(), cursor).is_some() { Step(cursor.0 - 1) } else { cursor };
    let wakes: Vec<Step> = run.lanes().lane(task)?.wakes_between(Step(0), until).collect();
    let mut woken = wakes.into_iter().rev().filter_map(|step| run.lanes().wake_before(run.trace(), step));
    let wake = woken.find(|wake| wake.task == task)?;
    Some((wake.step, wake.by.or(Some(task))))
}

/// The poll that the wake at a step caused, or else the first one after it that the task caused by a wake.
fn effect(run: &Run, task: TaskId, cursor: Step) -> Option<Place> {
    let here = run
        .lanes()
        .wake_before(run.trace(), cursor)
        .filter(|wake| wake.task == task || wake.by == Some(task));
    let its_next = || {
        let mut wakes = run.lanes().lane(task)?.wakes_between(cursor, run.trace().end());
        let is_its = |wake: &Wake| wake.by == Some(task) && wake.task != task;
        wakes.find_map(|step| run.lanes().wake_before(run.trace(), step).filter(is_its))
    };
    let wake = here.or_else(its_next)?;
    Some((next_poll(run, Some(wake.task), wake.step)?, Some(wake.task)))
}
