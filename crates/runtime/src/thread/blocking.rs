//! A small pool of threads for what would keep the executor busy.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::panic::Location;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use super::desk::Desk;
use super::error::ThreadError;
use super::function::{Callable, Job};
use super::message::{bytes_of, message_in, Message};
use super::receive::waits_for;
use super::worker::Worker;
use crate::core::Core;
use crate::{context, Clock, TaskId, ThreadId};

/// Calls a function on a thread of the pool, so that the tasks go on meanwhile. The namesake of
/// [`tokio::task::spawn_blocking`](https://docs.rs/tokio/latest/tokio/task/fn.spawn_blocking.html), for functions that
/// have a name.
///
/// The call begins right away, or as soon as one of the pool's threads is free: there are [two to four](Blocking::THREADS),
/// started when they are needed first and kept until the run ends. Dropping the future takes back a call that has
/// not begun; one that has begun goes on, and what it returns is lost.
///
/// # Panics
/// When called outside a task.
// As Tokio's does: what is given away is not looked at again.
#[allow(clippy::needless_pass_by_value)]
#[track_caller]
pub fn spawn_blocking<In: Message, Out: Message>(
    function: &'static Job<In, Out>,
    input: In,
) -> Blocking<Out> {
    let core = context::expect_current("spawn_blocking");
    let location = Location::caller();
    let order = Rc::new(Order {
        function,
        input: RefCell::new(bytes_of(&input)),
        task: core.polled(),
        location,
        worker: Cell::new(ThreadId::POOL),
        outcome: RefCell::default(),
        waiting: RefCell::default(),
    });
    let desk = core.outside::<Desk>();
    desk.place_order(&core, &order);
    Blocking { desk, order, gives: PhantomData }
}

/// What a call on the pool returns: see [`spawn_blocking`].
#[must_use = "the result of a call is lost unless it is awaited"]
pub struct Blocking<Out> {
    desk: Rc<Desk>,
    order: Rc<Order>,
    gives: PhantomData<fn() -> Out>,
}

impl Blocking<()> {
    /// How many threads the pool may have: as many as the host has processors within these bounds; on the virtual clock
    /// the most.
    pub const THREADS: std::ops::RangeInclusive<usize> = 2..=4;
}

/// A call for the pool.
pub(super) struct Order {
    function: &'static dyn Callable,
    input: RefCell<Vec<u8>>,
    task: Option<TaskId>,
    location: &'static Location<'static>,
    /// The thread that works on it.
    worker: Cell<ThreadId>,
    outcome: RefCell<Option<Result<Vec<u8>, ThreadError>>>,
    waiting: RefCell<Option<Waker>>,
}

/// The threads for such calls, and the calls that wait for one of them.
#[derive(Default)]
pub(super) struct Pool {
    workers: RefCell<Vec<Rc<Worker>>>,
    queue: RefCell<VecDeque<Rc<Order>>>,
    started: Cell<u32>,
}

impl Pool {
    /// Forgets who waits: the run is over.
    pub(super) fn close(&self) {
        let queue = self.queue.take();
        drop(queue);
    }

    fn idle(&self) -> Option<Rc<Worker>> {
        self.workers.borrow().iter().find(|worker| worker.calls.get() == 0).cloned()
    }
}

impl Desk {
    /// Gives a call to a free thread, starts one for it, or lets it wait.
    fn place_order(&self, core: &Core, order: &Rc<Order>) {
        let pool = &self.pool;
        let worker = pool.idle().or_else(|| self.start_pool_worker(core, order.location));
        match worker {
            Some(worker) => Self::give_order(core, &worker, order),
            None => pool.queue.borrow_mut().push_back(Rc::clone(order)),
        }
    }

    fn give_order(core: &Core, worker: &Rc<Worker>, order: &Rc<Order>) {
        order.worker.set(worker.id);
        if let Some(Err(error)) = &*worker.end.borrow() {
            *order.outcome.borrow_mut() = Some(Err(error.clone()));
            return;
        }
        *worker.order.borrow_mut() = Some(Rc::clone(order));
        Self::post(core, worker, order.function, order.input.take(), order.task);
    }

    /// `None` if there are as many as there may be.
    fn start_pool_worker(&self, core: &Core, location: &'static Location<'static>) -> Option<Rc<Worker>> {
        let (least, most) = Blocking::THREADS.into_inner();
        let threads = core.host().threads().filter(|_| core.clock() == Clock::Browser);
        let room = threads.map_or(most, |threads| threads.parallelism().clamp(least, most));
        let pool = &self.pool;
        if pool.workers.borrow().len() >= room {
            return None;
        }
        pool.started.set(pool.started.get() + 1);
        let worker = self.start_worker(core, &format!("pool {}", pool.started.get()), location);
        if !worker.is_over() {
            pool.workers.borrow_mut().push(Rc::clone(&worker));
        }
        Some(worker)
    }

    /// A call has ended: its result goes to whoever asked, and the thread takes the next one. Adds who is to be woken.
    pub(super) fn next_order(
        &self,
        core: &Core,
        worker: &Rc<Worker>,
        value: Vec<u8>,
        woken: &mut Vec<Waker>,
    ) {
        let Some(done) = worker.order.take() else { return };
        *done.outcome.borrow_mut() = Some(Ok(value));
        woken.extend(done.waiting.take());
        let next = self.pool.queue.borrow_mut().pop_front();
        if let Some(next) = next {
            Self::give_order(core, worker, &next);
            // It waits for this thread from now on, which it can say only if it is polled.
            woken.extend(next.waiting.take());
        }
    }

    /// A thread has ended: if it was one of the pool, its call is told why, and another may take its place.
    pub(super) fn leave_pool(&self, core: &Core, worker: &Worker, outcome: &Result<(), ThreadError>) {
        let pool = &self.pool;
        pool.workers.borrow_mut().retain(|other| other.id != worker.id);
        let Some(order) = worker.order.take() else { return };
        let error = outcome.clone().err().unwrap_or(ThreadError::Closed);
        *order.outcome.borrow_mut() = Some(Err(error));
        if let Some(waker) = order.waiting.take() {
            worker.wait(worker.next_waiting(), waker);
        }
        let next = if core.ended().is_none() { pool.queue.borrow_mut().pop_front() } else { None };
        if let Some(next) = next {
            self.place_order(core, &next);
            if let Some(waker) = next.waiting.take() {
                worker.wait(worker.next_waiting(), waker);
            }
        }
    }
}

impl<Out: Message> Future for Blocking<Out> {
    type Output = Result<Out, ThreadError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = self.order.outcome.take();
        if let Some(outcome) = outcome {
            return Poll::Ready(outcome.map(|value| message_in(&value)));
        }
        let before = self.order.waiting.replace(Some(cx.waker().clone()));
        drop(before);
        waits_for(self.order.worker.get(), self.order.location);
        Poll::Pending
    }
}

impl<Out> Drop for Blocking<Out> {
    fn drop(&mut self) {
        self.desk.pool.queue.borrow_mut().retain(|order| !Rc::ptr_eq(order, &self.order));
    }
}

impl<Out> fmt::Debug for Blocking<Out> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Blocking").field("thread", &self.order.worker.get()).finish_non_exhaustive()
    }
}
