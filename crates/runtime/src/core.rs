//! The executor's inside: one queue, one set of timers, one host, one recorder.
//!
//! Everything is behind `Cell`s and short borrows, because programs call back in at any moment: from a poll, from a
//! waker, from a drop. No borrow is held while program code can run.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::Future;
use std::panic::{catch_unwind, AssertUnwindSafe, Location};
use std::rc::{Rc, Weak};
use std::sync::Arc;
use std::task::{Poll, Waker};

use crate::record::{Event, RunEnd, TurnCause, WakeSource};
use crate::task::{Door, JoinError, JoinHandle, OnWake, Phase, Queue, TaskRef};
use crate::timers::Timers;
use crate::{
    context, Budget, Clock, Host, Micros, NodeId, Options, PlaceId, Recorder, TaskId, TextId, TimerId, Turns,
    When,
};

pub(crate) struct Core {
    this: Weak<Core>,
    door: Arc<Door>,
    host: Box<dyn Host>,
    recorder: Option<Recorder>,
    budget: Budget,
    ends_when_idle: bool,

    queue: Queue,
    live: RefCell<Vec<TaskRef>>,
    joiners: RefCell<BTreeMap<TaskId, Waker>>,
    timers: Timers,

    /// The time as last read: the clock is read a few times a turn, not once an event.
    now: Cell<Micros>,
    root: Cell<Option<TaskId>>,
    ended: Cell<Option<RunEnd>>,
    in_turn: Cell<bool>,
    is_turn_requested: Cell<bool>,
    alarm: Cell<Option<Micros>>,

    polled: Cell<Option<TaskId>>,
    node: Cell<Option<NodeId>>,
    source: Cell<Option<WakeSource>>,
    ids: Ids,
}

/// How many of each there have been.
#[derive(Default)]
struct Ids {
    tasks: Cell<u32>,
    nodes: Cell<u32>,
    channels: Cell<u32>,
    timers: Cell<u32>,
}

fn next(count: &Cell<u32>) -> u32 {
    count.set(count.get().wrapping_add(1));
    count.get()
}

impl Core {
    pub(crate) fn new(host: Box<dyn Host>, options: Options) -> Rc<Self> {
        let core = Rc::new_cyclic(|this: &Weak<Core>| Self {
            this: this.clone(),
            door: Arc::new(Door::new()),
            now: Cell::new(Micros(0)),
            host,
            recorder: options.recorder,
            budget: options.budget,
            ends_when_idle: options.ends_when_idle,
            queue: Queue::default(),
            live: RefCell::default(),
            joiners: RefCell::default(),
            timers: Timers::default(),
            root: Cell::default(),
            ended: Cell::default(),
            in_turn: Cell::default(),
            is_turn_requested: Cell::default(),
            alarm: Cell::default(),
            polled: Cell::default(),
            node: Cell::default(),
            source: Cell::default(),
            ids: Ids::default(),
        });
        core.door.open(&core);
        core.host.start(Turns(Rc::downgrade(&core)));
        core.now.set(core.host.now());
        core.record(|core| Event::RunStarted { clock: core.host.clock() });
        core
    }

    // Turns

    pub(crate) fn budget(&self) -> Budget {
        self.budget
    }

    /// One visit of the host: fires timers that are due and polls ready tasks until none is left or the budget is
    /// spent. A turn inside a turn does nothing: the outer one goes on draining.
    pub(crate) fn turn(self: &Rc<Self>, cause: TurnCause, budget: Budget) {
        if self.in_turn.get() || self.ended.get().is_some() {
            return;
        }
        self.in_turn.set(true);
        self.is_turn_requested.set(false);
        if cause == TurnCause::Alarm {
            // The host has used it up, early or not: it is set again below if it is still wanted.
            self.alarm.set(None);
        }
        let entered = context::enter(self);
        self.read_clock();
        self.record(|_| Event::TurnStarted { cause });
        self.queue_woken_elsewhere();
        self.fire_timers();
        let budget_spent = self.drain(budget);
        if self.ended.get().is_none() {
            self.record(|_| Event::TurnEnded { budget_spent });
        }
        self.in_turn.set(false);
        self.ask_for_more(budget_spent);
        drop(entered);
        if let Some(recorder) = &self.recorder {
            recorder.flush();
        }
    }

    /// Polls ready tasks; true if some are left because the budget is spent.
    fn drain(&self, budget: Budget) -> bool {
        let started = self.now.get();
        let mut polls = 0;
        while self.ended.get().is_none() {
            if self.queue.is_empty() {
                return false;
            }
            let is_late = budget.time.is_some_and(|time| self.now.get().since(started) >= time);
            if polls >= budget.polls || is_late {
                return true;
            }
            if let Some(task) = self.queue.pop() {
                self.poll(&task);
            }
            polls += 1;
            if budget.time.is_some() && polls % Budget::POLLS_PER_CLOCK_READ == 0 {
                self.read_clock();
            }
            self.end_if_full();
        }
        false
    }

    fn ask_for_more(&self, budget_spent: bool) {
        if self.ended.get().is_some() {
            return;
        }
        if budget_spent {
            return self.request_turn(When::AfterEvents);
        }
        let next = self.timers.next_deadline();
        if self.alarm.replace(next) != next {
            self.host.set_alarm(next);
        }
        let is_idle = next.is_none() && self.queue.is_empty() && self.root.get().is_some();
        if is_idle && self.ends_when_idle {
            self.end(RunEnd::Stuck);
        }
    }

    fn request_turn(&self, when: When) {
        if !self.in_turn.get() && !self.is_turn_requested.replace(true) {
            self.host.request_turn(when);
        }
    }

    fn queue_woken_elsewhere(&self) {
        for task in self.door.take_woken() {
            self.wake(task);
        }
    }

    /// Asks for a turn if another thread woke a task. Returns whether a turn is outstanding.
    pub(crate) fn look_outside(&self) -> bool {
        self.queue_woken_elsewhere();
        self.is_turn_requested.get()
    }

    // Time

    fn read_clock(&self) {
        let now = self.host.now();
        // A host that goes back in time would break every span of the trace.
        self.now.set(now.max(self.now.get()));
    }

    pub(crate) fn now(&self) -> Micros {
        self.now.get()
    }

    fn fire_timers(&self) {
        while let Some((timer, waker)) = self.timers.take_due(self.now.get()) {
            self.record(|_| Event::TimerFired { timer });
            let before = self.source.replace(Some(WakeSource::Timer(timer)));
            waker.wake();
            self.source.set(before);
        }
    }

    pub(crate) fn set_timer(&self, deadline: Micros, waker: Waker) -> TimerId {
        let timer = TimerId(next(&self.ids.timers));
        self.record(|_| Event::TimerSet { timer, deadline });
        self.timers.set(timer, deadline, waker);
        timer
    }

    pub(crate) fn timers(&self) -> &Timers {
        &self.timers
    }

    /// Keeps the processor busy. On the virtual clock timers fire at their time, as a timer interrupt would; on the
    /// browser's they have to wait until the executor looks, as they do there.
    pub(crate) fn work(&self, duration: std::time::Duration, location: &'static Location<'static>) {
        let end = {
            self.read_clock();
            self.now.get().after(duration)
        };
        let micros = Micros(end.0 - self.now.get().0);
        self.record(|core| Event::WorkStarted { duration: micros, place: core.place(location) });
        match self.host.clock() {
            Clock::Virtual => {
                while let Some(due) = self.timers.next_deadline().filter(|&due| due <= end) {
                    self.host.keep_busy_until(due);
                    self.read_clock();
                    self.fire_timers();
                }
            }
            Clock::Browser => {
                // What led here is shown while it happens, not afterwards.
                if let Some(recorder) = &self.recorder {
                    recorder.flush();
                }
            }
        }
        self.host.keep_busy_until(end);
        self.read_clock();
        self.record(|_| Event::WorkEnded);
    }

    // Tasks

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

    fn poll(&self, task: &TaskRef) {
        if !Phase::start_poll(&task.phase) {
            return;
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
            Phase::RunningAborted => self.cancel(task),
            Phase::Running => task.phase.set(Phase::Waiting),
            Phase::Ready | Phase::Waiting | Phase::Over => {}
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
        task.phase.set(Phase::Over);
        self.drop_future(task, JoinError::panicked(message));
        self.finish(task, RunEnd::Panicked);
    }

    /// Arrow 8: drops the future where it stands.
    pub(crate) fn cancel(&self, task: &TaskRef) {
        match task.phase.get() {
            Phase::Over => return,
            Phase::Running | Phase::RunningWoken | Phase::RunningAborted => {
                return task.phase.set(Phase::RunningAborted);
            }
            Phase::Ready | Phase::Waiting => {}
        }
        task.phase.set(Phase::Over);
        self.record(|_| Event::TaskCancelled { task: task.id });
        self.drop_future(task, JoinError::Cancelled);
        self.finish(task, RunEnd::Finished);
    }

    fn drop_future(&self, task: &TaskRef, error: JoinError) {
        // A drop that panics must not stop the executor; the future is gone either way.
        if let Err(payload) = catch_unwind(AssertUnwindSafe(|| task.fail(error))) {
            self.record(|core| Event::Mark {
                text: core.text("a destructor panicked while a task was dropped"),
            });
            drop(payload);
        }
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

    // The end

    fn end_if_full(&self) {
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
    fn cancel_all(&self) {
        let mut tasks: Vec<TaskRef> = self.live.borrow().clone();
        tasks.sort_by_key(|task| task.id);
        for task in &tasks {
            self.cancel(task);
        }
    }

    // Recording

    /// Records an event, if anybody listens: one branch if nobody does.
    #[inline]
    pub(crate) fn record(&self, event: impl FnOnce(&Self) -> Event) {
        if let Some(recorder) = &self.recorder {
            let event = event(self);
            recorder.record(self.now.get(), event);
        }
    }

    pub(crate) fn recorder(&self) -> Option<&Recorder> {
        self.recorder.as_ref()
    }

    pub(crate) fn text(&self, text: &str) -> TextId {
        self.recorder.as_ref().map_or(TextId(0), |recorder| recorder.text(text))
    }

    pub(crate) fn place(&self, location: &'static Location<'static>) -> PlaceId {
        self.recorder.as_ref().map_or(PlaceId(0), |recorder| recorder.place(location))
    }

    pub(crate) fn polled(&self) -> Option<TaskId> {
        self.polled.get()
    }

    /// The node whose future is being polled.
    pub(crate) fn node(&self) -> Option<NodeId> {
        self.node.get()
    }

    pub(crate) fn set_node(&self, node: Option<NodeId>) -> Option<NodeId> {
        self.node.replace(node)
    }

    pub(crate) fn next_node(&self) -> NodeId {
        NodeId(next(&self.ids.nodes))
    }

    pub(crate) fn next_channel(&self) -> crate::ChannelId {
        crate::ChannelId(next(&self.ids.channels))
    }

    /// A count of this core; `None` while it is being dropped.
    pub(crate) fn rc(&self) -> Option<Rc<Self>> {
        self.this.upgrade()
    }

    pub(crate) fn door(&self) -> Arc<Door> {
        Arc::clone(&self.door)
    }
}

impl Drop for Core {
    fn drop(&mut self) {
        self.door.close();
        self.ended.set(Some(RunEnd::Finished));
        self.cancel_all();
    }
}
