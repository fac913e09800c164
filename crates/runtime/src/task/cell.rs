//! The task cell: header and future in one piece of memory, and the only unsafe code of the crate. It rests on the rules
//! of [the folder](super).
// One piece of memory a task, and wakers that fit the standard vtable, are not to be had without. What is passed by
// reference goes through memory, so the path of a wake is one piece of code.
#![allow(unsafe_code, clippy::inline_always)]

mod anywhere;
mod home;
mod lost;
mod size;
mod typed;
mod waker;

use std::alloc::Layout;
use std::cell::{Cell, UnsafeCell};
use std::future::Future;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::ptr::{self, NonNull};
use std::sync::atomic::{fence, AtomicU32, Ordering};
use std::sync::Arc;
use std::task::{Context, Poll};

use super::{
    door::{Door, Home},
    error::JoinError,
    extra::Extra,
    phase::Phase,
    pool::Pool,
};
use crate::{panics::Payload, TaskId};

pub(crate) use anywhere::Anywhere;
pub(super) use home::AtHome;
pub(crate) use typed::Output;

/// What every task has, whatever its future is: 24 bytes on wasm32.
#[repr(C)]
pub(crate) struct Header {
    vtable: &'static VTable,
    /// The task behind this one in the ready queue.
    pub(super) next: Cell<Link>,
    pub(crate) door: Arc<Door>,
    /// [`ONE`] for each reference and waker, and [`OWN`] while the task counts itself.
    refs: AtomicU32,
    pub(crate) id: TaskId,
    pub(crate) phase: Cell<Phase>,
    stage: Cell<Stage>,
    /// Whether a join handle will ask for the output.
    pub(crate) is_joined: Cell<bool>,
    pub(crate) priority: Cell<u8>,
}

/// The count that a task has of itself: the lowest bit, so that other threads can see whether it is still there.
const OWN: u32 = 1;

/// One count of a reference or a waker.
const ONE: u32 = 2;

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
    fail: unsafe fn(NonNull<Header>, JoinError) -> Result<(), Payload>,
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

/// What may stand between header and future.
///
/// # Safety
/// `IS_EXTRA` says whether the type is [`Extra`].
pub(crate) unsafe trait Part {
    /// Whether this is an [`Extra`].
    const IS_EXTRA: bool;
}

// SAFETY: it is not `Extra`.
unsafe impl Part for () {
    const IS_EXTRA: bool = false;
}

// SAFETY: it is `Extra`.
unsafe impl Part for Extra {
    const IS_EXTRA: bool = true;
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

// SAFETY: a pool only passes addresses on; what stands there is reached under the rules of the folder, by whoever holds a
// count. The chunks themselves are plain memory without a thread of their own.
unsafe impl Send for Pool {}

/// A task's address, whose count is kept by whoever keeps the link: a queue, or the poll under way. In the pool it is
/// the address of a cell that was given back.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
#[repr(transparent)]
pub(crate) struct Link(pub(super) Option<NonNull<Header>>);

impl Link {
    pub(crate) const NONE: Self = Self(None);

    /// The task that the link names.
    #[inline]
    pub(crate) fn task(&self) -> Option<&TaskRef> {
        // SAFETY: a link is an optional pointer and nothing else, and a `TaskRef` is a pointer and nothing else (both
        // `repr(transparent)`); `None` is null in both. The keeper of the link keeps a count of the task, and the
        // reference lives no longer than the link.
        unsafe { &*ptr::from_ref(self).cast::<Option<TaskRef>>() }.as_ref()
    }

    /// Takes over the count that the link's keeper has.
    pub(super) fn into_task(self) -> Option<TaskRef> {
        self.0.map(TaskRef)
    }
}

impl TaskRef {
    /// Arrow 1: a task that counts itself and the reference returned, is `Ready`, and is not in any queue yet.
    pub(crate) fn new<F: Future + 'static, E: Part>(id: TaskId, home: &Home, extra: E, future: F) -> Self {
        let door = Arc::clone(home.door());
        let task = door.pool().allocate(Layout::new::<Task<F, E>>()).cast::<Task<F, E>>();
        let header = Header {
            vtable: Task::<F, E>::VTABLE,
            next: Cell::new(Link::NONE),
            door,
            refs: AtomicU32::new(OWN + ONE),
            id,
            phase: Cell::new(Phase::Ready),
            stage: Cell::new(Stage::Future),
            is_joined: Cell::new(E::IS_EXTRA),
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
        let waker = self.borrowed_waker();
        let mut context = Context::from_waker(&waker);
        // SAFETY: the table was made for this task's future type; we are at home, and the phase Running makes this the
        // only access to the body: a wake never touches it, and a scheduler calls `fail` on an Ending task only.
        unsafe { (self.vtable.poll)(self.0, &mut context) }
    }

    /// Drops the future where it stands, or what it has returned, and leaves `error` for the handle; gives the payload if
    /// that drop panics. Must not be called while the task is polled.
    pub(crate) fn fail(&self, error: JoinError) -> Result<(), Payload> {
        // SAFETY: as in `poll`; the phase Ending keeps everybody else from the body while the future drops: it is not
        // polled, and its output is not taken.
        unsafe { (self.vtable.fail)(self.0, error) }
    }

    /// Arrow 11: the task is over and gives up the count that it had of itself. False if it was over before.
    pub(crate) fn end(&self) -> bool {
        let is_first = !self.phase.replace(Phase::Over).is_over();
        if is_first {
            // This reference is another count, so the number can't reach zero here. `Release`, so that a thread that
            // sees the bit gone also sees everything before it.
            self.refs.fetch_sub(OWN, Ordering::Release);
        }
        is_first
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
        if self.refs.fetch_add(ONE, Ordering::Relaxed) > u32::MAX / 2 {
            std::process::abort();
        }
        Self(self.0)
    }
}

impl Drop for TaskRef {
    #[inline]
    fn drop(&mut self) {
        if self.refs.fetch_sub(ONE, Ordering::Release) == ONE {
            fence(Ordering::Acquire);
            // SAFETY: this was the last count, and the fence orders every other count's use before the end (rule 1).
            unsafe { (self.vtable.free)(self.0) }
        }
    }
}
