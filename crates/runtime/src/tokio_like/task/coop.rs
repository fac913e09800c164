//! The names of `tokio::task::coop`: the operations that the poll under way has left.

use std::future::{poll_fn, Future};
use std::panic::Location;
use std::task::{ready, Poll};

use crate::context;

/// Counts one operation, and lets the other tasks run if none was left: for a loop that otherwise never waits.
///
/// ```
/// # use taskscope_runtime::{simulate, tokio_like::task::coop};
/// simulate("main", async {
///     let mut sum = 0;
///     for n in 0..1000 {
///         sum += n;
///         coop::consume_budget().await;
///     }
///     assert_eq!(sum, 499_500);
/// });
/// ```
#[track_caller]
pub fn consume_budget() -> impl Future<Output = ()> {
    let location = Location::caller();
    poll_fn(move |cx| {
        let operation = ready!(context::poll_operation(cx, location));
        operation.made_progress();
        Poll::Ready(())
    })
}

/// Whether the poll under way may do one more operation ([`Rules::operations`](crate::Rules::operations)). True outside
/// tasks.
#[must_use]
pub fn has_budget_remaining() -> bool {
    context::has_operations()
}
