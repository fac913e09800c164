//! What a work asks of an executor. Everything is generic, so that no executor pays for being one of many.

use std::future::Future;

/// A future of one of the works.
pub(super) trait Task: Future<Output = ()> + Send + 'static {}

impl<F: Future<Output = ()> + Send + 'static> Task for F {}

/// An executor under measurement.
pub(super) trait Subject: 'static {
    /// Where tasks of one type are spawned.
    type Pool<F: Task>: Pool<F>;
    /// The channel that people use with this executor.
    type Channel: Channel;

    /// A pool for `capacity` tasks; executors with preallocated tasks allocate them here.
    fn pool<F: Task>(&self, capacity: u32) -> Self::Pool<F>;

    /// Spawns a task of any type. Works that spawn this way are timed from after it.
    fn spawn(&self, future: impl Task);

    /// Spawns a task that need not be able to move to another thread.
    fn spawn_local(&self, future: impl Future<Output = ()> + 'static);

    /// Runs tasks until none is ready. Does nothing where the browser does that.
    fn drive(&self) {}

    /// What was recorded about the run.
    fn trace(&self) -> Trace {
        Trace::default()
    }
}

/// How big the trace of a run is. One record may hold several events.
#[derive(Clone, Copy, Default)]
pub(super) struct Trace {
    pub(super) records: u32,
    pub(super) events: u32,
}

/// Tasks of one type.
pub(super) trait Pool<F> {
    fn spawn(&self, future: F);
}

/// The pool of an executor that spawns every type alike.
impl<S: Subject + Clone, F: Task> Pool<F> for S {
    fn spawn(&self, future: F) {
        Subject::spawn(self, future);
    }
}

/// A channel without limit, for messages of 32 bits.
pub(super) trait Channel {
    type Sender: Sender;
    type Receiver: Receiver;

    fn open() -> (Self::Sender, Self::Receiver);
}

pub(super) trait Sender: 'static {
    fn send(&self, message: u32);
}

pub(super) trait Receiver: 'static {
    /// Waits for the next message; `None` if there will be none.
    async fn receive(&mut self) -> Option<u32>;
}
