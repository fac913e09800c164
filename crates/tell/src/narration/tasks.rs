//! The templates for what becomes of tasks: spawned, at work, done, cut off, panicked.

use taskscope_format::{Event, Micros, PlaceId, RunEnd, TaskId};
use taskscope_trace::{Phase, Step, TaskChange};

use super::teller::Teller;
use crate::Words;
use crate::catalogue::say;
use crate::time_text::moment_text;

impl Teller<'_> {
    /// The sentence on what an event changed about a task; `None` if the message of the event says all, or nothing does.
    pub(super) fn tell_of_task(self, event: Event, change: TaskChange, step: Step) -> Option<Words> {
        let task = change.id;
        match (event, change.to) {
            (Event::PollEnded { .. }, Phase::Waiting | Phase::Ready) => Some(self.poll_ended(change)),
            (Event::TaskPanicked { message, .. }, Phase::Panicked) => {
                Some(self.panicked(task, self.trace.text(message), step))
            }
            (Event::WorkStarted { duration, place }, _) if self.is_browser => {
                Some(say::narration::starts_work(task, duration, place))
            }
            (Event::WorkStarted { duration, place }, _) => {
                let until =
                    moment_text(self.trace, Micros(self.trace.time(step).0.saturating_add(duration.0)));
                Some(say::narration::works(task, duration, &until, place))
            }
            (Event::TaskDetached { .. }, phase) if phase.is_over() => {
                Some(say::narration::result_dropped(task))
            }
            (Event::TaskDetached { .. }, Phase::Ready)
                if self.state.task(task).is_some_and(|task| task.polls == 0) =>
            {
                Some(say::narration::handle_dropped_new(task))
            }
            (Event::TaskDetached { .. }, _) => Some(say::narration::handle_dropped(task)),
            _ => None,
        }
    }

    pub(super) fn spawned(self, task: TaskId, parent: Option<TaskId>, place: PlaceId) -> Words {
        match parent {
            None if self.state.tasks.is_empty() => say::narration::starts(task),
            None => say::narration::spawned_outside(task, &self.where_it_goes()),
            Some(parent) => say::narration::spawns(parent, task, place, &self.where_it_goes()),
        }
    }

    /// What becomes of a task that is ready from now on.
    pub(super) fn where_it_goes(self) -> String {
        if self.state.is_first_in_first_out() {
            say::narration::to_the_back()
        } else {
            say::narration::is_ready()
        }
    }

    /// Work that has ended: in real time it may have taken longer than it should.
    pub(super) fn worked(self, length: Micros) -> Option<Words> {
        self.is_browser.then_some(())?;
        Some(say::narration::worked(self.state.running()?, length))
    }

    /// A task that was cancelled, without the full stop.
    pub(super) fn cancelled(self, task: TaskId, by: Option<TaskId>) -> Words {
        let state = self.state.task(task);
        let main = self.state.tasks.values().next().filter(|main| main.phase.is_over() && main.id != task);
        let words = match (by, main) {
            (Some(by), _) if by == task => say::narration::aborts_itself(task),
            (Some(by), _) => say::narration::aborts(by, task),
            (None, Some(main)) if state.is_some_and(|state| state.polls == 0) => {
                return say::narration::cut_off_new(main.id, task);
            }
            (None, Some(main)) => say::narration::cut_off(main.id, task),
            (None, None) => say::narration::cancelled(task),
        };
        match state.and_then(|state| state.awaits.only()) {
            Some(wait) => say::narration::at(&words, wait.place),
            None => words,
        }
    }

    /// A crash is no panic: what the trace says of the task that ran last is what the browser said.
    fn panicked(self, task: TaskId, message: &str, step: Step) -> Words {
        let is_last = step.0 + 1 == self.trace.end().0;
        if is_last && self.trace.run_end() == Some(RunEnd::Crashed) {
            return say::narration::was_running(task, message);
        }
        say::narration::panics(task, message)
    }
}
