//! The budget of operations in one poll: a task whose resources are always ready still lets the others run.
//!
//! The idea is Tokio's cooperative budget: every operation on a resource that succeeds costs one, and the one that
//! finds nothing left says `Pending` and wakes its task at once.

use std::cell::Cell;
use std::panic::Location;
use std::rc::Rc;
use std::task::{Context, Poll};

use super::Core;
use crate::context;
use crate::record::{Event, Wait};

/// One operation that the budget allowed. Counts only if it [makes progress](Operation::made_progress).
#[must_use = "an operation that succeeded has to be counted"]
pub(crate) struct Operation(());

impl Operation {
    /// It succeeded: the poll may do one less.
    pub(crate) fn made_progress(self) {
        let Self(()) = self;
        context::with(Core::count_operation);
    }
}

/// Asks whether this poll may do one more operation on a resource. If not, the task is woken and waits for its next
/// turn, at `location`. Outside an executor of this crate there is no limit.
pub(crate) fn poll_operation(cx: &mut Context<'_>, location: &'static Location<'static>) -> Poll<Operation> {
    let is_spent = context::with(|core| core.operations().get() == 0).unwrap_or(false);
    if !is_spent {
        return Poll::Ready(Operation(()));
    }
    context::record(|core| Event::Waiting {
        node: core.node(),
        on: Wait::Budget,
        place: core.place(location),
    });
    cx.waker().wake_by_ref();
    Poll::Pending
}

impl Core {
    fn operations(&self) -> &Cell<u32> {
        &self.operations
    }

    fn count_operation(this: &Rc<Self>) {
        if this.rules.operations.is_some() {
            this.operations.set(this.operations.get().saturating_sub(1));
        }
    }
}
