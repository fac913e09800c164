//! Awaiting the end of a task.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::panic::Location;
use std::pin::Pin;
use std::task::{ready, Context, Poll, Waker};

use crate::core::Core;
use crate::polled::place_of_poll;
use crate::record::{Event, Wait};
use crate::task::{abort, AbortHandle, Extra, Home, JoinError, Output, Phase, TaskRef};
use crate::{context, TaskId};

/// Owns the right to a task's value. Await it for a `Result<T, JoinError>`.
///
/// Dropping the handle detaches the task: it runs on, and its value is dropped.
///
/// The handle is not a future itself but becomes one where it is awaited, so that the trace shows that line and not the
/// one where the task was spawned. To keep it among other futures, or to poll it, say `handle.into_future()`; with the
/// feature `tokio-like`, the handle of a task without a name is itself a future.
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
    /// Where the task was spawned.
    location: &'static Location<'static>,
}

impl<T> JoinHandle<T> {
    pub(crate) fn new<F: Future<Output = T> + 'static>(
        id: TaskId,
        home: &Home,
        extra: Extra,
        future: F,
        location: &'static Location<'static>,
    ) -> (TaskRef, Self) {
        let output = Output::of(id, home, extra, future);
        (output.task().clone(), Self { output, location })
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

    /// Cancels the task: its future is dropped where it stands, before this returns. Does nothing if it is over.
    ///
    /// There are two exceptions. A task that is being polled is cancelled when that poll ends. And when the destructor of
    /// one cancelled task aborts another, that one's future is dropped when the first one's destructor is through, before
    /// the outermost `abort` returns: so tasks that own tasks, however deep, need no more stack than one.
    pub fn abort(&self) {
        abort(self.output.task());
    }

    /// What can abort the task without holding the right to its value.
    #[must_use]
    pub fn abort_handle(&self) -> AbortHandle {
        AbortHandle::of(self.output.task())
    }

    /// The task's result, if it is over. Later calls return `None`.
    #[must_use]
    pub fn try_take(&self) -> Option<Result<T, JoinError>> {
        self.output.take()
    }

    /// Wakes `waker` when the task ends.
    pub(super) fn wake_at_end(&self, waker: &Waker) {
        // Dropped here: a waker's drop can be program code.
        drop(self.output.task().extra().and_then(|extra| extra.set_joiner(waker)));
    }

    fn poll_result(
        &self,
        cx: &mut Context<'_>,
        location: &'static Location<'static>,
    ) -> Poll<Result<T, JoinError>> {
        let operation = ready!(context::poll_operation(cx, location));
        if let Some(result) = self.output.take() {
            operation.made_progress();
            return Poll::Ready(result);
        }
        let task = self.output.task();
        assert!(task.phase.get() != Phase::Over, "a JoinHandle was polled after it gave its result");
        if let Some(core) = Core::behind(&task.door) {
            self.wake_at_end(cx.waker());
            // To clone a waker, or to drop one, can be program code that ends the task.
            if let Some(result) = self.output.take() {
                operation.made_progress();
                return Poll::Ready(result);
            }
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
        let result = self.output.give_up();
        // A handle that gave its result has done its work, and so has the handle of an aborted task. One that is dropped
        // with the run is no choice of the program.
        let is_unread = result.is_some() || !task.phase.get().is_ending();
        if is_unread {
            if let Some(core) = Core::behind(&task.door).filter(|core| core.is_in_program()) {
                core.record(|_| Event::TaskDetached { task: task.id });
            }
        }
        drop(result);
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

/// By reference, a handle is a future itself: for `select!` in a loop. The place of the wait is then that of the `.await`
/// or macro that polls it; where something else does, the line where the task was spawned.
impl<T> Future for &mut JoinHandle<T> {
    type Output = Result<T, JoinError>;

    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let place = place_of_poll(Location::caller(), self.location);
        self.poll_result(cx, place)
    }
}

/// The future of an awaited [`JoinHandle`].
#[must_use = "futures do nothing unless awaited"]
pub struct Joining<T> {
    handle: JoinHandle<T>,
    location: &'static Location<'static>,
}

opaque!([<T>] Joining<T>);

impl<T> Future for Joining<T> {
    type Output = Result<T, JoinError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.handle.poll_result(cx, self.location)
    }
}
