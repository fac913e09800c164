//! When a poll is written to the trace.
//!
//! Most polls of a busy program do nothing that is recorded but wake their own task. So the start of a poll is written
//! only when something else is, and a poll without anything else is written at its end, as a third of a record.

use super::Core;
use crate::record::{Event, Record, Recorder, WakeSource};
use crate::task::{Phase, TaskRef};
use crate::{Clock, Micros};

/// Whether the trace has the start of the poll under way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Start {
    /// It has, or no poll is under way.
    #[default]
    Told,
    /// Not yet: the poll started now, as no time has passed since.
    Now,
    /// Not yet: the poll started at the time that `started` holds.
    Earlier,
}

impl Core {
    /// Records an event, if the run is recorded: one branch if it is not.
    #[inline]
    pub(crate) fn record(&self, event: impl FnOnce(&Self) -> Event) {
        if self.is_recording() {
            self.record_now(|core| Record::encode_inlined(event(core)));
        }
    }

    // Apart, so that the code around an event is as if there were none.
    #[inline(never)]
    pub(crate) fn record_now(&self, event: impl FnOnce(&Self) -> Record) {
        self.refresh_between_turns();
        if self.write(event) {
            self.hand_over();
        }
    }

    /// Reads the clock where the time as last read is that of the turn before.
    pub(crate) fn refresh_between_turns(&self) {
        if !self.in_turn.get() && self.clock() == Clock::Browser {
            self.read_clock();
        }
    }

    /// Writes an event, if the run is recorded, and before it the start of the poll under way. Calls no program code but what
    /// `event` calls: where this returns true, the caller has [`hand_over`](Self::hand_over) to call.
    #[inline]
    pub(crate) fn write(&self, event: impl FnOnce(&Self) -> Record) -> bool {
        let Some(recorder) = self.open_recorder() else { return false };
        let is_due = self.start.get() != Start::Told && self.write_start(recorder);
        // That start may have taken the last of the room.
        if is_due && !recorder.is_open() {
            return true;
        }
        let event = event(self);
        recorder.write(self.now.get(), event) || is_due
    }

    /// Does what an event that was written leaves to do, which can call program code.
    #[cold]
    pub(crate) fn hand_over(&self) {
        let Some(recorder) = self.recorder() else { return };
        recorder.flush();
        if recorder.is_full() {
            // Nothing more is recorded, so nothing else would end the turn.
            self.polls_left.set(0);
        }
    }

    /// Writes the start of the poll under way, and that the task woke itself, if that happened and was not written.
    #[inline]
    pub(super) fn tell_start(&self) {
        if self.start.get() != Start::Told {
            self.tell_start_now();
        }
    }

    #[inline(never)]
    pub(super) fn tell_start_now(&self) {
        let is_due = self.open_recorder().is_some_and(|recorder| self.write_start(recorder));
        self.start.set(Start::Told);
        if is_due {
            self.hand_over();
        }
    }

    /// As [`write`](Self::write). The trace must be open.
    #[inline(never)]
    fn write_start(&self, recorder: &Recorder) -> bool {
        let started = self.started_at();
        self.start.set(Start::Told);
        let running = self.running.get();
        let Some(task) = running.task() else { return false };
        write_start_of(recorder, started, task)
    }

    /// When the poll under way started.
    fn started_at(&self) -> Micros {
        match self.start.get() {
            Start::Earlier => self.started.get(),
            Start::Now | Start::Told => self.now.get(),
        }
    }

    /// Writes the end of a poll, and what was not written of it. Ends the run if the trace is full then.
    #[inline(always)]
    pub(super) fn tell_end(&self, recorder: &Recorder, task: &TaskRef) {
        let is_silent = self.start.get() == Start::Now && task.phase.get() == Phase::RunningWoken;
        if !is_silent {
            return self.tell_end_apart(recorder, task);
        }
        self.start.set(Start::Told);
        if recorder.write_poll(self.now.get(), task.id) {
            self.hand_over_and_end();
        }
    }

    #[inline(never)]
    fn tell_end_apart(&self, recorder: &Recorder, task: &TaskRef) {
        if !recorder.is_open() {
            return;
        }
        let mut is_due = false;
        if self.start.get() != Start::Told {
            let started = self.started_at();
            self.start.set(Start::Told);
            is_due = write_start_of(recorder, started, task);
        }
        // That start may have taken the last of the room.
        if !is_due || recorder.is_open() {
            let ended = Record::encode_inlined(Event::PollEnded { task: task.id });
            is_due |= recorder.write(self.now.get(), ended);
        }
        if is_due {
            self.hand_over_and_end();
        }
    }

    #[cold]
    fn hand_over_and_end(&self) {
        self.hand_over();
        self.end_if_full();
    }
}

/// Writes that a poll of `task` started, and that it woke itself. As [`write`](Core::write); the trace must be open.
fn write_start_of(recorder: &Recorder, started: Micros, task: &TaskRef) -> bool {
    let id = task.id;
    let mut is_due = recorder.write(started, Record::encode_inlined(Event::PollStarted { task: id }));
    match task.phase.get() {
        // From here on a wake has to be recorded at once: a silent one would not be noticed any more.
        Phase::Running => task.phase.set(Phase::RunningTold),
        Phase::RunningWoken if recorder.is_open() => {
            let ready = Event::TaskReady { task: id, by: WakeSource::Task(id) };
            is_due |= recorder.write(started, Record::encode_inlined(ready));
        }
        Phase::Ready
        | Phase::RunningTold
        | Phase::RunningWoken
        | Phase::RunningAborted
        | Phase::Waiting
        | Phase::Ending
        | Phase::Over
        | Phase::Free => {}
    }
    is_due
}
