//! The life of a task: spawned, woken, polled.
//!
//! Recording can call a sink, and a sink is program code, as wakers and hosts are: it can call back, or panic. So a
//! task has its phase and its place in the queue before an event about it is recorded.

use std::any::Any;
use std::borrow::Cow;
use std::future::Future;
use std::panic::Location;
use std::rc::Rc;
use std::task::Poll;

use super::telling::Start;
use super::{next, Core};
use crate::choose::Origin;
use crate::host::When;
use crate::panics::{caught, finally};
use crate::record::{Event, Recorder, WakeSource};
use crate::spawn::JoinHandle;
use crate::task::{Extra, Link, OnWake, Phase, Scheduler, TaskRef};
use crate::{context, TaskId};

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
        let (task, handle) = JoinHandle::new(id, &self.home, Extra::new(name), future, location);
        task.priority.set(priority);
        self.start(task);
        handle
    }

    /// Spawns a task with neither.
    pub(crate) fn spawn_plain<F: Future + 'static>(&self, future: F, location: &'static Location<'static>) {
        let task = self.prepare_plain(future, location);
        self.start(task);
    }

    /// The same, for a task that is still to be [started](Core::start).
    pub(crate) fn prepare_plain<F: Future + 'static>(
        &self,
        future: F,
        location: &'static Location<'static>,
    ) -> TaskRef {
        let id = TaskId(next(&self.ids.tasks));
        self.record_spawned(id, "", 0, location);
        TaskRef::new(id, &self.home, (), future)
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
    pub(crate) fn start(&self, task: TaskRef) {
        if self.ended.get().is_some() {
            return self.refuse(&task);
        }
        let id = task.id;
        self.ready.push(task, self.origin());
        finally(
            || self.record(|_| Event::TaskReady { task: id, by: WakeSource::Spawn }),
            || self.request_turn(When::Soon),
        );
    }

    /// Makes `task` the one whose end ends the run.
    pub(crate) fn set_root(&self, task: TaskId) {
        self.root.set(Some(task));
    }

    /// Where a task comes from that becomes ready now.
    #[inline]
    fn origin(&self) -> Origin {
        if self.is_polling() {
            Origin::Task
        } else {
            Origin::Other
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

    /// Calls `wake`; every wake in it is recorded as coming from `source`.
    pub(crate) fn wake_from(&self, source: WakeSource, wake: impl FnOnce()) {
        let before = self.source.replace(Some(source));
        finally(wake, || self.source.set(before));
    }

    /// A poll begins, which may do as many operations as the rules allow.
    #[inline]
    pub(crate) fn begin_operations(&self) {
        context::set_operations(self.operations_a_poll);
    }

    /// Polls a task whose phase is Running. Inlined, so that whether there is a recorder is known where it is called.
    #[inline(always)]
    pub(super) fn poll(&self, task: TaskRef, recorder: Option<&Recorder>) {
        self.running.set(task.link());
        if let Some(recorder) = recorder {
            self.start.set(Start::Now);
            if recorder.is_prompt() {
                self.tell_start_now();
            }
        }
        self.begin_operations();
        match caught(|| task.poll()) {
            Ok(Poll::Pending) => self.end_poll(task, recorder),
            Ok(Poll::Ready(())) => self.task_done(task),
            Err(payload) => self.task_panicked(task, payload),
        }
    }

    /// Arrow 6, or the end of a task that was aborted while it was polled.
    #[inline(always)]
    fn end_poll(&self, task: TaskRef, recorder: Option<&Recorder>) {
        if recorder.is_some() {
            self.time_poll();
        }
        // What became due meanwhile goes ahead of a task that yields.
        self.fire_timers();
        self.running.set(Link::NONE);
        if let Some(recorder) = recorder {
            self.tell_end(recorder, &task);
        }
        if Phase::end_poll(&task.phase) {
            return self.ready.push(task, Origin::Yield);
        }
        if task.phase.get() == Phase::RunningAborted {
            self.cancel_after_poll(task);
        }
    }
}

impl Scheduler for Core {
    #[inline]
    fn wake(&self, task: &TaskRef) {
        let id = task.id;
        match Phase::wake(&task.phase) {
            OnWake::Queue => {
                self.ready.push(task.clone(), self.origin());
                finally(|| self.record_ready(id), || self.request_turn(When::Soon));
            }
            OnWake::QueueLater => self.record_ready(id),
            OnWake::Again => self.record(|core| Event::TaskWokenAgain { task: id, by: core.wake_source() }),
            OnWake::Over => {}
        }
    }

    fn cancel(&self, task: &TaskRef) {
        Core::cancel(self, task);
    }

    fn into_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}
