//! Where streams come from: iterators, and futures one after the other.

use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::task::{ready, Context, Poll};

use super::{place, Stream};
use crate::context;

/// A stream of an iterator's values, each of which is there at once.
///
/// Each counts as an operation ([`Rules::operations`](crate::Rules::operations)), so a long one lets the other tasks
/// run now and then.
#[track_caller]
pub fn iter<I: IntoIterator>(values: I) -> Iter<I::IntoIter> {
    Iter { values: values.into_iter(), location: Location::caller() }
}

/// The stream of [`iter`].
#[derive(Clone, Debug)]
#[must_use = "streams do nothing unless polled"]
pub struct Iter<I> {
    values: I,
    location: &'static Location<'static>,
}

/// The iterator is never pinned.
impl<I> Unpin for Iter<I> {}

impl<I: Iterator> Stream for Iter<I> {
    type Item = I::Item;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<I::Item>> {
        let operation = ready!(context::poll_operation(cx, place::of_await(self.location)));
        operation.made_progress();
        Poll::Ready(self.values.next())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.values.size_hint()
    }
}

/// A stream that asks a function for each value: it gets a state and returns a future of the value and the next state,
/// or of `None` at the end.
///
/// ```
/// # use taskscope_runtime::{simulate, stream, StreamExt};
/// simulate("main", async {
///     let halves = stream::unfold(40, |n| async move { (n % 2 == 0).then_some((n, n / 2)) });
///     assert_eq!(halves.collect::<Vec<_>>().await, [40, 20, 10]);
/// });
/// ```
pub fn unfold<T, F, Fut, Item>(state: T, step: F) -> Unfold<T, F, Fut>
where
    F: FnMut(T) -> Fut,
    Fut: Future<Output = Option<(Item, T)>>,
{
    Unfold { state: Some(state), step, future: Box::pin(None) }
}

/// The stream of [`unfold`].
#[must_use = "streams do nothing unless polled"]
pub struct Unfold<T, F, Fut> {
    /// `None` while the future has it, and after the end.
    state: Option<T>,
    step: F,
    /// One box for all the futures.
    future: Pin<Box<Option<Fut>>>,
}

opaque!([<T, F, Fut>] Unfold<T, F, Fut>);

/// The futures are in a box; the state and the function are never pinned.
impl<T, F, Fut> Unpin for Unfold<T, F, Fut> {}

impl<T, F, Fut, Item> Stream for Unfold<T, F, Fut>
where
    F: FnMut(T) -> Fut,
    Fut: Future<Output = Option<(Item, T)>>,
{
    type Item = Item;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Item>> {
        if let Some(state) = self.state.take() {
            let future = (self.step)(state);
            self.future.set(Some(future));
        }
        let Some(future) = self.future.as_mut().as_pin_mut() else { return Poll::Ready(None) };
        let next = ready!(future.poll(cx));
        self.future.set(None);
        let Some((item, state)) = next else { return Poll::Ready(None) };
        self.state = Some(state);
        Poll::Ready(Some(item))
    }
}
