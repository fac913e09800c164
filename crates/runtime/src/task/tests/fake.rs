//! A scheduler of a few lines, and futures that tell what becomes of them.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::future::{poll_fn, Future};
use std::rc::{Rc, Weak};
use std::task::{Poll, Waker};

use crate::task::{Extra, Home, JoinError, Left, OnWake, Output, Phase, Queue, Scheduler, TaskRef};
use crate::TaskId;

/// Polls ready tasks in their order, and that is all.
pub(super) struct Fake {
    pub(super) home: Home,
    pub(super) ready: Queue,
    spawned: Cell<u32>,
}

impl Fake {
    pub(super) fn new() -> Rc<Self> {
        let fake = Rc::new(Self { home: Home::new(), ready: Queue::default(), spawned: Cell::new(0) });
        fake.home.open(Rc::downgrade(&fake) as Weak<dyn Scheduler>);
        fake
    }

    pub(super) fn spawn<T: 'static>(&self, future: impl Future<Output = T> + 'static) -> Output<T> {
        self.spawned.set(self.spawned.get() + 1);
        let id = TaskId(self.spawned.get());
        let output = Output::of(id, &self.home, Extra::new("".into()), future);
        self.ready.push(output.task().clone());
        output
    }

    pub(super) fn run(&self) {
        while let Some(task) = self.ready.pop() {
            if Phase::start_poll(&task.phase) {
                self.poll(&task);
            }
        }
    }

    fn poll(&self, task: &TaskRef) {
        if task.poll().is_ready() {
            Phase::stop_running(&task.phase);
            Self::end(task);
        } else if Phase::end_poll(&task.phase) {
            self.ready.push(task.clone());
        } else if task.phase.get() == Phase::RunningAborted {
            task.phase.set(Phase::Waiting);
            self.cancel(task);
        }
    }

    fn end(task: &TaskRef) {
        if task.end() {
            task.extra().and_then(Extra::take_joiner).into_iter().for_each(Waker::wake);
        }
    }

    pub(super) fn carry_out_what_was_left(&self) {
        for left in self.home.take_left() {
            match left {
                Left::Woken(task) => task.home().into_iter().for_each(|task| self.wake(task)),
                Left::Aborted(task) => task.home().into_iter().for_each(|task| self.cancel(task)),
            }
        }
    }
}

impl Scheduler for Fake {
    fn wake(&self, task: &TaskRef) {
        if Phase::wake(&task.phase) == OnWake::Queue {
            self.ready.push(task.clone());
        }
    }

    fn cancel(&self, task: &TaskRef) {
        match task.phase.get() {
            Phase::Ready | Phase::Waiting => {
                task.phase.set(Phase::Ending);
                assert!(
                    task.fail(JoinError::Cancelled).is_ok(),
                    "no future of these tests panics in its drop"
                );
                Self::end(task);
            }
            Phase::Ending | Phase::Over | Phase::Free => {}
            Phase::Running | Phase::RunningTold | Phase::RunningWoken | Phase::RunningAborted => {
                task.phase.set(Phase::RunningAborted);
            }
        }
    }

    fn into_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        for task in self.home.live_tasks() {
            self.cancel(&task);
        }
    }
}

/// Says in a list that it was dropped; what it holds is read then, so that a checker sees a second drop.
#[derive(Debug)]
pub(super) struct Witness(Rc<RefCell<Vec<String>>>, String);

impl Drop for Witness {
    fn drop(&mut self) {
        self.0.borrow_mut().push(std::mem::take(&mut self.1));
    }
}

#[derive(Clone, Default)]
pub(super) struct Witnesses(Rc<RefCell<Vec<String>>>);

impl Witnesses {
    pub(super) fn witness(&self, name: &'static str) -> Witness {
        Witness(Rc::clone(&self.0), name.to_owned())
    }

    #[track_caller]
    pub(super) fn expect(&self, dropped: &[&str]) {
        assert_eq!(*self.0.borrow(), dropped);
    }
}

/// Waits for ever, and gives its waker away.
pub(super) fn asleep(waker: &Rc<RefCell<Option<Waker>>>) -> impl Future<Output = ()> {
    let waker = Rc::clone(waker);
    poll_fn(move |cx| {
        *waker.borrow_mut() = Some(cx.waker().clone());
        Poll::Pending
    })
}
