//! The futures of a thread's handle: a message of it, its start, its end.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::ops::Deref;
use std::panic::Location;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use super::error::ThreadError;
use super::handle::Thread;
use super::message::{message_in, Message};
use super::report::Footprint;
use super::worker::{Start, Worker};
use crate::context;
use crate::core::poll_operation;
use crate::record::{Event, Wait};
use crate::ThreadId;

/// The next message of a thread: see [`Thread::receive`].
#[must_use = "futures do nothing unless they are awaited"]
pub struct Receive<'a, Out> {
    waiting: Waiting<&'a Worker>,
    gives: PhantomData<fn() -> Out>,
}

/// The start of a thread: see [`Thread::ready`].
#[must_use = "futures do nothing unless they are awaited"]
pub struct Ready<'a> {
    waiting: Waiting<&'a Worker>,
}

/// The end of a thread: see [`Thread::join`].
#[must_use = "futures do nothing unless they are awaited"]
pub struct Join<In, Out> {
    // Before the thread, whose end it waits for.
    waiting: Waiting<Rc<Worker>>,
    thread: Thread<In, Out>,
}

impl<'a, Out> Receive<'a, Out> {
    pub(super) fn new(worker: &'a Worker, location: &'static Location<'static>) -> Self {
        Self { waiting: Waiting::new(worker, location), gives: PhantomData }
    }
}

impl<'a> Ready<'a> {
    pub(super) fn new(worker: &'a Worker, location: &'static Location<'static>) -> Self {
        Self { waiting: Waiting::new(worker, location) }
    }
}

impl<In, Out> Join<In, Out> {
    pub(super) fn new(thread: Thread<In, Out>, location: &'static Location<'static>) -> Self {
        Self { waiting: Waiting::new(Rc::clone(thread.worker()), location), thread }
    }
}

impl<Out: Message> Future for Receive<'_, Out> {
    type Output = Option<Out>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Poll::Ready(operation) = poll_operation(cx, self.waiting.location) else { return Poll::Pending };
        let worker = self.waiting.worker;
        let bytes = worker.inbox.borrow_mut().pop_front();
        if bytes.is_none() && !worker.is_over() {
            return self.waiting.wait(cx);
        }
        operation.made_progress();
        Poll::Ready(bytes.map(|bytes| message_in(&bytes)))
    }
}

impl Future for Ready<'_> {
    /// What a real thread has measured; `None` for a simulated one, which has nothing to measure.
    type Output = Result<Option<Footprint>, ThreadError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let worker = self.waiting.worker;
        if let Start::Over(footprint) = worker.start.get() {
            return Poll::Ready(Ok(footprint));
        }
        let end = worker.end.borrow().clone();
        match end {
            Some(outcome) => Poll::Ready(outcome.and(Err(ThreadError::Closed))),
            None => self.waiting.wait(cx),
        }
    }
}

impl<In, Out> Future for Join<In, Out> {
    type Output = Result<(), ThreadError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let end = self.waiting.worker.end.borrow().clone();
        match end {
            Some(outcome) => Poll::Ready(outcome),
            None => self.waiting.wait(cx),
        }
    }
}

/// Waits to hear of a thread; leaves when it is dropped, so that nobody is woken in vain.
struct Waiting<W: Deref<Target = Worker>> {
    worker: W,
    location: &'static Location<'static>,
    number: u32,
}

impl<W: Deref<Target = Worker>> Waiting<W> {
    fn new(worker: W, location: &'static Location<'static>) -> Self {
        Self { number: worker.next_waiting(), worker, location }
    }

    fn wait<T>(&self, cx: &mut Context<'_>) -> Poll<T> {
        self.worker.wait(self.number, cx.waker().clone());
        waits_for(self.worker.id, self.location);
        Poll::Pending
    }
}

impl<W: Deref<Target = Worker>> Drop for Waiting<W> {
    fn drop(&mut self) {
        self.worker.leave(self.number);
    }
}

/// Records what the future that is polled waits for.
pub(super) fn waits_for(worker: ThreadId, location: &'static Location<'static>) {
    context::record(|core| Event::Waiting {
        node: core.node(),
        on: Wait::Thread(worker),
        place: core.place(location),
    });
}

impl<Out> fmt::Debug for Receive<'_, Out> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Receive").field("thread", &self.waiting.worker.id).finish_non_exhaustive()
    }
}

impl fmt::Debug for Ready<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Ready").field("thread", &self.waiting.worker.id).finish_non_exhaustive()
    }
}

impl<In, Out> fmt::Debug for Join<In, Out> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Join").field("thread", &self.thread.id()).finish_non_exhaustive()
    }
}
