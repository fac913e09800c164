//! The waits of this module for code that is not async: they block the thread until what they wait for has come.
//!
//! They are for threads beside the executor's. On the executor's own thread nothing else could run meanwhile, so they
//! would wait for ever: inside a task they panic. In a page, which must not block, they always do.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use super::semaphore::{OwnedSemaphorePermit, SemaphorePermit};
use super::{
    broadcast, mpsc, oneshot, AcquireError, Mutex, MutexGuard, OwnedMutexGuard, RwLock, RwLockReadGuard,
    RwLockWriteGuard, Semaphore,
};
use crate::context;

/// Waits for `future` on this thread. `what` is the function that was called, `instead` the one that awaits.
#[track_caller]
fn block_on<F: Future>(what: &str, instead: &str, future: F) -> F::Output {
    let is_in_task = context::current().is_some() || crate::thread::home().is_some();
    assert!(
        !(is_in_task || cfg!(target_arch = "wasm32")),
        "`{what}` can't block a thread that runs tasks, or a page: use `{instead}` there and await it"
    );
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return output;
        }
        thread::park();
    }
}

/// Wakes the thread that blocks.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.0.unpark();
    }
}

impl<T> mpsc::Sender<T> {
    /// Sends a message, blocking this thread while the channel is full.
    ///
    /// # Errors
    /// If the receiver is gone.
    ///
    /// # Panics
    /// Inside a task, and in a page.
    #[track_caller]
    pub fn blocking_send(&self, message: T) -> Result<(), mpsc::SendError<T>> {
        block_on("blocking_send", "send", self.send(message))
    }
}

impl<T> mpsc::Receiver<T> {
    /// Receives the next message, blocking this thread until there is one; `None` when every sender is gone.
    ///
    /// # Panics
    /// Inside a task, and in a page.
    #[track_caller]
    pub fn blocking_recv(&mut self) -> Option<T> {
        block_on("blocking_recv", "recv", self.recv())
    }

    /// Like [`recv_many`](Self::recv_many), blocking this thread until there is a message.
    ///
    /// # Panics
    /// Inside a task, and in a page.
    #[track_caller]
    pub fn blocking_recv_many(&mut self, buffer: &mut Vec<T>, limit: usize) -> usize {
        block_on("blocking_recv_many", "recv_many", self.recv_many(buffer, limit))
    }
}

impl<T: Clone> broadcast::Receiver<T> {
    /// Receives the next message, blocking this thread until there is one.
    ///
    /// # Errors
    /// If this receiver missed messages, or if every sender is gone and every message was received.
    ///
    /// # Panics
    /// Inside a task, and in a page.
    #[track_caller]
    pub fn blocking_recv(&mut self) -> Result<T, broadcast::RecvError> {
        block_on("blocking_recv", "recv", self.recv())
    }
}

impl<T> oneshot::Receiver<T> {
    /// Receives the message, blocking this thread until it is there.
    ///
    /// # Errors
    /// If the sender goes away without sending.
    ///
    /// # Panics
    /// Inside a task, and in a page.
    #[track_caller]
    pub fn blocking_recv(self) -> Result<T, oneshot::RecvError> {
        block_on("blocking_recv", "the receiver", self)
    }
}

impl<T> Mutex<T> {
    /// Takes the lock, blocking this thread until it can be had.
    ///
    /// # Panics
    /// Inside a task, and in a page.
    #[track_caller]
    pub fn blocking_lock(&self) -> MutexGuard<'_, T> {
        block_on("blocking_lock", "lock", self.lock())
    }

    /// Like [`blocking_lock`](Self::blocking_lock), with a guard that may outlive every borrow.
    ///
    /// # Panics
    /// Inside a task, and in a page.
    #[track_caller]
    pub fn blocking_lock_owned(self: Arc<Self>) -> OwnedMutexGuard<T> {
        block_on("blocking_lock_owned", "lock_owned", self.lock_owned())
    }
}

impl<T> RwLock<T> {
    /// Takes the lock for reading, blocking this thread until it can be had.
    ///
    /// # Panics
    /// Inside a task, and in a page.
    #[track_caller]
    pub fn blocking_read(&self) -> RwLockReadGuard<'_, T> {
        block_on("blocking_read", "read", self.read())
    }

    /// Takes the lock for changing the value, blocking this thread until it can be had.
    ///
    /// # Panics
    /// Inside a task, and in a page.
    #[track_caller]
    pub fn blocking_write(&self) -> RwLockWriteGuard<'_, T> {
        block_on("blocking_write", "write", self.write())
    }
}

impl Semaphore {
    /// Takes a permit, blocking this thread until one is free.
    ///
    /// # Errors
    /// If the semaphore is or gets closed.
    ///
    /// # Panics
    /// Inside a task, and in a page.
    #[track_caller]
    pub fn blocking_acquire(&self) -> Result<SemaphorePermit<'_>, AcquireError> {
        block_on("blocking_acquire", "acquire", self.acquire())
    }

    /// Takes `n` permits, blocking this thread until they are free.
    ///
    /// # Errors
    /// If the semaphore is or gets closed.
    ///
    /// # Panics
    /// Inside a task, and in a page.
    #[track_caller]
    pub fn blocking_acquire_many(&self, n: u32) -> Result<SemaphorePermit<'_>, AcquireError> {
        block_on("blocking_acquire_many", "acquire_many", self.acquire_many(n))
    }

    /// Like [`blocking_acquire`](Self::blocking_acquire), with a permit that may outlive every borrow.
    ///
    /// # Errors
    /// If the semaphore is or gets closed.
    ///
    /// # Panics
    /// Inside a task, and in a page.
    #[track_caller]
    pub fn blocking_acquire_owned(self: Arc<Self>) -> Result<OwnedSemaphorePermit, AcquireError> {
        block_on("blocking_acquire_owned", "acquire_owned", self.acquire_owned())
    }

    /// Like [`blocking_acquire_many`](Self::blocking_acquire_many), with permits that may outlive every borrow.
    ///
    /// # Errors
    /// If the semaphore is or gets closed.
    ///
    /// # Panics
    /// Inside a task, and in a page.
    #[track_caller]
    pub fn blocking_acquire_many_owned(
        self: Arc<Self>,
        n: u32,
    ) -> Result<OwnedSemaphorePermit, AcquireError> {
        block_on("blocking_acquire_many_owned", "acquire_many_owned", self.acquire_many_owned(n))
    }
}
