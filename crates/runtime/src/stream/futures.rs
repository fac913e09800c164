//! Both ways between this crate's streams and those of `futures_core`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

#[cfg(feature = "tokio-like")]
use super::{BroadcastStream, Empty, MapWhile, Once, Peekable, Pending, StreamNotifyClose, WatchStream};
use super::{
    BufferUnordered, Buffered, Chain, ChunksTimeout, Enumerate, Filter, FilterMap, Fuse, IntervalStream,
    Iter, Map, Merge, ReceiverStream, Skip, SkipWhile, Stream, Take, TakeWhile, Then, Throttle, Timeout,
    Unfold, Zip,
};
#[cfg(feature = "tokio-like")]
use crate::tokio_like::stream::wrappers::JoinSetStream;
use crate::Unordered;

/// Takes a `futures_core::Stream` for one of this crate.
pub fn from_futures<S: futures_core::Stream>(stream: S) -> FromFutures<S> {
    FromFutures(Box::pin(stream))
}

/// The stream of [`from_futures`](fn@from_futures).
#[derive(Debug)]
#[must_use = "streams do nothing unless polled"]
pub struct FromFutures<S>(pub(super) Pin<Box<S>>);

impl<S: futures_core::Stream> Stream for FromFutures<S> {
    type Item = S::Item;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        self.0.as_mut().poll_next(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

/// The stream of [`StreamExt::into_futures`](super::StreamExt::into_futures).
#[derive(Debug)]
#[must_use = "streams do nothing unless polled"]
pub struct IntoFutures<S>(Pin<Box<S>>);

impl<S> IntoFutures<S> {
    pub(super) fn new(stream: S) -> Self {
        Self(Box::pin(stream))
    }
}

impl<S: Stream> futures_core::Stream for IntoFutures<S> {
    type Item = S::Item;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        self.0.as_mut().poll_next(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

/// What is a [`Stream`] is a `futures_core::Stream`: one line for each type, as there can be no rule for all.
macro_rules! both {
    ($($name:ident<$($generic:ident),*> $(where [$($bounds:tt)*])?;)*) => {$(
        impl<$($generic),*> futures_core::Stream for $name<$($generic),*>
        where
            Self: Stream,
            $($($bounds)*)?
        {
            type Item = <Self as Stream>::Item;

            fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
                Stream::poll_next(self, cx)
            }

            fn size_hint(&self) -> (usize, Option<usize>) {
                Stream::size_hint(self)
            }
        }
    )*};
}

both! {
    BufferUnordered<S> where [S: Stream, S::Item: Future];
    Buffered<S> where [S: Stream, S::Item: Future];
    Chain<A, B>;
    ChunksTimeout<S> where [S: Stream];
    Enumerate<S>;
    Filter<S, F>;
    FilterMap<S, F>;
    FromFutures<S>;
    Fuse<S>;
    IntervalStream<>;
    Iter<I>;
    Map<S, F>;
    Merge<A, B>;
    ReceiverStream<T>;
    Skip<S>;
    SkipWhile<S, F>;
    Take<S>;
    TakeWhile<S, F>;
    Then<S, Fut, F>;
    Throttle<S>;
    Timeout<S>;
    Unfold<T, F, Fut>;
    Unordered<F> where [F: Future];
    Zip<A, B> where [A: Stream, B: Stream];
}

#[cfg(feature = "tokio-like")]
both! {
    BroadcastStream<T>;
    JoinSetStream<T>;
    StreamNotifyClose<S>;
    WatchStream<T>;
    Empty<T>;
    MapWhile<S, F>;
    Once<T>;
    Peekable<S> where [S: Stream];
    Pending<T>;
}
