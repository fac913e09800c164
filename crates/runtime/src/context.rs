//! Which executor is at work on this thread, so that `spawn` and `sleep` need no handle.

use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;
use std::rc::Rc;

use crate::core::Core;
use crate::record::{Event, Record};

pub(crate) use crate::core::poll_operation;

thread_local! {
    // Never dropped, which makes it a plain variable that costs nothing to reach. It is empty when its thread ends: every
    // `Entered` restores what was there before.
    static CURRENT: ManuallyDrop<RefCell<Option<Rc<Core>>>> = const { ManuallyDrop::new(RefCell::new(None)) };

    /// Whether that executor has a recorder: all that an event costs where none is written.
    static IS_RECORDED: Cell<bool> = const { Cell::new(false) };

    /// Operations that the poll under way may still do.
    static OPERATIONS: Cell<u32> = const { Cell::new(UNLIMITED) };
}

/// Operations without a limit, which is what there is outside of an executor.
const UNLIMITED: u32 = u32::MAX;

/// Restores the executor that was current before.
pub(crate) struct Entered {
    before: Option<Rc<Core>>,
    /// What was left of the operations of the poll around; `None` if it is one of the same executor.
    operations: Option<u32>,
}

/// Makes `core` current until the returned value is dropped.
pub(crate) fn enter(core: &Rc<Core>) -> Entered {
    let before = replace(Some(Rc::clone(core)));
    let is_other = !before.as_ref().is_some_and(|before| Rc::ptr_eq(before, core));
    Entered { before, operations: is_other.then(|| OPERATIONS.replace(UNLIMITED)) }
}

/// Makes no executor current until the returned value is dropped.
pub(crate) fn leave() -> Entered {
    Entered { before: replace(None), operations: Some(OPERATIONS.replace(UNLIMITED)) }
}

/// Makes no executor current, for good: the values that would have restored the one before are gone without a drop.
pub(crate) fn abandon() {
    OPERATIONS.set(UNLIMITED);
    drop(replace(None));
}

/// Makes another executor current; returns the one before, to be dropped or kept: dropping an executor can run program
/// code, so no borrow is held then.
fn replace(next: Option<Rc<Core>>) -> Option<Rc<Core>> {
    IS_RECORDED.set(next.as_ref().is_some_and(|core| core.recorder().is_some()));
    CURRENT.with(|current| std::mem::replace(&mut *current.borrow_mut(), next))
}

impl Drop for Entered {
    fn drop(&mut self) {
        if let Some(operations) = self.operations {
            OPERATIONS.set(operations);
        }
        let before = self.before.take();
        drop(replace(before));
    }
}

/// The executor at work on this thread, if there is one. `None` also while the thread is being torn down.
pub(crate) fn current() -> Option<Rc<Core>> {
    CURRENT.try_with(|current| current.borrow().clone()).ok().flatten()
}

/// Looks at the executor at work. `look` must not call anything that is not part of this crate: a sink, a host, a
/// waker, a program.
#[inline]
pub(crate) fn with<T>(look: impl FnOnce(&Rc<Core>) -> T) -> Option<T> {
    CURRENT.try_with(|current| current.borrow().as_ref().map(look)).ok().flatten()
}

/// Whether there is an executor at work whose run is recorded.
#[inline]
pub(crate) fn is_recorded() -> bool {
    cfg!(feature = "record") && IS_RECORDED.get()
}

/// Records an event with the executor at work, if there is one and its run is recorded.
#[inline]
pub(crate) fn record(event: impl FnOnce(&Core) -> Event) {
    if is_recorded() {
        record_current(|core| Record::encode_inlined(event(core)));
    }
}

#[inline(never)]
fn record_current(event: impl FnOnce(&Core) -> Record) {
    if with(|core| core.is_in_turn()) == Some(false) {
        refresh_current();
    }
    if with(|core| core.write(event)) == Some(true) {
        hand_over_current();
    }
}

/// The executor is counted here and below: its host is program code, and so is a sink.
#[cold]
#[inline(never)]
fn refresh_current() {
    if let Some(core) = current().filter(|core| core.is_recording()) {
        core.refresh_between_turns();
    }
}

#[cold]
#[inline(never)]
fn hand_over_current() {
    if let Some(core) = current() {
        core.hand_over();
    }
}

/// Whether the poll under way may do one more operation on a resource.
#[inline]
pub(crate) fn has_operations() -> bool {
    OPERATIONS.get() > 0
}

/// Counts an operation that made progress, if there is a limit.
#[inline]
pub(crate) fn count_operation() {
    let left = OPERATIONS.get();
    if left != UNLIMITED {
        OPERATIONS.set(left.saturating_sub(1));
    }
}

/// A poll begins that may do this many.
#[inline]
pub(crate) fn set_operations(operations: u32) {
    OPERATIONS.set(operations);
}

/// The executor at work on this thread.
///
/// # Panics
/// Where none is: `what` names the function that needs one.
#[track_caller]
pub(crate) fn expect_current(what: &str) -> Rc<Core> {
    // Not `unwrap_or_else`: a closure would hide the place of the caller.
    let Some(core) = current() else {
        panic!("`{what}` needs an executor: call it from inside a task, or use a method of `Executor`")
    };
    core
}

/// The branch that is polled first: see [`Core::first_branch`]; 0 where no executor is at work.
pub(crate) fn first_branch(branches: u32) -> u32 {
    // Counted, because a chooser is the program's.
    current().map_or(0, |core| core.first_branch(branches))
}
