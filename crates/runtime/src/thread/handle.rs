//! The handle of a thread.

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::rc::{Rc, Weak};

use super::desk::Desk;
use super::error::ThreadError;
use super::function::{Callable, Function};
use super::message::{bytes_of, message_in, Message};
use super::receive::{Join, Ready, Receive};
use super::worker::Worker;
use crate::core::Core;
use crate::record::ThreadEnd;
use crate::{context, ThreadId};

/// A thread that runs one function. Dropping it ends the thread, whatever it does; [`close`](Self::close) lets it finish.
pub struct Thread<In, Out> {
    core: Weak<Core>,
    worker: Rc<Worker>,
    function: &'static dyn Callable,
    sends: PhantomData<fn(In) -> Out>,
}

/// Starts a thread that runs `function` for each message that is sent to it.
///
/// That takes a while; messages sent meanwhile are kept. Where a thread can't be started, the first that uses it is told
/// so.
///
/// # Panics
/// When called outside a task.
#[track_caller]
#[must_use = "a thread ends with its handle"]
pub fn spawn<In: Message, Out: Message>(function: &'static Function<In, Out>) -> Thread<In, Out> {
    let core = context::expect_current("thread::spawn");
    let worker = core.outside::<Desk>().start_worker(&core, function.name(), Location::caller());
    Thread { core: Rc::downgrade(&core), worker, function, sends: PhantomData }
}

impl<In: Message, Out: Message> Thread<In, Out> {
    /// Lets it call its function, after the calls that were sent before.
    ///
    /// # Errors
    /// If it takes no more calls.
    // A value, as with every other channel: what was sent is no longer there.
    #[allow(clippy::needless_pass_by_value)]
    pub fn send(&self, input: In) -> Result<(), ThreadError> {
        if let Some(Err(error)) = &*self.worker.end.borrow() {
            return Err(error.clone());
        }
        let core = self.core.upgrade().filter(|_| !self.worker.is_closed.get());
        let core = core.ok_or(ThreadError::Closed)?;
        Desk::post(&core, &self.worker, self.function, bytes_of(&input), core.polled());
        Ok(())
    }

    /// Waits for the next message from it. `None` when there will be none any more: it was closed and has finished, or
    /// it failed, which [`join`](Self::join) tells.
    ///
    /// Safe to drop: a message that was not given stays.
    #[track_caller]
    pub fn receive(&self) -> Receive<'_, Out> {
        Receive::new(&self.worker, Location::caller())
    }

    /// The next message from it, if one has arrived.
    #[must_use]
    pub fn try_receive(&self) -> Option<Out> {
        let bytes = self.worker.inbox.borrow_mut().pop_front();
        bytes.map(|bytes| message_in(&bytes))
    }

    /// Waits until it has started, and gives what that took.
    #[track_caller]
    pub fn ready(&self) -> Ready<'_> {
        Ready::new(&self.worker, Location::caller())
    }

    /// Lets it take no more calls; it ends after those that were sent.
    pub fn close(&self) {
        if let Some(core) = self.core.upgrade() {
            core.outside::<Desk>().close_worker(&core, &self.worker);
        }
    }

    /// Closes it and waits for its end. Messages that were not received are lost.
    #[track_caller]
    pub fn join(self) -> Join<In, Out> {
        self.close();
        Join::new(self, Location::caller())
    }
}

impl<In, Out> Thread<In, Out> {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> ThreadId {
        self.worker.id
    }

    pub(super) fn worker(&self) -> &Rc<Worker> {
        &self.worker
    }
}

impl<In, Out> Drop for Thread<In, Out> {
    fn drop(&mut self) {
        match self.core.upgrade() {
            Some(core) => core.outside::<Desk>().end_worker(&core, &self.worker, ThreadEnd::Terminated),
            None => self.worker.finish(&Err(ThreadError::Closed)),
        }
    }
}

impl<In, Out> fmt::Debug for Thread<In, Out> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Thread").field("id", &self.id()).finish_non_exhaustive()
    }
}
