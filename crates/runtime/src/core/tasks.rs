//! The life of a task, from spawn to its end, and the end of the run.

use std::any::Any;
use std::borrow::Cow;
use std::future::Future;
use std::panic::{catch_unwind, AssertUnwindSafe, Location};
use std::task::Poll;

use super::{next, Core};
use crate::record::{Event, RunEnd, WakeSource};
use crate::task::{Extra, JoinError, JoinHandle, Link, OnWake, Phase, TaskRef};
use crate::{context, Recorder, TaskId, When};

impl Core {
    /// Spawns a task with a name and a handle.
    pub(crate) fn spawn<F: Future + 'static>(
        &self,
        name: Cow<'static, str>,
        priority: u8,
        future: F,
        location: &'static Location<'static>,
    ) -> JoinHandle<F::Output> {
        let id = TaskId(next(&self.ids.tasks));
        self.record_spawned(id, &name, priority, location);
        let (task, handle) = JoinHandle::new(id, self.door(), Extra::new(name), future, location);
        task.priority.set(priority);
        self.start(task);
        handle
    }

    /// Spawns a task with neither.
    pub(crate) fn spawn_plain<F: Future + 'static>(&self, future: F, location: &'static Location<'static>) {
        let id = TaskId(next(&self.ids.tasks));
        self.record_spawned(id, "", 0, location);
        self.start(TaskRef::new(id, self.door(), (), future));
    }

    fn record_spawned(&self, task: TaskId, name: &str, priority: u8, location: &'static Location<'static>) {
        if !self.is_recording() {
            return;
        }
        self.record(|core| Event::TaskSpawned {
            task,
            parent: core.polled(),
            name: core.text(name),
            place: core.place(location),
        });
        if priority > 0 {
            self.record(|_| Event::TaskPriority { task, priority });
        }
    }

    /// Lets a new task be polled, unless the run is over.
    #[inline]
    fn start(&self, task: TaskRef) {
        if self.ended.get().is_some() {
            // Its destructors are program code, which may spawn in turn.
            let _entered = self.rc().map(|core| context::enter(&core));
            return self.cancel(&task);
        }
        self.record(|_| Event::TaskReady { task: task.id, by: WakeSource::Spawn });
        self.ready.push_woken(task, self.is_polling());
        self.request_turn(When::Soon);
    }

    /// Makes `task` the one whose end ends the run.
    pub(crate) fn set_root(&self, task: TaskId) {
        self.root.set(Some(task));
    }

    /// As [`wake`](Core::wake), where no turn keeps the core alive.
    #[cold]
    pub(crate) fn wake_between_turns(&self, task: TaskRef) {
        let _alive = self.rc();
        self.wake(&task);
    }

    /// A task is woken, at home.
    #[inline(always)]
    pub(crate) fn wake(&self, task: &TaskRef) {
        let id = task.id;
        match Phase::wake(&task.phase) {
            OnWake::Queue => {
                self.record_ready(id);
                self.ready.push_woken(task.clone(), self.is_polling());
                self.request_turn(When::Soon);
            }
            OnWake::QueueLater => self.record_ready(id),
            OnWake::Again => self.record(|core| Event::TaskWokenAgain { task: id, by: core.wake_source() }),
            OnWake::Over => {}
        }
    }

    #[inline]
    fn record_ready(&self, task: TaskId) {
        self.record(|core| Event::TaskReady { task, by: core.wake_source() });
    }

    pub(crate) fn wake_source(&self) -> WakeSource {
        let polled = self.polled().map_or(WakeSource::Outside, WakeSource::Task);
        self.source.get().unwrap_or(polled)
    }

    /// Calls `wake`, whose wakes are then said to come from `source`.
    pub(crate) fn wake_from(&self, source: WakeSource, wake: impl FnOnce()) {
        let before = self.source.replace(Some(source));
        wake();
        self.source.set(before);
    }

    /// Polls a task whose phase is Running.
    #[inline(always)]
    pub(super) fn poll(&self, task: TaskRef) {
        self.running.set(task.link());
        if let Some(recorder) = self.open_recorder() {
            self.untold.set(Some(self.now.get()));
            if recorder.is_prompt() {
                self.tell_start_now();
            }
        }
        self.operations.set(self.operations_a_poll);
        let outcome = if cfg!(panic = "abort") {
            Ok(task.poll())
        } else {
            catch_unwind(AssertUnwindSafe(|| task.poll()))
        };
        match outcome {
            Ok(Poll::Pending) => self.end_poll(task),
            Ok(Poll::Ready(())) => self.task_done(task),
            Err(payload) => self.task_panicked(task, payload.as_ref()),
        }
    }

    #[inline(never)]
    fn task_done(&self, task: TaskRef) {
        self.tell_start();
        self.running.set(Link::NONE);
        self.record(|_| Event::TaskDone { task: task.id });
        self.finish(&task, RunEnd::Finished);
        self.end_if_full();
    }

    /// Arrows 3 and 5, or the end of a task that aborted itself.
    #[inline(always)]
    fn end_poll(&self, task: TaskRef) {
        // What became due meanwhile goes ahead of a task that yields.
        self.fire_timers();
        self.running.set(Link::NONE);
        if self.is_recording() {
            self.tell_end(&task);
            self.end_if_full();
        }
        if Phase::end_poll(&task.phase) {
            return self.ready.push_back(task);
        }
        if task.phase.get() == Phase::RunningAborted {
            self.cancel_after_poll(task);
        }
    }

    #[cold]
    fn cancel_after_poll(&self, task: TaskRef) {
        task.phase.set(Phase::Waiting);
        self.cancel(&task);
    }

    #[cold]
    fn task_panicked(&self, task: TaskRef, payload: &(dyn Any + Send)) {
        let message = payload
            .downcast_ref::<&str>()
            .copied()
            .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
            .unwrap_or("a value that is not text");
        let task_id = task.id;
        self.tell_start();
        self.running.set(Link::NONE);
        // Only a panic hook is told the place, and hooks belong to the program: see `report_panic`.
        self.record(|core| Event::TaskPanicked { task: task_id, message: core.text(message), place: None });
        self.drop_future(&task, JoinError::panicked(message));
        self.finish(&task, RunEnd::Panicked);
        self.end_if_full();
    }

    /// Arrow 8: drops the future where it stands.
    pub(crate) fn cancel(&self, task: &TaskRef) {
        match task.phase.get() {
            Phase::Ending | Phase::Over | Phase::Free => return,
            Phase::Running | Phase::RunningTold | Phase::RunningWoken | Phase::RunningAborted => {
                return task.phase.set(Phase::RunningAborted);
            }
            Phase::Ready => self.ready.cancelled(task),
            Phase::Waiting => {}
        }
        self.record(|core| Event::TaskCancelled { task: task.id, by: core.polled() });
        self.drop_future(task, JoinError::Cancelled);
        self.finish(task, RunEnd::Finished);
    }

    fn drop_future(&self, task: &TaskRef, error: JoinError) {
        task.phase.set(Phase::Ending);
        // A drop that panics must not stop the executor; the future is gone either way.
        if let Err(payload) = catch_unwind(AssertUnwindSafe(|| task.fail(error))) {
            self.record(|core| Event::Mark {
                text: core.text("a destructor panicked while a task was dropped"),
            });
            drop(payload);
        }
    }

    /// A task is over: wakes who awaits it, and ends the run if it was the main task.
    #[inline]
    fn finish(&self, task: &TaskRef, how: RunEnd) {
        task.phase.set(Phase::Over);
        task.end();
        if let Some(joiner) = task.extra().and_then(Extra::take_joiner) {
            self.wake_from(WakeSource::Task(task.id), || joiner.wake());
        }
        if self.root.get() == Some(task.id) {
            self.end(how);
        }
    }

    #[inline]
    pub(super) fn end_if_full(&self) {
        if self.recorder().is_some_and(Recorder::is_full) {
            self.end(RunEnd::LimitReached);
        }
    }

    /// Ends the run once. Only a run that finished cancels what is left as part of its story; otherwise the last
    /// picture shows the tasks as they stood.
    pub(crate) fn end(&self, how: RunEnd) {
        if self.ended.get().is_some() {
            return;
        }
        if how == RunEnd::Finished {
            // Nothing may be spawned any more, or the program could outrun its own end.
            self.ended.set(Some(how));
            self.cancel_all();
        }
        self.ended.set(Some(how));
        self.end_threads(how == RunEnd::Finished);
        self.end_fetches();
        self.polls_left.set(0);
        if let Some(recorder) = self.recorder() {
            recorder.close(self.now.get(), Event::RunEnded { how });
        }
        self.alarm.set(None);
        self.host.set_alarm(None);
    }

    pub(crate) fn ended(&self) -> Option<RunEnd> {
        self.ended.get()
    }

    /// Cancels every task, oldest first.
    pub(super) fn cancel_all(&self) {
        let mut tasks = self.door.live_tasks();
        tasks.sort_unstable_by_key(|task| task.id);
        for task in &tasks {
            self.cancel(task);
        }
    }
}
