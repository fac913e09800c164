//! `futures_core::FusedStream` for the streams that know whether they have ended.

use std::future::Future;

use futures_core::FusedStream;

use super::{
    BufferUnordered, Buffered, Chain, ChunksTimeout, Enumerate, Filter, FilterMap, FromFutures, Fuse,
    IntervalStream, Map, Merge, Skip, SkipWhile, Stream, Take, TakeWhile, Then, Timeout, Zip,
};
#[cfg(feature = "tokio-like")]
use super::{Empty, MapWhile, Once, Peekable};

/// `stream` has ended, for each type where that can be known.
macro_rules! fused {
    ($($name:ident<$($generic:ident),*> $(where [$($bounds:tt)*])?: |$stream:ident| $is_terminated:expr;)*) => {$(
        impl<$($generic),*> FusedStream for $name<$($generic),*>
        where
            Self: Stream + futures_core::Stream,
            $($($bounds)*)?
        {
            fn is_terminated(&self) -> bool {
                let $stream = self;
                $is_terminated
            }
        }
    )*};
}

// Those that keep their stream to the end know what it knows.
fused! {
    Enumerate<S> where [S: FusedStream]: |this| this.stream.is_terminated();
    Filter<S, F> where [S: FusedStream]: |this| this.stream.is_terminated();
    FilterMap<S, F> where [S: FusedStream]: |this| this.stream.is_terminated();
    FromFutures<S> where [S: FusedStream]: |this| this.0.is_terminated();
    Map<S, F> where [S: FusedStream]: |this| this.stream.is_terminated();
    Skip<S> where [S: FusedStream]: |this| this.stream.is_terminated();
    SkipWhile<S, F> where [S: FusedStream]: |this| this.stream.is_terminated();
}

// Those that drop it there know it themselves.
fused! {
    Buffered<S> where [S: Stream, S::Item: Future]: |this| this.is_ended();
    BufferUnordered<S> where [S: Stream, S::Item: Future]: |this| this.is_ended();
    Chain<A, B> where [A: Stream, B: FusedStream]: |this| this.first.is_ended() && this.second.is_terminated();
    ChunksTimeout<S> where [S: Stream]: |this| this.is_ended();
    Fuse<S> where [S: Stream]: |this| this.is_ended();
    IntervalStream<>: |_this| false;
    Merge<A, B> where [A: Stream, B: Stream]: |this| this.a.is_ended() && this.b.is_ended();
    Take<S> where [S: Stream]: |this| this.left == 0 || this.stream.is_ended();
    TakeWhile<S, F> where [S: Stream]: |this| this.stream.is_ended();
    Then<S, Fut, F> where [S: Stream]: |this| this.stream.is_ended() && this.future.is_none();
    Timeout<S> where [S: Stream]: |this| this.stream.is_ended();
    Zip<A, B> where [A: Stream, B: Stream]: |this| this.is_over();
}

#[cfg(feature = "tokio-like")]
fused! {
    Empty<T>: |_this| true;
    MapWhile<S, F> where [S: Stream]: |this| this.stream.is_ended();
    Once<T>: |this| this.is_ended();
    Peekable<S> where [S: Stream]: |this| this.peeked.is_none() && this.stream.is_ended();
}
