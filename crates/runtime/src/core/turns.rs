//! Turns and time: what the executor does while the host lets it.

use std::panic::{resume_unwind, Location};
use std::rc::Rc;
use std::task::Waker;
use std::time::Duration;

use super::in_turn::InTurn;
use super::sampling::Sampling;
use super::telling::Start;
use super::{next, Core};
use crate::host::When;
use crate::panics::{caught, finally, or_undo, All};
use crate::record::{Event, RunEnd, TurnCause, WakeSource};
use crate::task::{Left, Link, Phase, Scheduler as _, TaskRef};
use crate::timers::Timers;
use crate::{context, Budget, Clock, Micros, TimerId};

impl Core {
    pub(crate) fn budget(&self) -> Budget {
        self.rules.budget
    }

    /// One visit of the host: fires timers that are due and polls ready tasks until none is left or the budget is
    /// spent. A turn inside a turn does nothing: the outer one goes on draining. A panic that is no task's own ends the
    /// run, and goes on to the host.
    pub(crate) fn turn(self: &Rc<Self>, cause: TurnCause, budget: Budget) {
        if self.in_turn.get() || self.ended.get().is_some() {
            return;
        }
        if let Err(payload) = caught(|| self.run_turn(cause, budget)) {
            self.break_off(payload.as_ref());
            resume_unwind(payload);
        }
    }

    fn run_turn(self: &Rc<Self>, cause: TurnCause, budget: Budget) {
        let entered = context::enter(self);
        let in_turn = InTurn::begin(self);
        if cause == TurnCause::Alarm {
            // The host has used it up, early or not: it is set again below if it is still wanted.
            self.alarm.set(None);
        }
        let is_timed = self.recorder().is_some() || self.timers.next_deadline().is_some();
        if is_timed {
            self.read_clock();
        }
        self.turn_started.set(self.now.get());
        self.record(|_| Event::TurnStarted { cause });
        self.look_outside();
        self.fire_timers();
        // On the browser's clock a turn without any limit looks for no timers until it is over, recorded or not.
        self.looks_up.set(self.clock() == Clock::Virtual || budget != Budget::UNLIMITED);
        let budget_spent = self.drain(budget, Sampling::new(self, budget, is_timed));
        if self.ended.get().is_none() {
            self.record(|_| Event::TurnEnded { budget_spent });
        }
        drop(in_turn);
        self.ask_for_more(budget_spent);
        drop(entered);
        if let Some(recorder) = self.recorder() {
            recorder.flush();
        }
    }

    /// Polls ready tasks; true if some are left because the budget is spent.
    fn drain(&self, budget: Budget, mut sampling: Sampling) -> bool {
        let mut polls = 0;
        loop {
            // One counter ends the loop for whatever reason: the budget, a look at the clock, the end of the run.
            let stretch = sampling.left().min(budget.polls - polls);
            self.polls_left.set(stretch);
            match self.recorder() {
                Some(recorder) => self.drain_stretch(|task| self.poll(task, Some(recorder))),
                None => self.drain_stretch(|task| self.poll(task, None)),
            }
            self.end_if_full();
            let polled = stretch - self.polls_left.replace(0);
            if self.ended.get().is_some() {
                return false;
            }
            polls += polled;
            sampling.count(polled, self);
            self.look_outside();
            let is_drained = self.ready.is_empty();
            if is_drained || polls >= budget.polls || sampling.is_late() {
                sampling.finish(self);
                return !is_drained;
            }
        }
    }

    /// Calls `poll` with ready tasks until none is left or `polls_left` is 0. A run without a recorder never gets one, so
    /// its loop looks for none.
    // A function of its own, so that its loop has the registers to itself, and what is rare stands elsewhere.
    #[inline(never)]
    fn drain_stretch(&self, poll: impl Fn(TaskRef)) {
        while self.polls_left.get() > 0 {
            let Some(task) = self.ready.pop(|choice| self.choose(choice)) else { return };
            // A task that was cancelled while it stood in the queue does not count.
            if Phase::start_poll(&task.phase) {
                self.polls_left.set(self.polls_left.get() - 1);
                poll(task);
            }
        }
    }

    pub(super) fn ask_for_more(&self, budget_spent: bool) {
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
        let is_idle =
            next.is_none() && self.ready.is_empty() && self.root.get().is_some() && !self.expects_anything();
        if is_idle && self.ends_when_idle {
            self.end_by_itself(RunEnd::Stuck);
        }
    }

    pub(crate) fn request_turn(&self, when: When) {
        if !self.in_turn.get() && !self.is_turn_requested.replace(true) {
            or_undo(|| self.host.request_turn(when), || self.is_turn_requested.set(false));
        }
    }

    /// Starts tasks and takes a turn at once. If a turn was already asked for, they wait for that one; if `is_late`,
    /// for one that lets the host's other events go first.
    #[cfg(feature = "web")]
    pub(crate) fn turn_with(self: &Rc<Self>, tasks: Vec<TaskRef>, is_late: bool) {
        let waits = is_late || self.is_turn_requested.get();
        if is_late {
            self.request_turn(When::AfterEvents);
        }
        let was_requested = self.is_turn_requested.replace(true);
        for task in tasks {
            self.start(task);
        }
        self.is_turn_requested.set(was_requested);
        if !waits {
            self.turn(TurnCause::Request, self.budget());
        }
    }

    /// Carries out what other threads left: queues the tasks that they woke and cancels those that they aborted. Asks
    /// for a turn if a task is ready then.
    #[cold]
    pub(crate) fn look_outside(&self) {
        let mut all = All::default();
        for left in self.home.take_left() {
            all.call(|| match &left {
                Left::Woken(task) => task.home().into_iter().for_each(|task| self.wake(task)),
                Left::Aborted(task) => task.home().into_iter().for_each(|task| self.cancel(task)),
            });
        }
        all.resume();
    }

    pub(super) fn read_clock(&self) {
        let now = self.host.now();
        let before = self.now.get();
        // A host that goes back in time would break every span of the trace.
        if now > before {
            if self.start.get() == Start::Now {
                self.start.set(Start::Earlier);
                self.started.set(before);
            }
            self.now.set(now);
        }
    }

    /// Reads the clock at the end of a poll, if polls are timed one by one.
    #[inline(always)]
    pub(super) fn time_poll(&self) {
        if self.times_polls.get() {
            self.read_clock();
        }
    }

    /// Reads the clock, possibly in the middle of a poll. Where polls are not timed one by one, the time since the last
    /// look was spent by all polls since then: if the trace does not have the start of this one, it starts now.
    fn read_clock_within(&self) {
        self.read_clock();
        if self.start.get() != Start::Told && !self.times_polls.get() && self.clock() == Clock::Browser {
            self.start.set(Start::Now);
            self.tell_start();
        }
    }

    /// The time, read anew: what has passed since the turn began counts too.
    pub(crate) fn fresh_now(&self) -> Micros {
        self.read_clock_within();
        self.now.get()
    }

    pub(crate) fn now(&self) -> Micros {
        self.now.get()
    }

    #[inline]
    pub(super) fn fire_timers(&self) {
        if self.timers.is_any_due(self.now.get()) {
            self.fire_what_is_due();
        }
    }

    #[cold]
    fn fire_what_is_due(&self) {
        if let Some(fire) = self.fire.get().filter(|_| self.looks_up.get()) {
            fire(self);
        }
    }

    fn fire_due_timers(&self) {
        self.tell_start();
        // A timer wakes by itself, not on behalf of the task that happens to run.
        let running = self.running.replace(Link::NONE);
        finally(
            || {
                while let Some((timer, waker)) = self.timers.take_due(self.now.get()) {
                    finally(
                        || self.record(|_| Event::TimerFired { timer }),
                        || self.wake_from(WakeSource::Timer(timer), || waker.wake()),
                    );
                }
                self.each_outside(&mut |one| one.take_due(self, self.now.get()));
            },
            || self.running.set(running),
        );
    }

    pub(crate) fn set_timer(&self, deadline: Micros, waker: Waker) -> TimerId {
        let timer = TimerId(next(&self.ids.timers));
        self.record(|_| Event::TimerSet { timer, deadline });
        self.fire.set(Some(Self::fire_due_timers));
        self.timers.set(timer, deadline, waker);
        timer
    }

    /// Says when something else is due that is no timer.
    pub(crate) fn set_other_due(&self, at: Option<Micros>) {
        self.fire.set(Some(Self::fire_due_timers));
        self.timers.set_other(at);
    }

    pub(crate) fn timers(&self) -> &Timers {
        &self.timers
    }

    /// Keeps the processor busy. On the virtual clock timers fire at their time, as a timer interrupt would; on the
    /// browser's they have to wait until the executor looks, as they do there.
    pub(crate) fn work(&self, duration: Duration, location: &'static Location<'static>) {
        if self.ended.get().is_some() {
            // The trace is closed, and what ended the run wants its thread back.
            return;
        }
        self.read_clock_within();
        let wanted = self.now.get().after(duration);
        let longest = self.host.longest_work();
        let allowed = longest.map_or(wanted, |longest| self.turn_started.get().after(longest));
        let end = wanted.min(allowed);
        let micros = Micros(wanted.0 - self.now.get().0);
        self.record(|core| Event::WorkStarted { duration: micros, place: core.place(location) });
        if self.host.clock() == Clock::Virtual {
            while let Some(due) = self.timers.next_deadline().filter(|&due| due <= end) {
                self.host.keep_busy_until(due);
                self.read_clock();
                self.fire_timers();
            }
        } else if let Some(recorder) = self.recorder() {
            // What led here is shown while it happens, not afterwards.
            recorder.flush();
        }
        self.host.keep_busy_until(end);
        self.read_clock();
        self.record(|_| Event::WorkEnded);
        if end < wanted {
            self.end(RunEnd::HeldTooLong);
        }
    }
}
