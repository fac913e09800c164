//! A set of futures whose outputs come in the order in which they are finished.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::panic::Location;
use std::pin::Pin;
use std::task::{ready, Context, Poll};

use super::members::Members;
use crate::context;
use crate::stream::{of_await, Next, Stream};

/// A set of futures that run inside the task that asks for the [`next`](Self::next) output, like
/// `futures::stream::FuturesUnordered`. For tasks of their own there is [`JoinSet`](crate::JoinSet).
///
/// Only members that were woken are polled, each at most once in a poll of the task. Each output counts as an
/// operation ([`Rules::operations`](crate::Rules::operations)), so a set that is never empty does not keep the other
/// tasks from running.
///
/// ```
/// # use std::time::Duration;
/// # use taskscope_runtime::{simulate, sleep, Unordered};
/// simulate("main", async {
///     let mut set = Unordered::new();
///     for seconds in [3, 1, 2] {
///         set.push(async move {
///             sleep(Duration::from_secs(seconds)).await;
///             seconds
///         });
///     }
///     let mut order = Vec::new();
///     while let Some(seconds) = set.next().await {
///         order.push(seconds);
///     }
///     assert_eq!(order, [1, 2, 3]);
/// });
/// ```
#[must_use = "a set of futures does nothing unless its `next` is awaited"]
pub struct Unordered<F: Future> {
    members: Members<F>,
    location: &'static Location<'static>,
}

impl<F: Future> Unordered<F> {
    /// An empty set.
    #[track_caller]
    pub fn new() -> Self {
        Self { members: Members::default(), location: Location::caller() }
    }

    /// Adds a future. It is first polled with the next poll of the set.
    #[track_caller]
    pub fn push<I: IntoFuture<IntoFuture = F>>(&mut self, future: I)
    where
        F: Future<Output = I::Output>,
    {
        self.members.push(future.into_future(), Location::caller());
    }

    /// How many futures are in the set and not finished.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether no future is in the set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Waits for the next future that is finished and gives its output; `None` if the set is empty.
    ///
    /// The returned future can be dropped at any time; then no output was taken.
    // A stream's `next` is no iterator's.
    #[allow(clippy::should_implement_trait)]
    #[track_caller]
    pub fn next(&mut self) -> Next<'_, Self> {
        Next::new(self, Location::caller())
    }
}

impl<F: Future> Default for Unordered<F> {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl<F: Future> Stream for Unordered<F> {
    type Item = F::Output;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<F::Output>> {
        if self.is_empty() {
            return Poll::Ready(None);
        }
        let operation = ready!(context::poll_operation(cx, of_await(self.location)));
        let mut round = self.members.start_round(cx);
        let Some(finished) = self.members.poll_next(&mut round) else { return Poll::Pending };
        operation.made_progress();
        Poll::Ready(Some(finished.output))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len(), Some(self.len()))
    }
}

impl<I: IntoFuture> Extend<I> for Unordered<I::IntoFuture> {
    #[track_caller]
    fn extend<T: IntoIterator<Item = I>>(&mut self, futures: T) {
        for future in futures {
            self.push(future);
        }
    }
}

impl<I: IntoFuture> FromIterator<I> for Unordered<I::IntoFuture> {
    #[track_caller]
    fn from_iter<T: IntoIterator<Item = I>>(futures: T) -> Self {
        let mut set = Self::new();
        set.extend(futures);
        set
    }
}

impl<F: Future> fmt::Debug for Unordered<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Unordered").field("len", &self.len()).finish_non_exhaustive()
    }
}
