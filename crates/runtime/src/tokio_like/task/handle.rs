//! A join handle that is itself a future.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::{AbortHandle, JoinError, TaskId};

/// Owns the right to a task's value, and is the future of it: a `Result<T, JoinError>`.
///
/// Dropping the handle detaches the task: it runs on, and its value is dropped.
///
/// [`crate::JoinHandle`], the handle of a task with a name, *becomes* a future where you await it, so its wait is always
/// shown at that line. This one you can also keep in a struct and poll, or give to `futures::future::join_all` and the
/// like; Rust allows a type only one of the two. Where you `.await` it, the trace shows that line, too; where other code
/// polls it, such as a combinator, the trace shows the line where the task was spawned.
#[must_use = "a dropped handle detaches the task; await it, or say `drop` if that is meant"]
pub struct JoinHandle<T>(crate::JoinHandle<T>);

impl<T> JoinHandle<T> {
    pub(super) fn new(handle: crate::JoinHandle<T>) -> Self {
        Self(handle)
    }

    /// The task's id.
    #[must_use]
    pub fn id(&self) -> TaskId {
        self.0.id()
    }

    /// Whether the task is done, cancelled or panicked.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.0.is_finished()
    }

    /// Cancels the task, as [`crate::JoinHandle::abort`] does.
    pub fn abort(&self) {
        self.0.abort();
    }

    /// What can abort the task without holding the right to its value.
    #[must_use]
    pub fn abort_handle(&self) -> AbortHandle {
        self.0.abort_handle()
    }
}

impl<T> Unpin for JoinHandle<T> {}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut &mut self.get_mut().0).poll(cx)
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("JoinHandle").field("id", &self.id()).finish_non_exhaustive()
    }
}
