//! Turns that were cut off: putting the executor right where no destructor has run.
//!
//! Where panics abort, as on wasm32, a panic in a task takes the whole stack along, and so does a JavaScript exception
//! thrown through an import. Whatever the turn had set then stays set. A host called by an event loop knows that no
//! turn can be under way, and puts things right before it does anything else. The running task is in no state to be
//! dropped or polled again: it is leaked, and the others go on.

use super::Core;
use crate::context;
use crate::record::{Event, RunEnd, WakeSource};
use crate::task::{Extra, Phase, TaskRef};

/// The message of a task that was cut off for an unknown reason.
const UNKNOWN_CAUSE: &str = "a panic or an exception cut it off";

impl Core {
    /// Puts the executor right after a turn that was cut off, if there was one. Call it where no turn can be under way.
    pub(crate) fn recover(&self, cause: Option<&str>) {
        if !self.in_turn.get() {
            return;
        }
        context::abandon();
        self.each_outside(&mut |one| one.recover());
        self.was_cut_off.set(true);
        self.time_poll();
        self.tell_start();
        let is_told = self.is_panic_told.replace(false);
        let lost: Vec<_> = self.home.live_tasks().into_iter().filter(|task| self.is_lost(task)).collect();
        for task in &lost {
            self.tell_lost(task, cause.filter(|_| !is_told), is_told);
        }
        if self.ended.get().is_none() {
            self.record(|_| Event::TurnEnded { budget_spent: false });
        }
        self.leave_turn();
        self.is_dropping.set(false);
        for task in &lost {
            self.lose(task);
        }
        self.drop_cancelled();
        // As after a turn whose budget is spent: tasks that are ready must not wait for an event.
        self.ask_for_more(!self.ready.is_empty());
        if let Some(recorder) = self.recorder() {
            recorder.flush();
        }
    }

    /// Whether a task was cut off: in its poll, or while its future was dropped. One that waits to be dropped was not.
    fn is_lost(&self, task: &TaskRef) -> bool {
        let is_in_line = || self.cancelled.borrow().iter().any(|cancelled| cancelled.id == task.id);
        let phase = task.phase.get();
        phase.is_polled() || phase == Phase::Ending && !is_in_line()
    }

    fn tell_lost(&self, task: &TaskRef, cause: Option<&str>, is_told: bool) {
        if !task.phase.get().is_polled() {
            // The trace has how it ended: that is written before the future is dropped.
            self.record(|core| Event::Mark {
                text: core.text("a destructor was cut off while a task was dropped"),
                place: None,
            });
        } else if !is_told {
            let cause = cause.unwrap_or(UNKNOWN_CAUSE);
            self.record(|core| Event::TaskPanicked { task: task.id, message: core.text(cause), place: None });
        }
    }

    /// Ends a task whose future must not be touched again.
    fn lose(&self, task: &TaskRef) {
        task.lose();
        if let Some(joiner) = task.extra().and_then(Extra::take_joiner) {
            self.wake_from(WakeSource::Task(task.id), || joiner.wake());
        }
        if self.root.get() == Some(task.id) {
            self.end_by_itself(RunEnd::Panicked);
        }
    }

    /// Whether a turn was ever cut off. If so, something that is never dropped may hold this executor.
    pub(crate) fn was_cut_off(&self) -> bool {
        self.was_cut_off.get()
    }

    /// Notes that the trace has the panic that is about to cut off this turn. True if the run goes on afterwards: its
    /// host puts things right, and there is no main task to lose.
    pub(crate) fn outlives_panic(&self) -> bool {
        self.is_panic_told.set(cfg!(panic = "abort") && self.in_turn.get());
        self.is_panic_told.get() && self.root.get().is_none()
    }
}
