//! From mark to mark: where something looks like a mistake, and where a task or a future inside one is dropped or panics.

use taskscope_format::{Event, TaskId};
use taskscope_trace::Step;

use super::{Effect, Session};

/// Which way to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// To the next one.
    On,
    /// To the one before.
    Back,
}

impl Session {
    /// Goes to the next mark and selects its task.
    pub(super) fn go_to_next_mark(&mut self) -> Option<Effect> {
        self.go_to_mark(Way::On)
    }

    /// The same for the mark before.
    pub(super) fn go_to_previous_mark(&mut self) -> Option<Effect> {
        self.go_to_mark(Way::Back)
    }

    fn go_to_mark(&mut self, way: Way) -> Option<Effect> {
        let (step, task) = self.mark_beside(way)?;
        self.view.selected = task.or(self.view.selected);
        let effect = self.seek(step);
        self.view.show_cursor(&self.run);
        effect
    }

    fn mark_beside(&self, way: Way) -> Option<(Step, Option<TaskId>)> {
        let (trace, cursor) = (self.run.trace(), self.cursor());
        let is_there = |step: Step| match way {
            Way::On => step > cursor,
            Way::Back => step < cursor,
        };
        let findings = self.run.findings();
        let found = findings.list().iter().map(|finding| (finding.step, finding.tasks.first().copied()));
        let found = found.filter(|&(step, _)| is_there(step));
        let is_loss = |&(_, event): &(Step, Event)| {
            let is_drop = matches!(event, Event::NodeDropped { finished: false, .. });
            is_drop || matches!(event, Event::TaskCancelled { .. } | Event::TaskPanicked { .. })
        };
        let with_task = |(step, _)| (step, self.task_at(step));
        match way {
            Way::On => {
                let next = trace.between(cursor, trace.end()).find(is_loss).map(with_task);
                found.chain(next).min_by_key(|&(step, _)| step)
            }
            Way::Back => {
                let before = Step(cursor.0.saturating_sub(1));
                let last = trace.between(Step(0), before).filter(is_loss).last().map(with_task);
                found.chain(last).max_by_key(|&(step, _)| step)
            }
        }
    }
}
