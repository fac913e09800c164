//! A trace read from a step back to its start.

use taskscope_format::{Event, TaskId, WakeSource};
use taskscope_trace::{Step, Trace};

/// Events from a step back to the start, each with the step right after it.
///
/// It reads windows forwards and gives them out backwards, because that is how a trace can be read. The windows grow:
/// what led to a poll is mostly near, and what is far is read in few pieces.
pub(super) struct Backwards<'a> {
    trace: &'a Trace,
    window: Vec<(Step, Event)>,
    width: usize,
    from: usize,
}

impl<'a> Backwards<'a> {
    const FIRST: usize = 64;
    const WIDEST: usize = 4096;

    pub(super) fn new(trace: &'a Trace, from: Step) -> Self {
        Self { trace, window: Vec::new(), width: Self::FIRST, from: from.0.min(trace.end().0) }
    }

    /// Back to the poll of a task, or of whichever task it is.
    pub(super) fn find_poll(&mut self, of: Option<TaskId>) -> Option<(Step, TaskId)> {
        self.find_map(|(step, event)| {
            let Event::PollStarted { task } = event else { return None };
            of.is_none_or(|of| of == task).then_some((step, task))
        })
    }

    /// Back to where a task was spawned; gives who did.
    pub(super) fn find_parent(&mut self, of: TaskId) -> Option<TaskId> {
        self.find_map(|(_, event)| {
            let Event::TaskSpawned { task, parent, .. } = event else { return None };
            (task == of).then_some(parent)
        })?
    }

    /// From the start of a task's poll back to what made it ready. `on_poll` is told of the polls between.
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks for a few kinds of event")]
    pub(super) fn find_wake(&mut self, of: TaskId, mut on_poll: impl FnMut(Step, TaskId)) -> Option<Wake> {
        let mut ready = None;
        for (step, event) in self {
            match event {
                Event::TaskReady { task, by } if task == of => {
                    return Some(Wake { woken: step, ready: ready.unwrap_or(step), by });
                }
                // It was woken during its own poll, and queued when that ended.
                Event::PollEnded { task } if task == of => ready = Some(step),
                Event::PollStarted { task } if task != of && ready.is_none() => on_poll(step, task),
                // A damaged trace polls what was never woken.
                Event::PollStarted { task } | Event::TaskSpawned { task, .. } if task == of => return None,
                _ => {}
            }
        }
        None
    }
}

/// What made a task ready.
#[derive(Clone, Copy)]
pub(super) struct Wake {
    /// The step right after the wake.
    pub(super) woken: Step,
    /// From when on it stood in the queue: later than the wake if that came during its own poll.
    pub(super) ready: Step,
    pub(super) by: WakeSource,
}

impl Iterator for Backwards<'_> {
    type Item = (Step, Event);

    fn next(&mut self) -> Option<(Step, Event)> {
        if self.window.is_empty() && self.from > 0 {
            let to = self.from;
            self.from = to.saturating_sub(self.width);
            self.width = Self::WIDEST.min(self.width * 2);
            self.window.extend(self.trace.between(Step(self.from), Step(to)));
        }
        self.window.pop()
    }
}
