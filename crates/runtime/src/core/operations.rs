//! The budget of operations in one poll: a task whose resources are always ready still lets the others run.
//!
//! The idea is Tokio's cooperative budget: every operation on a resource that succeeds costs one, and the one that
//! finds nothing left says `Pending` and wakes its task at once.

use std::panic::Location;
use std::task::{Context, Poll};

use crate::context;
use crate::record::{Event, Wait};

/// One operation that the budget allowed. Counts only if it [makes progress](Operation::made_progress).
#[must_use = "an operation that succeeded has to be counted"]
pub(crate) struct Operation(());

impl Operation {
    /// It succeeded: the poll may do one less.
    #[inline]
    pub(crate) fn made_progress(self) {
        let Self(()) = self;
        context::count_operation();
    }
}

/// Asks whether this poll may do one more operation on a resource. If not, the task is woken and waits for its next
/// turn, at `location`. Outside an executor of this crate there is no limit.
#[inline]
pub(crate) fn poll_operation(cx: &mut Context<'_>, location: &'static Location<'static>) -> Poll<Operation> {
    if context::has_operations() {
        Poll::Ready(Operation(()))
    } else {
        refuse(cx, location)
    }
}

#[cold]
fn refuse(cx: &mut Context<'_>, location: &'static Location<'static>) -> Poll<Operation> {
    context::record(|core| Event::Waiting {
        node: core.node(),
        on: Wait::Budget,
        place: core.place(location),
    });
    cx.waker().wake_by_ref();
    Poll::Pending
}
