//! The end of a task, and the end of the run.
//!
//! Almost everything called from here can call back: a sink, a host, a waker, a destructor. Each may abort, drop
//! handles and the executor, spawn, wake, end the run or panic. So a task is `Ending`, and a run has ended, before any
//! of them is called, and the remaining steps are taken even after a panic.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::Core;
use crate::panics::{finally, let_go, message_of, All, Payload};
use crate::record::{Event, Record, Recorder, RunEnd, WakeSource};
use crate::task::{Extra, JoinError, Link, Phase, TaskRef};
use crate::{context, Clock};

impl Core {
    /// Arrow 8.
    #[inline(never)]
    pub(super) fn task_done(&self, task: TaskRef) {
        if task.phase.get().is_over() {
            return self.leave_lost();
        }
        self.time_poll();
        finally(
            || {
                self.tell_start();
                self.stop_running(&task);
                self.record(|_| Event::TaskDone { task: task.id });
            },
            || {
                self.stop_running(&task);
                self.finish(&task, RunEnd::Finished);
            },
        );
        self.end_if_full();
    }

    /// The poll is over, and with it the task.
    fn stop_running(&self, task: &TaskRef) {
        self.running.set(Link::NONE);
        Phase::stop_running(&task.phase);
    }

    /// The poll of a task that was [lost](TaskRef::lose) has ended after all. The trace has the end of the task already.
    #[cold]
    fn leave_lost(&self) {
        self.running.set(Link::NONE);
    }

    #[cold]
    pub(super) fn cancel_after_poll(&self, task: TaskRef) {
        task.phase.set(Phase::Waiting);
        self.cancel(&task);
    }

    /// Arrow 9.
    #[cold]
    pub(super) fn task_panicked(&self, task: TaskRef, payload: Payload) {
        let message = message_of(payload.as_ref()).to_owned();
        // While the task still counts as running: the value is its own.
        let_go(payload);
        if task.phase.get().is_over() {
            return self.leave_lost();
        }
        self.time_poll();
        finally(
            || {
                self.tell_start();
                self.stop_running(&task);
                // Only a panic hook knows the place, and hooks belong to the program: see `report_panic`.
                self.record(|core| Event::TaskPanicked {
                    task: task.id,
                    message: core.text(&message),
                    place: None,
                });
            },
            || {
                self.stop_running(&task);
                self.complete(&task, JoinError::panicked(&message), RunEnd::Panicked);
            },
        );
        self.end_if_full();
    }

    /// Arrows 5 and 10: drops the future in place, before this returns.
    ///
    /// A task that a destructor aborts, while another task is being dropped, becomes `Ending` and is recorded as
    /// cancelled at once. Its future is dropped only after that other one, because tasks that own tasks that own tasks
    /// would otherwise need a stack as deep as they are. Futures are dropped in the order of the aborts.
    pub(crate) fn cancel(&self, task: &TaskRef) {
        match task.phase.get() {
            Phase::Ending | Phase::Over | Phase::Free => return,
            Phase::Running | Phase::RunningTold | Phase::RunningWoken | Phase::RunningAborted => {
                return task.phase.set(Phase::RunningAborted);
            }
            Phase::Ready => self.ready.cancelled(task),
            Phase::Waiting => {}
        }
        task.phase.set(Phase::Ending);
        self.cancelled.borrow_mut().push_back(task.clone());
        finally(
            || self.tell_cancelled(task),
            || {
                if !self.is_dropping.get() {
                    self.drop_cancelled();
                }
            },
        );
    }

    /// Arrow 10 for a task that is spawned after the end of the run: its future is dropped before `spawn` returns, even
    /// inside a destructor.
    pub(super) fn refuse(&self, task: &TaskRef) {
        let _entered = self.rc().map(|core| context::enter(&core));
        task.phase.set(Phase::Ending);
        finally(|| self.tell_cancelled(task), || self.complete(task, JoinError::Cancelled, RunEnd::Finished));
    }

    fn tell_cancelled(&self, task: &TaskRef) {
        self.record(|core| Event::TaskCancelled { task: task.id, by: core.polled() });
    }

    /// Drops the futures of all cancelled tasks, including tasks that are cancelled while this runs.
    pub(super) fn drop_cancelled(&self) {
        if self.cancelled.borrow().is_empty() {
            return;
        }
        // Destructors are program code: they may spawn, and what they do is recorded here.
        let _entered = self.rc().map(|core| context::enter(&core));
        let before = self.is_dropping.replace(true);
        let mut all = All::default();
        loop {
            let next = self.cancelled.borrow_mut().pop_front();
            let Some(task) = next else { break };
            all.call(|| self.complete(&task, JoinError::Cancelled, RunEnd::Finished));
        }
        self.is_dropping.set(before);
        all.resume();
    }

    /// Drops the future of a task that is `Ending`, after which the task is over.
    fn complete(&self, task: &TaskRef, error: JoinError, how: RunEnd) {
        let dropped = task.fail(error);
        finally(
            || {
                // A drop that panics must not stop the executor; the future is gone either way.
                if let Err(payload) = dropped {
                    let_go(payload);
                    self.record(|core| Event::Mark {
                        text: core.text("a destructor panicked while a task was dropped"),
                        place: None,
                    });
                }
            },
            || self.finish(task, how),
        );
    }

    /// Arrow 11: wakes the task's joiner, and ends the run if this was the main task.
    #[inline]
    fn finish(&self, task: &TaskRef, how: RunEnd) {
        if !task.end() {
            return;
        }
        let end_run = || {
            if self.root.get() == Some(task.id) {
                self.end_by_itself(how);
            }
        };
        match task.extra().and_then(Extra::take_joiner) {
            Some(joiner) => {
                finally(|| self.wake_from(WakeSource::Task(task.id), || joiner.wake()), end_run);
            }
            None => end_run(),
        }
    }

    #[inline]
    pub(super) fn end_if_full(&self) {
        if self.recorder().is_some_and(Recorder::is_full) {
            self.end_by_itself(RunEnd::LimitReached);
        }
    }

    /// Ends the run for a reason of its own. The executor of a page has none: no main task, no trace, and it waits for ever.
    pub(super) fn end_by_itself(&self, how: RunEnd) {
        if let Some(life) = self.life {
            (life.end)(self, how);
        }
    }

    /// Ends the run once. Only a run that finished cancels what is left as part of its story; otherwise the last
    /// picture shows the tasks as they stood.
    pub(crate) fn end(&self, how: RunEnd) {
        if self.ended.get().is_some() {
            return;
        }
        if self.recorder().is_some() && self.clock() == Clock::Browser {
            self.read_clock();
        }
        // From here on nothing may be spawned any more, or the program could outrun its own end.
        self.ended.set(Some(how));
        let is_finished = how == RunEnd::Finished;
        let mut all = All::default();
        if is_finished {
            all.call(|| self.cancel_all());
        }
        self.end_outside(is_finished, &mut all);
        self.polls_left.set(0);
        if let Some(recorder) = self.recorder() {
            let ended = Record::encode_inlined(Event::RunEnded { how });
            all.call(|| recorder.close(self.now.get(), ended));
        }
        self.alarm.set(None);
        all.call(|| self.host.set_alarm(None));
        all.resume();
    }

    pub(crate) fn ended(&self) -> Option<RunEnd> {
        self.ended.get()
    }

    /// Cancels every task, oldest first. Their futures are gone when this returns, even if a destructor called it.
    pub(super) fn cancel_all(&self) {
        let mut tasks: BinaryHeap<_> = self.home.live_tasks().into_iter().map(ByAge).collect();
        let mut all = All::default();
        while let Some(ByAge(task)) = tasks.pop() {
            all.call(|| self.cancel(&task));
            all.call(|| self.drop_cancelled());
        }
        all.resume();
    }
}

/// A task that comes before those that are younger. In a heap, as a sort is ten times the code, which every program that
/// spawns a task would carry.
struct ByAge(TaskRef);

impl PartialEq for ByAge {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

impl Eq for ByAge {}

impl PartialOrd for ByAge {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ByAge {
    /// The oldest is the greatest: a heap gives that first.
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.id.cmp(&self.0.id)
    }
}
