//! Awaiting the first of two futures: `select` and `race`.

use std::future::{Future, IntoFuture};
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::followed::{polled_after_end, Followed};
use crate::context;

/// One of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Either<A, B> {
    /// The first.
    Left(A),
    /// The second.
    Right(B),
}

impl<T> Either<T, T> {
    /// What is in it, whichever it is.
    pub fn into_inner(self) -> T {
        match self {
            Self::Left(value) | Self::Right(value) => value,
        }
    }
}

/// Awaits whichever of two futures is finished first, and drops the other.
///
/// The first one is polled first: if both are finished at once, it wins. [`race`] is the fair one.
///
/// ```
/// # use std::time::Duration;
/// # use taskscope_runtime::{select, simulate, sleep, Either};
/// simulate("main", async {
///     let slow = async { sleep(Duration::from_secs(2)).await; "slow" };
///     let fast = async { sleep(Duration::from_secs(1)).await; 1 };
///     assert_eq!(select(slow, fast).await, Either::Right(1));
/// });
/// ```
#[track_caller]
pub fn select<A: IntoFuture, B: IntoFuture>(a: A, b: B) -> Select<A::IntoFuture, B::IntoFuture> {
    let location = Location::caller();
    Select(Pair::new(a.into_future(), b.into_future(), location))
}

/// Awaits whichever of two futures is finished first, and drops the other.
///
/// Which one is polled first is drawn from the run's seed at each poll, so that both win about as often if both are
/// always finished at once.
#[track_caller]
pub fn race<A: IntoFuture, B: IntoFuture>(a: A, b: B) -> Race<A::IntoFuture, B::IntoFuture> {
    let location = Location::caller();
    Race(Pair::new(a.into_future(), b.into_future(), location))
}

/// The future of [`select`](fn@select).
///
/// # Panics
/// When polled after it was done.
#[must_use = "futures do nothing unless awaited"]
pub struct Select<A: Future, B: Future>(Pair<A, B>);

opaque!([<A: Future, B: Future>] Select<A, B>);

/// The future of [`race`].
///
/// # Panics
/// When polled after it was done.
#[must_use = "futures do nothing unless awaited"]
pub struct Race<A: Future, B: Future>(Pair<A, B>);

opaque!([<A: Future, B: Future>] Race<A, B>);

/// The futures are in boxes and the outputs are never pinned.
impl<A: Future, B: Future> Unpin for Select<A, B> {}
impl<A: Future, B: Future> Unpin for Race<A, B> {}

impl<A: Future, B: Future> Future for Select<A, B> {
    type Output = Either<A::Output, B::Output>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.poll(cx, "select", false)
    }
}

impl<A: Future, B: Future> Future for Race<A, B> {
    type Output = Either<A::Output, B::Output>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.poll(cx, "race", context::first_branch(2) == 1)
    }
}

/// Two futures of which one will do; `None` once it is decided.
struct Pair<A: Future, B: Future>(Option<(Followed<A>, Followed<B>)>);

impl<A: Future, B: Future> Pair<A, B> {
    fn new(a: A, b: B, location: &'static Location<'static>) -> Self {
        Self(Some((Followed::new(a, location), Followed::new(b, location))))
    }

    fn poll(
        &mut self,
        cx: &mut Context<'_>,
        what: &str,
        right_first: bool,
    ) -> Poll<Either<A::Output, B::Output>> {
        let Some((left, right)) = &mut self.0 else { polled_after_end(what) };
        left.observe(&"left");
        right.observe(&"right");
        let mut outcome = Poll::Pending;
        if right_first {
            outcome = right.poll(cx).map(Either::Right);
        }
        if outcome.is_pending() {
            outcome = left.poll(cx).map(Either::Left);
        }
        if outcome.is_pending() && !right_first {
            outcome = right.poll(cx).map(Either::Right);
        }
        if outcome.is_ready() {
            self.0 = None;
        }
        outcome
    }
}
