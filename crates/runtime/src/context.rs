//! Which executor is at work on this thread, so that `spawn` and `sleep` need no handle.

use std::cell::RefCell;
use std::panic::Location;
use std::rc::Rc;
use std::task::{Context, Poll};

use crate::core::Core;

thread_local! {
    static CURRENT: RefCell<Option<Rc<Core>>> = const { RefCell::new(None) };
}

/// Restores the executor that was current before.
pub(crate) struct Entered(Option<Rc<Core>>);

/// Makes `core` current until the returned value is dropped.
pub(crate) fn enter(core: &Rc<Core>) -> Entered {
    Entered(CURRENT.with(|current| current.borrow_mut().replace(Rc::clone(core))))
}

impl Drop for Entered {
    fn drop(&mut self) {
        let before = self.0.take();
        // Taken out first and dropped after the borrow has ended: dropping an executor can run program code.
        let after = CURRENT.with(|current| std::mem::replace(&mut *current.borrow_mut(), before));
        drop(after);
    }
}

/// The executor at work on this thread, if there is one. `None` also while the thread is being torn down.
pub(crate) fn current() -> Option<Rc<Core>> {
    CURRENT.try_with(|current| current.borrow().clone()).ok().flatten()
}

/// The executor at work on this thread.
///
/// # Panics
/// Where none is: `what` names the function that needs one.
#[track_caller]
pub(crate) fn expect_current(what: &str) -> Rc<Core> {
    current().unwrap_or_else(|| {
        panic!("`{what}` needs an executor: call it from inside a task, or use a method of `Executor`")
    })
}

/// A random number below `bound`, from the seed of the executor at work; 0 where none is.
pub(crate) fn random_below(bound: u32) -> u32 {
    current().map_or(0, |core| core.random().below(bound))
}

/// Leave to do one operation of a resource, given by [`poll_operation`].
pub(crate) struct Operation;

impl Operation {
    /// The operation gave its result: it counts.
    // Takes itself, so that it counts once.
    #[allow(clippy::unused_self)]
    pub(crate) fn made_progress(self) {}
}

/// Asks whether the task may do one more operation in this poll.
pub(crate) fn poll_operation(
    _cx: &mut Context<'_>,
    _location: &'static Location<'static>,
) -> Poll<Operation> {
    Poll::Ready(Operation)
}
