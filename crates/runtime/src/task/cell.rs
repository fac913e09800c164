//! The task cell: header and future in one allocation, and the only unsafe code of the crate.
//!
//! Everything here rests on three rules.
//!
//! 1. *Counting.* An allocation lives as long as `refs` counts a [`TaskRef`] or a `Waker` for it; whoever takes the
//!    count to zero frees it. Only `refs`, `door`, `vtable` and `id` are touched by other threads, and only through
//!    wakers.
//! 2. *Home.* `stage` and the `Cell`s are touched on the executor's own thread only: a `TaskRef` other than inside a
//!    waker never leaves it (nothing that holds one is `Send`, but for the door's list, which is emptied at home).
//! 3. *Empty before free.* The future and the output are gone before the last count can be given up elsewhere: the
//!    executor keeps a count until the future is dropped, and the join handle, which never leaves home, takes or drops
//!    the output.
// One allocation a task, and wakers that fit the standard vtable, are not to be had without.
#![allow(unsafe_code)]

use std::alloc::{alloc, dealloc, handle_alloc_error, Layout};
use std::cell::{Cell, UnsafeCell};
use std::future::Future;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::panic::{catch_unwind, resume_unwind, AssertUnwindSafe};
use std::pin::Pin;
use std::ptr::{self, NonNull};
use std::rc::Rc;
use std::sync::atomic::{fence, AtomicU32, Ordering};
use std::sync::Arc;
use std::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

use super::door::Door;
use super::handle::JoinError;
use super::phase::Phase;
use crate::core::Core;
use crate::TaskId;

/// What every task has, whatever its future is.
pub(crate) struct Header {
    refs: AtomicU32,
    pub(crate) phase: Cell<Phase>,
    /// Whether a join handle will ask for the output.
    pub(crate) is_joined: Cell<bool>,
    pub(crate) id: TaskId,
    /// Where the executor's list of live tasks names this one.
    pub(crate) slot: Cell<u32>,
    /// The task behind this one in the ready queue.
    pub(super) next: Cell<Option<TaskRef>>,
    pub(super) door: Arc<Door>,
    vtable: &'static VTable,
}

/// The functions that know the future's type.
///
/// Safety: each is called with the header of a task that was made for this very table, under the conditions that stand at
/// the function.
struct VTable {
    poll: unsafe fn(NonNull<Header>, &mut Context<'_>) -> Poll<()>,
    fail: unsafe fn(NonNull<Header>, JoinError),
    take: unsafe fn(NonNull<Header>, NonNull<()>),
    free: unsafe fn(NonNull<Header>),
}

/// The whole allocation. `repr(C)`, so that a pointer to it is a pointer to its header.
#[repr(C)]
struct Task<F: Future> {
    header: Header,
    stage: UnsafeCell<Stage<F>>,
}

enum Stage<F: Future> {
    Future(F),
    Output(Result<F::Output, JoinError>),
    Empty,
}

/// One count of a task.
pub(crate) struct TaskRef(NonNull<Header>);

// SAFETY: the value comes from `Door::leave`, the one place where a TaskRef changes threads. It was made from a waker,
// only `refs`, `door`, `vtable` and `id` are read until the executor's thread takes it back (rule 2), and dropping it
// elsewhere frees at most memory that is empty (rule 3). So sending it is sound.
unsafe impl Send for TaskRef {}

/// A task's address without a count, for the end of the queue.
#[derive(Clone, Copy, Default)]
pub(super) struct WeakLink(Option<NonNull<Header>>);

impl WeakLink {
    /// Chains `task` behind the one this link names.
    pub(super) fn set_next(self, task: TaskRef) {
        if let Some(header) = self.0 {
            // SAFETY: a non-empty queue holds a count of every task in its chain, and its `last` names the end of that
            // chain; the queue calls this only when it is not empty. So the header is alive, at home.
            unsafe { header.as_ref() }.next.set(Some(task));
        }
    }
}

impl TaskRef {
    /// Arrow 1: a task that counts one reference, is `Ready`, and is not in any queue yet.
    pub(crate) fn new<F: Future + 'static>(id: TaskId, door: Arc<Door>, future: F) -> Self {
        let layout = Layout::new::<Task<F>>();
        // SAFETY: the layout has a size above zero, as the header has one.
        let memory = unsafe { alloc(layout) };
        let Some(task) = NonNull::new(memory.cast::<Task<F>>()) else { handle_alloc_error(layout) };
        let header = Header {
            refs: AtomicU32::new(1),
            phase: Cell::new(Phase::Ready),
            is_joined: Cell::new(true),
            id,
            slot: Cell::new(0),
            next: Cell::new(None),
            door,
            vtable: &VTable { poll: poll::<F>, fail: fail::<F>, take: take::<F>, free: free::<F> },
        };
        // SAFETY: the memory was just allocated for this very type, and nobody else knows it.
        unsafe { ptr::write(task.as_ptr(), Task { header, stage: UnsafeCell::new(Stage::Future(future)) }) };
        Self(task.cast())
    }

    pub(super) fn link(&self) -> WeakLink {
        WeakLink(Some(self.0))
    }

    /// Polls the future once; when it is ready, drops it and keeps its output if a handle wants it. The future must be
    /// there: the phase is Running.
    pub(crate) fn poll(&self) -> Poll<()> {
        // SAFETY: the data pointer is a live header and the table is made for it; the waker borrows this count and is
        // never dropped, so it must not own one.
        let waker = ManuallyDrop::new(unsafe { Waker::from_raw(raw_waker(self.0)) });
        let mut context = Context::from_waker(&waker);
        // SAFETY: the table was made for this task's future type; we are at home, and the phase Running makes this the
        // only access to the stage: `wake` and `abort` leave a running task's stage alone.
        unsafe { (self.vtable.poll)(self.0, &mut context) }
    }

    /// Drops the future where it stands and leaves `error` for the handle. Must not be called while it is polled.
    pub(crate) fn fail(&self, error: JoinError) {
        debug_assert_eq!(self.phase.get(), Phase::Ending, "the phase forbids polls before the future goes");
        // SAFETY: as in `poll`; the phase Ending keeps everybody else from the stage while the future drops: it is not
        // polled, and its output is not taken.
        unsafe { (self.vtable.fail)(self.0, error) }
    }

    fn wake(self) {
        if !self.door.is_here() {
            let door = Arc::clone(&self.door);
            return door.leave(self);
        }
        if let Some(core) = self.door.core() {
            core.wake(self);
        }
    }
}

impl Deref for TaskRef {
    type Target = Header;

    fn deref(&self) -> &Header {
        // SAFETY: this count keeps the allocation alive (rule 1), and a header is only ever borrowed shared.
        unsafe { self.0.as_ref() }
    }
}

impl Clone for TaskRef {
    fn clone(&self) -> Self {
        // As in Arc: a new count needs no ordering, and more counts than memory could name is a leak gone wild.
        if self.refs.fetch_add(1, Ordering::Relaxed) > u32::MAX / 2 {
            std::process::abort();
        }
        Self(self.0)
    }
}

impl Drop for TaskRef {
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
    /// A `T` that will come out of a task of this thread: sent to another one, it could touch the stage there.
    marker: PhantomData<(T, *const ())>,
}

impl<T> Output<T> {
    /// For a task whose future has the output `T`.
    pub(super) fn of<F: Future<Output = T> + 'static>(
        id: TaskId,
        door: Arc<Door>,
        future: F,
    ) -> (TaskRef, Self) {
        let task = TaskRef::new(id, door, future);
        (task.clone(), Self { task, marker: PhantomData })
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
        // phase Over says that nobody else looks at the stage.
        unsafe { (self.task.vtable.take)(self.task.0, NonNull::from(&mut result).cast()) };
        result
    }
}

/// # Safety
/// `header` is the start of a live `Task<F>`; the caller is at home and alone with the stage.
unsafe fn poll<F: Future>(header: NonNull<Header>, context: &mut Context<'_>) -> Poll<()> {
    // SAFETY: `repr(C)` puts the header first, and the caller vouches for `F`; the stage is borrowed alone.
    let task = unsafe { header.cast::<Task<F>>().as_ref() };
    let output = {
        // SAFETY: the caller is alone with the stage.
        let Stage::Future(future) = (unsafe { &mut *task.stage.get() }) else { return Poll::Ready(()) };
        // SAFETY: the future lives in its allocation until it is dropped in place: nothing moves it out.
        match unsafe { Pin::new_unchecked(future) }.poll(context) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(output) => output,
        }
    };
    // SAFETY: the caller is alone with the stage.
    unsafe { replace(&task.stage, Stage::Empty) };
    if task.header.is_joined.get() {
        // SAFETY: as above.
        unsafe { replace(&task.stage, Stage::Output(Ok(output))) };
    }
    Poll::Ready(())
}

/// # Safety
/// As for [`poll`].
unsafe fn fail<F: Future>(header: NonNull<Header>, error: JoinError) {
    // SAFETY: `repr(C)` puts the header first, and the caller vouches for `F`.
    let task = unsafe { header.cast::<Task<F>>().as_ref() };
    // SAFETY: the caller is alone with the stage.
    let dropped = catch_unwind(AssertUnwindSafe(|| unsafe { replace(&task.stage, Stage::Empty) }));
    if task.header.is_joined.get() {
        // SAFETY: as above.
        unsafe { replace(&task.stage, Stage::Output(Err(error))) };
    }
    if let Err(payload) = dropped {
        // The handle has its answer; the caller says what happened.
        resume_unwind(payload);
    }
}

/// Puts `next` in the place of what is there, dropping that in place, even if its drop panics.
///
/// # Safety
/// The caller is alone with the stage.
unsafe fn replace<F: Future>(stage: &UnsafeCell<Stage<F>>, next: Stage<F>) {
    // SAFETY: assignment drops the old value in place, as pinning demands, and writes the new one also when that drop
    // panics; the caller is alone with the stage.
    unsafe { *stage.get() = next };
}

/// # Safety
/// As for [`poll`], and `result` points to an `Option<Result<F::Output, JoinError>>`.
unsafe fn take<F: Future>(header: NonNull<Header>, result: NonNull<()>) {
    // SAFETY: `repr(C)` puts the header first, and the caller vouches for `F`.
    let task = unsafe { header.cast::<Task<F>>().as_ref() };
    // SAFETY: the caller is alone with the stage.
    let stage = unsafe { &mut *task.stage.get() };
    if let Stage::Output(output) = stage {
        // SAFETY: the output is not pinned, so it may be moved; `write` leaves the `None` that was there undropped, and
        // a `None` owns nothing. The bytes left behind are overwritten without a drop.
        unsafe {
            let result = result.cast::<Option<Result<F::Output, JoinError>>>();
            ptr::write(result.as_ptr(), Some(ptr::read(output)));
            ptr::write(stage, Stage::Empty);
        }
    }
}

/// # Safety
/// `header` is the start of a `Task<F>` that nobody counts any more.
unsafe fn free<F: Future>(header: NonNull<Header>) {
    let task = header.cast::<Task<F>>();
    // SAFETY: nobody else can reach the task; it is dropped and its memory returned as it was allocated. If this is not
    // the home thread, the stage is empty (rule 3).
    unsafe {
        ptr::drop_in_place(task.as_ptr());
        dealloc(task.cast().as_ptr(), Layout::new::<Task<F>>());
    }
}

fn raw_waker(header: NonNull<Header>) -> RawWaker {
    RawWaker::new(header.as_ptr().cast_const().cast(), &WAKER)
}

static WAKER: RawWakerVTable = RawWakerVTable::new(waker_clone, waker_wake, waker_wake_by_ref, waker_drop);

/// # Safety
/// `data` comes from [`raw_waker`], and the count that the waker stands for is alive. The other three alike.
unsafe fn waker_clone(data: *const ()) -> RawWaker {
    // SAFETY: the caller vouches for `data`; the count is borrowed, not taken.
    let task = ManuallyDrop::new(unsafe { count(data) });
    raw_waker(ManuallyDrop::new((*task).clone()).0)
}

unsafe fn waker_wake(data: *const ()) {
    // SAFETY: as in `waker_clone`; here the count is taken over.
    unsafe { count(data) }.wake();
}

unsafe fn waker_wake_by_ref(data: *const ()) {
    // SAFETY: as in `waker_clone`.
    let task = ManuallyDrop::new(unsafe { count(data) });
    (*task).clone().wake();
}

unsafe fn waker_drop(data: *const ()) {
    // SAFETY: as in `waker_wake`.
    drop(unsafe { count(data) });
}

/// # Safety
/// As for [`waker_clone`]; the caller decides whether the result owns the count.
unsafe fn count(data: *const ()) -> TaskRef {
    // SAFETY: `raw_waker` made the pointer from a non-null header.
    TaskRef(unsafe { NonNull::new_unchecked(data.cast_mut().cast()) })
}

impl Door {
    /// Lets the door lead to `core`, until [`close`](Door::close).
    pub(crate) fn open(&self, core: &Core) {
        self.core.store(ptr::from_ref(core).cast_mut(), Ordering::Release);
    }

    /// The executor, if it is alive and this is its thread.
    pub(crate) fn core(&self) -> Option<Rc<Core>> {
        let core = if self.is_here() { NonNull::new(self.core.load(Ordering::Acquire)) } else { None };
        // SAFETY: we are on the executor's thread, where the pointer is set when the core is made and cleared in its
        // drop, before any field goes. So it is alive at this moment; `rc` keeps it so for as long as the caller wants,
        // whatever the program's own code does meanwhile.
        core.and_then(|core| unsafe { core.as_ref() }.rc())
    }
}
