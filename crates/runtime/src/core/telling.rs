//! When a poll is written to the trace.
//!
//! Most polls of a busy program do nothing that is recorded but wake their own task. So the start of a poll is written
//! only when something else is, and a poll without anything else is written at its end, as a third of a record.

use super::Core;
use crate::record::{Event, WakeSource};
use crate::task::{Phase, TaskRef};

impl Core {
    /// Writes the start of the poll under way, and that the task woke itself, if that happened and was not written.
    #[inline]
    pub(super) fn tell_start(&self) {
        if self.untold.get().is_some() {
            self.tell_start_now();
        }
    }

    #[cold]
    pub(super) fn tell_start_now(&self) {
        let (Some(started), Some(recorder)) = (self.untold.take(), self.open_recorder()) else { return };
        let Some(running) = self.running() else { return };
        let task = running.id;
        recorder.record(started, Event::PollStarted { task });
        match running.phase.get() {
            Phase::Running => running.phase.set(Phase::RunningTold),
            Phase::RunningWoken => {
                recorder.record(started, Event::TaskReady { task, by: WakeSource::Task(task) });
            }
            Phase::Ready
            | Phase::RunningTold
            | Phase::RunningAborted
            | Phase::Waiting
            | Phase::Ending
            | Phase::Over
            | Phase::Free => {}
        }
    }

    /// Writes the end of a poll, and what was not written of it.
    #[inline]
    pub(super) fn tell_end(&self, task: &TaskRef) {
        let Some(recorder) = self.open_recorder() else { return };
        let now = self.now.get();
        if self.untold.get() == Some(now) && task.phase.get() == Phase::RunningWoken {
            self.untold.set(None);
            return recorder.record_poll(now, task.id);
        }
        self.tell_end_apart(task);
    }

    #[cold]
    fn tell_end_apart(&self, task: &TaskRef) {
        let (Some(started), Some(recorder)) = (self.untold.take(), self.open_recorder()) else {
            return self.record(|_| Event::PollEnded { task: task.id });
        };
        let task_id = task.id;
        if task.phase.get() == Phase::Running {
            // From here on a wake has to be recorded at once: a silent one would not be noticed any more.
            task.phase.set(Phase::RunningTold);
        }
        recorder.record(started, Event::PollStarted { task: task_id });
        if task.phase.get() == Phase::RunningWoken {
            recorder.record(started, Event::TaskReady { task: task_id, by: WakeSource::Task(task_id) });
        }
        self.record(|_| Event::PollEnded { task: task_id });
    }
}
