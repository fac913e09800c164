//! The task cell: header and future in one piece of memory, and the only unsafe code of the crate.
//!
//! Everything here rests on four rules.
//!
//! 1. *Counting.* A cell is in use as long as `refs` counts a [`TaskRef`] or a `Waker` for it; whoever takes the count to
//!    zero gives it back to the pool. The pool is the door's, and the header holds the door.
//! 2. *Home.* `stage`, `Extra` and the `Cell`s are touched on the executor's own thread only: a `TaskRef` other than
//!    inside a waker never leaves it (nothing that holds one is `Send`, but for the door's list, which is emptied at
//!    home). Other threads touch `refs`, `door`, `vtable` and `id`, and only through wakers.
//! 3. *Alive.* From `new` until its phase is `Over`, a task counts one reference for itself, which `end` gives up. So a
//!    future is always dropped at home, and what other threads can free is a cell whose stage is empty: the join
//!    handle, which never leaves home, takes or drops the output. A task that is lost in the middle of a poll never gives
//!    its reference up.
//! 4. *Marked.* A cell of the pool holds an initialised header from its first use on, with the phase `Free` while it is
//!    given back. Phases are read and written under the pool's lock when they say so.
// One piece of memory a task, and wakers that fit the standard vtable, are not to be had without. What is passed by
// reference goes through memory, so the path of a wake is one piece of code.
#![allow(unsafe_code, clippy::inline_always)]

mod lost;
mod size;
mod waker;

use std::alloc::Layout;
use std::cell::{Cell, UnsafeCell};
use std::mem::{size_of, ManuallyDrop};
use std::panic::{catch_unwind, resume_unwind, AssertUnwindSafe};
use std::ptr::{self, NonNull};
use std::sync::atomic::{fence, AtomicU32, Ordering};
use std::task::{ready, Context, Poll, Waker};
use std::{future::Future, marker::PhantomData, ops::Deref, pin::Pin, rc::Rc, sync::Arc};

use self::waker::raw_waker;
use super::{door::Door, error::JoinError, extra::Extra, phase::Phase, pool::Pool};
use crate::{core::Core, TaskId};

/// What every task has, whatever its future is: 24 bytes on wasm32.
#[repr(C)]
pub(crate) struct Header {
    vtable: &'static VTable,
    /// The task behind this one in the ready queue.
    pub(super) next: Cell<Link>,
    pub(super) door: Arc<Door>,
    refs: AtomicU32,
    pub(crate) id: TaskId,
    pub(crate) phase: Cell<Phase>,
    stage: Cell<Stage>,
    /// Whether a join handle will ask for the output.
    pub(crate) is_joined: Cell<bool>,
    pub(crate) priority: Cell<u8>,
}

/// What the future's memory holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Future,
    Output,
    Empty,
    /// A future in the middle of its poll or drop, for good: it must be neither touched nor moved.
    Lost,
}

/// What knows the future's type.
///
/// Safety: each function is called with the header of a task that was made for this very table, under the conditions
/// that stand at the function.
struct VTable {
    poll: unsafe fn(NonNull<Header>, &mut Context<'_>) -> Poll<()>,
    fail: unsafe fn(NonNull<Header>, JoinError),
    take: unsafe fn(NonNull<Header>, NonNull<()>),
    free: unsafe fn(NonNull<Header>),
    /// Whether the cell is a `Task<_, Extra>`, not a `Task<_, ()>`.
    has_extra: bool,
}

/// The whole cell. `repr(C)`, so that a pointer to it is a pointer to its header, and the extra part, where there is
/// one, stands right behind that.
#[repr(C)]
struct Task<F: Future, E> {
    header: Header,
    extra: E,
    body: UnsafeCell<Body<F>>,
}

impl<F: Future, E> Task<F, E> {
    const VTABLE: VTable = VTable {
        poll: poll::<F, E>,
        fail: fail::<F, E>,
        take: take::<F, E>,
        free: free::<F, E>,
        has_extra: size_of::<E>() > 0,
    };
}

/// What [`Stage`] says.
union Body<F: Future> {
    future: ManuallyDrop<F>,
    output: ManuallyDrop<Result<F::Output, JoinError>>,
}

/// The start of every `Task<_, Extra>`.
#[repr(C)]
struct Start {
    header: Header,
    extra: Extra,
}

/// One count of a task.
#[repr(transparent)]
pub(crate) struct TaskRef(NonNull<Header>);

// SAFETY: the value comes from `Door::leave`, the one place where a TaskRef changes threads. It was made from a waker,
// only `refs`, `door`, `vtable` and `id` are read until the executor's thread takes it back (rule 2), and dropping it
// elsewhere frees at most a cell that is empty (rule 3). So sending it is sound.
unsafe impl Send for TaskRef {}

// SAFETY: a pool only passes addresses on; what stands there is reached under the rules above, by whoever holds a
// count. The chunks themselves are plain memory without a thread of their own.
unsafe impl Send for Pool {}

/// A task's address, whose count is kept by whoever keeps the link: a queue, or the poll under way. In the pool it is
/// the address of a cell that was given back.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Link(pub(super) Option<NonNull<Header>>);

impl Link {
    pub(crate) const NONE: Self = Self(None);

    /// The task that the link names.
    #[inline]
    pub(crate) fn task(&self) -> Option<&TaskRef> {
        // SAFETY: a `TaskRef` is a pointer and nothing else (`repr(transparent)`), and `None` is null in both. The keeper
        // of the link keeps a count of the task, and the reference lives no longer than the link.
        unsafe { &*ptr::from_ref(self).cast::<Option<TaskRef>>() }.as_ref()
    }

    /// Takes over the count that the link's keeper has.
    pub(super) fn into_task(self) -> Option<TaskRef> {
        self.0.map(TaskRef)
    }
}

impl TaskRef {
    /// Arrow 1: a task that counts itself and the reference returned, is `Ready`, and is not in any queue yet.
    pub(crate) fn new<F: Future, E>(id: TaskId, door: Arc<Door>, extra: E, future: F) -> Self {
        let task = door.pool().allocate(Layout::new::<Task<F, E>>()).cast::<Task<F, E>>();
        let header = Header {
            vtable: &Task::<F, E>::VTABLE,
            next: Cell::new(Link::NONE),
            door,
            refs: AtomicU32::new(2),
            id,
            phase: Cell::new(Phase::Ready),
            stage: Cell::new(Stage::Future),
            is_joined: Cell::new(size_of::<E>() > 0),
            priority: Cell::new(0),
        };
        let body = UnsafeCell::new(Body { future: ManuallyDrop::new(future) });
        // SAFETY: the pool gave a cell for that layout, which nobody else uses; what stood there was dropped by `free`.
        unsafe { ptr::write(task.as_ptr(), Task { header, extra, body }) };
        Self(task.cast())
    }

    /// A link for as long as this reference lives.
    pub(crate) fn link(&self) -> Link {
        Link(Some(self.0))
    }

    /// A link that takes the count along.
    pub(super) fn into_link(self) -> Link {
        ManuallyDrop::new(self).link()
    }

    /// What a task has that was spawned with a name and a handle.
    pub(crate) fn extra(&self) -> Option<&Extra> {
        // SAFETY: `has_extra` says that the cell is a `Task<_, Extra>`, which starts as `Start` does (both `repr(C)`);
        // this count keeps it in use, and an `Extra` is only ever borrowed shared, at home.
        self.vtable.has_extra.then(|| unsafe { &self.0.cast::<Start>().as_ref().extra })
    }

    /// Polls the future once; when it is ready, drops it and keeps its output if a handle wants it. The future must be
    /// there: the phase is Running.
    #[inline(always)]
    pub(crate) fn poll(&self) -> Poll<()> {
        // SAFETY: the data pointer is a header in use and the table is made for it; the waker borrows this count and is
        // never dropped, so it must not own one.
        let waker = ManuallyDrop::new(unsafe { Waker::from_raw(raw_waker(self.0)) });
        let mut context = Context::from_waker(&waker);
        // SAFETY: the table was made for this task's future type; we are at home, and the phase Running makes this the
        // only access to the body: `wake` and `abort` leave a running task's body alone.
        unsafe { (self.vtable.poll)(self.0, &mut context) }
    }

    /// Drops the future where it stands and leaves `error` for the handle. Must not be called while it is polled.
    pub(crate) fn fail(&self, error: JoinError) {
        debug_assert_eq!(self.phase.get(), Phase::Ending, "the phase forbids polls before the future goes");
        // SAFETY: as in `poll`; the phase Ending keeps everybody else from the body while the future drops: it is not
        // polled, and its output is not taken.
        unsafe { (self.vtable.fail)(self.0, error) }
    }

    /// The task is over: gives up the count that it had of itself. Called once a task, when its phase becomes `Over`.
    pub(crate) fn end(&self) {
        // This reference is another count, so the number can't reach zero here.
        self.refs.fetch_sub(1, Ordering::Release);
    }

    #[inline(always)]
    fn wake(&self) {
        if self.door.is_here() && Phase::wake_silently(&self.phase) {
            return;
        }
        match self.door.reach() {
            Some(core) if core.is_in_turn() => core.wake(self),
            Some(core) => core.wake_between_turns(self.clone()),
            None => self.door.leave(self.clone()),
        }
    }
}

impl Deref for TaskRef {
    type Target = Header;

    #[inline]
    fn deref(&self) -> &Header {
        // SAFETY: this count keeps the cell in use (rule 1), and a header is only ever borrowed shared.
        unsafe { self.0.as_ref() }
    }
}

impl Clone for TaskRef {
    #[inline]
    fn clone(&self) -> Self {
        // As in Arc: a new count needs no ordering, and more counts than memory could name is a leak gone wild.
        if self.refs.fetch_add(1, Ordering::Relaxed) > u32::MAX / 2 {
            std::process::abort();
        }
        Self(self.0)
    }
}

impl Drop for TaskRef {
    #[inline]
    fn drop(&mut self) {
        if self.refs.fetch_sub(1, Ordering::Release) == 1 {
            fence(Ordering::Acquire);
            // SAFETY: this was the last count, and the fence orders every other count's use before the end (rule 1).
            unsafe { (self.vtable.free)(self.0) }
        }
    }
}

/// The typed end of a task, which a join handle keeps: knows that the output is a `T`.
pub(super) struct Output<T> {
    task: TaskRef,
    /// A `T` that will come out of a task of this thread: sent to another one, it could touch the body there.
    marker: PhantomData<(T, *const ())>,
}

impl<T> Output<T> {
    /// For a task whose future has the output `T`.
    pub(super) fn of(id: TaskId, door: Arc<Door>, extra: Extra, future: impl Future<Output = T>) -> Self {
        Self { task: TaskRef::new(id, door, extra, future), marker: PhantomData }
    }

    pub(super) fn task(&self) -> &TaskRef {
        &self.task
    }

    /// Takes the result. `None` if it is not there: not over yet, or taken already.
    pub(super) fn take(&self) -> Option<Result<T, JoinError>> {
        if self.task.phase.get() != Phase::Over {
            return None;
        }
        let mut result: Option<Result<T, JoinError>> = None;
        // SAFETY: `of` made the task with a future whose output is `T`, so `take` writes an `Option<Result<T, _>>`; the
        // phase Over says that nobody else looks at the body.
        unsafe { (self.task.vtable.take)(self.task.0, NonNull::from(&mut result).cast()) };
        result
    }
}

// Safety: `header` is the start of a `Task<F, E>` in use; the caller is at home and alone with the body.
unsafe fn poll<F: Future, E>(header: NonNull<Header>, context: &mut Context<'_>) -> Poll<()> {
    // SAFETY: `repr(C)` puts the header first, and the caller vouches for the types.
    let task = unsafe { header.cast::<Task<F, E>>().as_ref() };
    // SAFETY: the caller is alone with the body, and until a task is over that is its future.
    let future = unsafe { &mut *(*task.body.get()).future };
    // SAFETY: the future lives in its cell until it is dropped in place: nothing moves it out.
    let output = ready!(unsafe { Pin::new_unchecked(future) }.poll(context));
    // SAFETY: the caller is alone with the body, whose stage is Future.
    unsafe { drop_future(task) };
    keep(task, Ok(output));
    Poll::Ready(())
}

// Safety: as for `poll`.
unsafe fn fail<F: Future, E>(header: NonNull<Header>, error: JoinError) {
    // SAFETY: `repr(C)` puts the header first, and the caller vouches for the types.
    let task = unsafe { header.cast::<Task<F, E>>().as_ref() };
    // SAFETY: the caller is alone with the body.
    let dropped = catch_unwind(AssertUnwindSafe(|| unsafe { drop_future(task) }));
    keep(task, Err(error));
    // The handle has its answer; the caller says what happened.
    dropped.unwrap_or_else(|payload| resume_unwind(payload));
}

/// Drops the future in place, if it is still there. The stage is empty afterwards, also if the drop panics.
// Safety: the caller is alone with the body.
unsafe fn drop_future<F: Future, E>(task: &Task<F, E>) {
    if task.header.stage.replace(Stage::Empty) == Stage::Future {
        // SAFETY: the stage said that the future is there, and says no longer so: it is dropped once.
        unsafe { ManuallyDrop::drop(&mut (*task.body.get()).future) };
    }
}

/// Keeps the result for the handle, if there is one. The stage must be empty.
fn keep<F: Future, E>(task: &Task<F, E>, result: Result<F::Output, JoinError>) {
    if task.header.is_joined.get() {
        // SAFETY: the callers are alone with the body, and its stage is empty: nothing is overwritten that needs a drop.
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

impl Door {
    /// Lets the door lead to `core`, until [`close`](Door::close).
    pub(crate) fn open(&self, core: &Core) {
        self.core.store(ptr::from_ref(core).cast_mut(), Ordering::Release);
    }

    /// The executor, if it is alive and this is its thread.
    pub(crate) fn core(&self) -> Option<Rc<Core>> {
        self.reach()?.rc()
    }

    /// As [`core`](Door::core), to be counted at once unless a turn goes on, which has a count of its own.
    #[inline]
    fn reach(&self) -> Option<&Core> {
        let core = if self.is_here() { NonNull::new(self.core.load(Ordering::Acquire)) } else { None };
        // SAFETY: we are on the executor's thread, where the pointer is set when the core is made and cleared in its
        // drop, before any field goes: it is alive now, and for as long as somebody counts it.
        core.map(|core| unsafe { core.as_ref() })
    }

    /// Every task that is not over, in no particular order. To be called at home.
    pub(crate) fn live_tasks(&self) -> Vec<TaskRef> {
        let pool = self.pool();
        let cells = pool.cells().map(NonNull::cast::<Header>);
        // SAFETY: every cell of the pool holds a header (rule 4), and phases are only changed at home or under the lock
        // that we hold. A task that is not over counts itself (rule 3), so it may be counted once more.
        let live =
            cells.filter(|header| unsafe { !(*ptr::addr_of!((*header.as_ptr()).phase)).get().is_over() });
        live.map(|header| (*ManuallyDrop::new(TaskRef(header))).clone()).collect()
    }
}
