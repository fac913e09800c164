//! Spawning a task and awaiting its end.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::cell::{Output, TaskRef};
use super::door::Door;
use super::phase::Phase;
use crate::record::{Event, Wait};
use crate::{context, TaskId};

/// Spawns a task on the executor that runs the current one.
///
/// # Panics
/// When called outside a task.
#[track_caller]
pub fn spawn<F: Future + 'static>(name: &str, future: F) -> JoinHandle<F::Output> {
    context::expect_current("spawn").spawn(name, future, Location::caller())
}

/// Why a task has no value to give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JoinError {
    /// It was aborted, or the executor went away.
    Cancelled,
    /// It panicked, with this message.
    Panicked(String),
}

impl JoinError {
    pub(crate) fn panicked(message: &str) -> Self {
        Self::Panicked(message.to_owned())
    }
}

impl fmt::Display for JoinError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cancelled => formatter.write_str("the task was cancelled"),
            Self::Panicked(message) => write!(formatter, "the task panicked: {message}"),
        }
    }
}

impl std::error::Error for JoinError {}

/// Owns the right to a task's value. Await it for a `Result<T, JoinError>`.
///
/// Dropping the handle detaches the task: it runs on, and its value is dropped.
///
/// A handle stays on the thread of its executor:
///
/// ```compile_fail
/// fn send(_: impl Send) {}
/// fn check(handle: taskscope_runtime::JoinHandle<u32>) {
///     send(handle);
/// }
/// ```
#[must_use = "a dropped handle detaches the task; await it, or say `drop` if that is meant"]
pub struct JoinHandle<T> {
    output: Output<T>,
}

impl<T> JoinHandle<T> {
    pub(crate) fn new<F: Future<Output = T> + 'static>(
        id: TaskId,
        door: Arc<Door>,
        future: F,
    ) -> (TaskRef, Self) {
        let (task, output) = Output::of(id, door, future);
        (task, Self { output })
    }

    /// The task's id.
    #[must_use]
    pub fn id(&self) -> TaskId {
        self.output.task().id
    }

    /// Whether the task is done, cancelled or panicked.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.output.task().phase.get() == Phase::Over
    }

    /// Cancels the task: its future is dropped where it stands, at once, unless it is being polled; then when that
    /// poll ends. Does nothing if it is over.
    pub fn abort(&self) {
        let task = self.output.task();
        if let Some(core) = task.door.core() {
            core.cancel(task);
        }
    }

    /// The task's result, if it is over. Later calls return `None`.
    #[must_use]
    pub fn try_take(&self) -> Option<Result<T, JoinError>> {
        self.output.take()
    }

    fn poll_result(
        &self,
        cx: &mut Context<'_>,
        location: &'static Location<'static>,
    ) -> Poll<Result<T, JoinError>> {
        if let Some(result) = self.output.take() {
            return Poll::Ready(result);
        }
        let task = self.output.task();
        assert!(task.phase.get() != Phase::Over, "a JoinHandle was polled after it gave its result");
        if let Some(core) = task.door.core() {
            core.set_joiner(task.id, cx.waker().clone());
            core.record(|core| Event::Waiting {
                node: core.node(),
                on: Wait::Task(task.id),
                place: core.place(location),
            });
        }
        Poll::Pending
    }
}

impl<T> Drop for JoinHandle<T> {
    fn drop(&mut self) {
        let task = self.output.task();
        task.is_joined.set(false);
        if let Some(core) = task.door.core() {
            core.clear_joiner(task.id);
        }
        drop(self.output.take());
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("JoinHandle").field("id", &self.id()).finish_non_exhaustive()
    }
}

/// A handle becomes a future where it is awaited, so that the trace knows the line of that `.await`.
impl<T> IntoFuture for JoinHandle<T> {
    type Output = Result<T, JoinError>;
    type IntoFuture = Joining<T>;

    #[track_caller]
    fn into_future(self) -> Joining<T> {
        Joining { handle: self, location: Location::caller() }
    }
}

/// By reference, a handle is a future itself: for `select!` in a loop. The place of the wait is then that of the poll.
impl<T> Future for &mut JoinHandle<T> {
    type Output = Result<T, JoinError>;

    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.poll_result(cx, Location::caller())
    }
}

/// The future of an awaited [`JoinHandle`].
#[must_use = "futures do nothing unless awaited"]
pub struct Joining<T> {
    handle: JoinHandle<T>,
    location: &'static Location<'static>,
}

impl<T> Future for Joining<T> {
    type Output = Result<T, JoinError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.handle.poll_result(cx, self.location)
    }
}
