//! The life of a task, from spawn to its end, and the end of the run.

use std::any::Any;
use std::future::Future;
use std::panic::{catch_unwind, AssertUnwindSafe, Location};
use std::sync::Arc;
use std::task::{Poll, Waker};

use super::{next, Core};
use crate::record::{Event, RunEnd, WakeSource};
use crate::task::{JoinError, JoinHandle, OnWake, Phase, TaskRef};
use crate::{Recorder, TaskId, When};

impl Core {
    pub(crate) fn spawn<F: Future + 'static>(
        &self,
        name: &str,
        future: F,
        location: &'static Location<'static>,
    ) -> JoinHandle<F::Output> {
        let id = TaskId(next(&self.ids.tasks));
        let (task, handle) = JoinHandle::new(id, Arc::clone(&self.door), future);
        self.record(|core| Event::TaskSpawned {
            task: id,
            parent: core.polled.get(),
            name: core.text(name),
            place: core.place(location),
        });
        if self.ended.get().is_some() {
            self.cancel(&task);
            return handle;
        }
        {
            let mut live = self.live.borrow_mut();
            task.slot
                .set(u32::try_from(live.len()).expect("fewer tasks than 32 bits can count fit in memory"));
            live.push(task.clone());
        }
        self.record(|_| Event::TaskReady { task: id, by: WakeSource::Spawn });
        self.queue.push(task);
        self.request_turn(When::Soon);
        handle
    }

    /// Makes `task` the one whose end ends the run.
    pub(crate) fn set_root(&self, task: TaskId) {
        self.root.set(Some(task));
    }

    pub(crate) fn wake(&self, task: TaskRef) {
        let by = self.wake_source();
        let id = task.id;
        match Phase::wake(&task.phase) {
            OnWake::Queue => {
                self.record(|_| Event::TaskReady { task: id, by });
                self.queue.push(task);
                self.request_turn(When::Soon);
            }
            OnWake::QueueLater => self.record(|_| Event::TaskReady { task: id, by }),
            OnWake::Again => self.record(|_| Event::TaskWokenAgain { task: id, by }),
            OnWake::Over => {}
        }
    }

    pub(crate) fn wake_source(&self) -> WakeSource {
        let polled = self.polled.get().map_or(WakeSource::Outside, WakeSource::Task);
        self.source.get().unwrap_or(polled)
    }

    /// Polls a task of the queue; false if it is over.
    pub(super) fn poll(&self, task: &TaskRef) -> bool {
        if !Phase::start_poll(&task.phase) {
            return false;
        }
        let id = task.id;
        self.record(|_| Event::PollStarted { task: id });
        self.polled.set(Some(id));
        let outcome = catch_unwind(AssertUnwindSafe(|| task.poll()));
        self.polled.set(None);
        self.node.set(None);
        match outcome {
            Ok(Poll::Pending) => self.end_poll(task),
            Ok(Poll::Ready(())) => {
                task.phase.set(Phase::Over);
                self.record(|_| Event::TaskDone { task: id });
                self.finish(task, RunEnd::Finished);
            }
            Err(payload) => self.task_panicked(task, payload.as_ref()),
        }
        true
    }

    /// Arrows 3 and 5, or the end of a task that aborted itself.
    fn end_poll(&self, task: &TaskRef) {
        // What became due meanwhile goes ahead of a task that yields.
        self.fire_timers();
        self.record(|_| Event::PollEnded { task: task.id });
        match task.phase.get() {
            Phase::RunningWoken => {
                task.phase.set(Phase::Ready);
                self.queue.push(task.clone());
            }
            Phase::RunningAborted => {
                task.phase.set(Phase::Waiting);
                self.cancel(task);
            }
            Phase::Running => task.phase.set(Phase::Waiting),
            Phase::Ready | Phase::Waiting | Phase::Ending | Phase::Over => {}
        }
    }

    fn task_panicked(&self, task: &TaskRef, payload: &(dyn Any + Send)) {
        let message = payload
            .downcast_ref::<&str>()
            .copied()
            .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
            .unwrap_or("a value that is not text");
        let task_id = task.id;
        // Only a panic hook is told the place, and hooks belong to the program: see `report_panic`.
        self.record(|core| Event::TaskPanicked { task: task_id, message: core.text(message), place: None });
        self.drop_future(task, JoinError::panicked(message));
        self.finish(task, RunEnd::Panicked);
    }

    /// Arrow 8: drops the future where it stands.
    pub(crate) fn cancel(&self, task: &TaskRef) {
        match task.phase.get() {
            Phase::Ending | Phase::Over => return,
            Phase::Running | Phase::RunningWoken | Phase::RunningAborted => {
                return task.phase.set(Phase::RunningAborted);
            }
            Phase::Ready | Phase::Waiting => {}
        }
        self.record(|core| Event::TaskCancelled { task: task.id, by: core.polled.get() });
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
        task.phase.set(Phase::Over);
    }

    /// A task is over: wakes who awaits it, and ends the run if it was the main task.
    fn finish(&self, task: &TaskRef, how: RunEnd) {
        self.forget(task);
        let joiner = self.joiners.borrow_mut().remove(&task.id);
        if let Some(waker) = joiner {
            let before = self.source.replace(Some(WakeSource::Task(task.id)));
            waker.wake();
            self.source.set(before);
        }
        if self.root.get() == Some(task.id) {
            self.end(how);
        }
    }

    fn forget(&self, task: &TaskRef) {
        let slot = task.slot.get();
        let mut live = self.live.borrow_mut();
        let is_listed = live.get(slot as usize).is_some_and(|listed| listed.id == task.id);
        if is_listed {
            let removed = live.swap_remove(slot as usize);
            if let Some(moved) = live.get(slot as usize) {
                moved.slot.set(slot);
            }
            drop(live);
            drop(removed);
        }
    }

    pub(crate) fn set_joiner(&self, task: TaskId, waker: Waker) {
        let before = self.joiners.borrow_mut().insert(task, waker);
        drop(before);
    }

    pub(crate) fn clear_joiner(&self, task: TaskId) {
        let before = self.joiners.borrow_mut().remove(&task);
        drop(before);
    }

    pub(super) fn end_if_full(&self) {
        if self.recorder.as_ref().is_some_and(Recorder::is_full) {
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
        if let Some(recorder) = &self.recorder {
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
        let mut tasks: Vec<TaskRef> = self.live.borrow().clone();
        tasks.sort_by_key(|task| task.id);
        for task in &tasks {
            self.cancel(task);
        }
    }
}
