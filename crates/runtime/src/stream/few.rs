//! Streams of one value or of none.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::Stream;

/// A stream that ends at once. With the feature `tokio-like`.
pub fn empty<T>() -> Empty<T> {
    Empty(PhantomData)
}

/// A stream of one value, which is there at once. With the feature `tokio-like`.
///
/// ```
/// # use taskscope_runtime::{simulate, stream, StreamExt};
/// simulate("main", async {
///     let values = stream::once(1).chain(stream::empty()).chain(stream::once(2));
///     assert_eq!(values.collect::<Vec<_>>().await, [1, 2]);
/// });
/// ```
pub fn once<T>(value: T) -> Once<T> {
    Once(Some(value))
}

/// A stream that never gives a value and never ends. With the feature `tokio-like`.
pub fn pending<T>() -> Pending<T> {
    Pending(PhantomData)
}

/// The stream of [`empty`].
#[must_use = "streams do nothing unless polled"]
pub struct Empty<T>(PhantomData<fn() -> T>);

/// The stream of [`once`].
#[derive(Clone, Debug)]
#[must_use = "streams do nothing unless polled"]
pub struct Once<T>(Option<T>);

/// The stream of [`pending`].
#[must_use = "streams do nothing unless polled"]
pub struct Pending<T>(PhantomData<fn() -> T>);

/// The value is never pinned.
impl<T> Unpin for Once<T> {}

impl<T> Once<T> {
    /// Whether the value was taken.
    #[cfg(feature = "futures")]
    pub(super) fn is_ended(&self) -> bool {
        self.0.is_none()
    }
}

impl<T> Stream for Empty<T> {
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Ready(None)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(0))
    }
}

impl<T> Stream for Once<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Ready(self.0.take())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = usize::from(self.0.is_some());
        (left, Some(left))
    }
}

impl<T> Stream for Pending<T> {
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Pending
    }
}

impl<T> fmt::Debug for Empty<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Empty")
    }
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Pending")
    }
}
