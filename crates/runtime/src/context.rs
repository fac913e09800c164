//! Which executor is at work on this thread, so that `spawn` and `sleep` need no handle.

use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;
use std::rc::Rc;

use crate::core::Core;
use crate::record::Event;

pub(crate) use crate::core::poll_operation;

thread_local! {
    // Never dropped, which makes it a plain variable that costs nothing to reach. It is empty when its thread ends: what
    // is entered is left again.
    static CURRENT: ManuallyDrop<RefCell<Option<Rc<Core>>>> = const { ManuallyDrop::new(RefCell::new(None)) };

    /// Whether that executor has a recorder: all that an event costs where none is written.
    static IS_RECORDED: Cell<bool> = const { Cell::new(false) };
}

/// Restores the executor that was current before.
pub(crate) struct Entered(Option<Rc<Core>>);

/// Makes `core` current until the returned value is dropped.
pub(crate) fn enter(core: &Rc<Core>) -> Entered {
    Entered(replace(Some(Rc::clone(core))))
}

/// Makes no executor current until the returned value is dropped.
pub(crate) fn leave() -> Entered {
    Entered(replace(None))
}

/// Makes no executor current, for good: the values that would have restored the one before are gone without a drop.
pub(crate) fn abandon() {
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
        let before = self.0.take();
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

/// Records an event with the executor at work, if there is one and its run is recorded.
#[inline]
pub(crate) fn record(event: impl FnOnce(&Core) -> Event) {
    if cfg!(feature = "record") && IS_RECORDED.get() {
        record_current(event);
    }
}

#[cold]
#[inline(never)]
fn record_current(event: impl FnOnce(&Core) -> Event) {
    // The count is needed only where something is written: a full batch goes to a sink, which is program code.
    if let Some(core) = with(|core| core.is_recording().then(|| Rc::clone(core))).flatten() {
        core.record(event);
    }
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
