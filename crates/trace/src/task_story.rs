//! What a task did up to a step: the stretches of its lane, the last ones first, and its last poll.

use taskscope_format::TaskId;

use super::{Run, Span, SpanKind, Step};

/// The last stretches of a task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskStory {
    /// The one that goes on at the step, then those before it. Polls and waits, no ends.
    pub spans: Vec<Span>,
    /// How many there were before these.
    pub earlier: usize,
    /// The step right after the start of the last poll, the one that goes on included.
    pub last_poll: Option<Step>,
}

/// What a task did up to a step, with so many stretches at most.
#[must_use]
pub fn task_story(run: &Run, task: TaskId, step: Step, most: usize) -> TaskStory {
    let Some(lane) = run.lanes().lane(task) else { return TaskStory::default() };
    let track = lane.track();
    let Some(last) = track.index_at(step) else { return TaskStory::default() };
    let first = (last + 1).saturating_sub(most);
    let spans: Vec<Span> = (first..=last).rev().filter_map(|index| track.span(index)).collect();
    let poll = |index: usize| track.span(index).filter(|span| span.kind == SpanKind::Running);
    // Two stretches of which none is a poll do not follow each other more than a few times.
    let last_poll = (0..=last).rev().take(16).find_map(poll).map(|span| span.from);
    TaskStory { spans, earlier: first, last_poll }
}
