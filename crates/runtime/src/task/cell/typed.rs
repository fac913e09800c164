//! The functions that know a future's type, and the handle's end of a task, which knows its output's.

use std::alloc::Layout;
use std::cell::Cell;
use std::future::Future;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::pin::Pin;
use std::ptr::{self, NonNull};
use std::task::{ready, Context, Poll};

use super::{lost, Body, Header, Link, Part, Stage, Task, TaskRef, VTable};
use crate::panics::{caught, Payload};
use crate::task::{door::Home, error::JoinError, extra::Extra, phase::Phase};
use crate::TaskId;

/// The typed end of a task, which a join handle keeps: knows that the output is a `T`.
pub(crate) struct Output<T> {
    task: TaskRef,
    /// A `T` that will come out of a task of this thread: sent to another one, it could touch the body there.
    marker: PhantomData<(T, *const ())>,
}

impl<T> Output<T> {
    /// For a task whose future has the output `T`.
    pub(crate) fn of(
        id: TaskId,
        home: &Home,
        extra: Extra,
        future: impl Future<Output = T> + 'static,
    ) -> Self {
        Self { task: TaskRef::new(id, home, extra, future), marker: PhantomData }
    }

    pub(crate) fn task(&self) -> &TaskRef {
        &self.task
    }

    /// Takes the result. `None` if it is not there: not over yet, or taken already.
    pub(crate) fn take(&self) -> Option<Result<T, JoinError>> {
        if self.task.phase.get() == Phase::Over {
            self.take_early()
        } else {
            None
        }
    }

    /// Takes the result even if the task is not over yet: from the moment it is kept, while the end is being recorded.
    pub(crate) fn take_early(&self) -> Option<Result<T, JoinError>> {
        let mut result: Option<Result<T, JoinError>> = None;
        // SAFETY: `of` made the task with a future whose output is `T`, so `take` writes an `Option<Result<T, _>>`. We are
        // at home, where no access to the body is under way once the stage is Output: it becomes so in the last step of
        // `poll` and `fail`, and what drops an output sets it to Empty before.
        unsafe { (self.task.vtable.take)(self.task.0, NonNull::from(&mut result).cast()) };
        result
    }
}

impl<T> Output<T> {
    /// Gives up the right to the result; returns it if it is there. From here on a result is dropped as soon as it comes.
    pub(crate) fn give_up(&self) -> Option<Result<T, JoinError>> {
        self.task.is_joined.set(false);
        let joiner = self.task.extra().and_then(Extra::take_joiner);
        let result = self.take_early();
        // Program code, if it is not ours: the result is out of its reach, and dropped even if this panics.
        drop(joiner);
        result
    }
}

impl<T> Drop for Output<T> {
    fn drop(&mut self) {
        if self.task.is_joined.get() {
            drop(self.give_up());
        }
    }
}

impl<F: Future + 'static, E: Part> Task<F, E> {
    pub(super) const VTABLE: &'static VTable = &VTable {
        poll: poll::<F, E>,
        fail: fail::<F, E>,
        take: take::<F, E>,
        free: free::<F, E>,
        has_extra: E::IS_EXTRA,
    };
}

// Safety: `header` is the start of a `Task<F, E>` in use; the caller is at home and alone with the body.
unsafe fn poll<F: Future, E>(header: NonNull<Header>, context: &mut Context<'_>) -> Poll<()> {
    // SAFETY: `repr(C)` puts the header first, and the caller vouches for the types.
    let task = unsafe { header.cast::<Task<F, E>>().as_ref() };
    // SAFETY: the caller is alone with the body, and until a task is over that is its future.
    let future = unsafe { &mut *(*task.body.get()).future };
    // SAFETY: the future lives in its cell until it is dropped in place: nothing moves it out.
    let output = ready!(unsafe { Pin::new_unchecked(future) }.poll(context));
    // SAFETY: the caller is alone with the body.
    unsafe { empty(task) };
    keep(task, Ok(output));
    Poll::Ready(())
}

// Safety: as for `poll`.
unsafe fn fail<F: Future, E>(header: NonNull<Header>, error: JoinError) -> Result<(), Payload> {
    // SAFETY: `repr(C)` puts the header first, and the caller vouches for the types.
    let task = unsafe { header.cast::<Task<F, E>>().as_ref() };
    // SAFETY: the caller is alone with the body.
    let dropped = caught(|| unsafe { empty(task) });
    keep(task, Err(error));
    // The handle has its answer; the caller says what happened.
    dropped
}

/// Drops in place what the body holds. The stage is empty before, so that nothing is dropped a second time, whatever the
/// drop calls and whether or not it panics. A future that is lost stays where it is.
// Safety: the caller is alone with the body.
unsafe fn empty<F: Future, E>(task: &Task<F, E>) {
    let stage = task.header.stage.get();
    if stage != Stage::Lost {
        task.header.stage.set(Stage::Empty);
    }
    match stage {
        // SAFETY: the stage said that the future is there, and says no longer so: it is dropped once.
        Stage::Future => unsafe { ManuallyDrop::drop(&mut (*task.body.get()).future) },
        // SAFETY: as above, of the output.
        Stage::Output => unsafe { ManuallyDrop::drop(&mut (*task.body.get()).output) },
        Stage::Empty | Stage::Lost => {}
    }
}

/// Keeps the result for the handle, if there is one. Not for a task that was lost meanwhile: its future may still be there,
/// though the handle has taken the error and left the stage empty.
fn keep<F: Future, E>(task: &Task<F, E>, result: Result<F::Output, JoinError>) {
    let Header { is_joined, stage, phase, .. } = &task.header;
    if is_joined.get() && stage.get() == Stage::Empty && !phase.get().is_over() {
        // SAFETY: the callers are alone with the body, and it is empty: nothing is overwritten that needs a drop.
        unsafe { ptr::write(task.body.get(), Body { output: ManuallyDrop::new(result) }) };
        task.header.stage.set(Stage::Output);
    }
}

// Safety: as for `poll`, and `result` points to an `Option<Result<F::Output, JoinError>>` that is `None`.
unsafe fn take<F: Future, E>(header: NonNull<Header>, result: NonNull<()>) {
    // SAFETY: `repr(C)` puts the header first, and the caller vouches for the types.
    let task = unsafe { header.cast::<Task<F, E>>().as_ref() };
    let given = match task.header.stage.get() {
        // SAFETY: the output is there, and is moved out once, as the stage is empty from here on. It is not pinned.
        Stage::Output => unsafe { ManuallyDrop::take(&mut (*task.body.get()).output) },
        Stage::Lost => Err(lost::error()),
        Stage::Future | Stage::Empty => return,
    };
    task.header.stage.set(Stage::Empty);
    // SAFETY: the caller vouches for `result`, and the `None` that is overwritten owns nothing.
    unsafe { ptr::write(result.cast().as_ptr(), Some(given)) };
}

// Safety: `header` is the start of a `Task<F, E>` that nobody counts any more.
unsafe fn free<F: Future, E>(header: NonNull<Header>) {
    // SAFETY: nobody counts the cell, so it is ours alone. If this is not the home thread, the stage is empty (rule 3), and
    // what is left, the extra part and the door, may be dropped anywhere. The door, and with it the cell's memory, is kept
    // until the cell is back in the pool; the phase is written under the pool's lock (rule 4).
    unsafe {
        ptr::drop_in_place(ptr::addr_of_mut!((*header.cast::<Task<F, E>>().as_ptr()).extra));
        let door = ptr::read(ptr::addr_of!((*header.as_ptr()).door));
        let mut pool = door.pool();
        ptr::addr_of_mut!((*header.as_ptr()).phase).write(Cell::new(Phase::Free));
        pool.give_back(Link(Some(header)), Layout::new::<Task<F, E>>());
    }
}
