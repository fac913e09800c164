//! What can be done with a stream.

use std::future::Future;
use std::panic::Location;
use std::time::Duration;

use super::{
    All, Any, BufferUnordered, Buffered, Chain, ChunksTimeout, Collect, Enumerate, Filter, FilterMap, Fold,
    ForEach, FromStream, Map, Merge, Next, Skip, SkipWhile, Stream, Take, TakeWhile, Then, Throttle, Timeout,
    Zip,
};

/// The combinators, for every [`Stream`].
///
/// With the feature `futures`, streams have those of `futures::StreamExt` too; import one of the two, as they share
/// names.
pub trait StreamExt: Stream {
    /// Waits for the next value; `None` at the end.
    ///
    /// The returned future can be dropped at any time; then no value was taken.
    #[track_caller]
    fn next(&mut self) -> Next<'_, Self>
    where
        Self: Unpin,
    {
        Next::new(self, Location::caller())
    }

    /// Passes every value through a function.
    fn map<T, F: FnMut(Self::Item) -> T>(self, change: F) -> Map<Self, F>
    where
        Self: Sized,
    {
        Map::new(self, change)
    }

    /// Passes every value through a function that returns a future, and gives the outputs. One future runs at a time.
    fn then<Fut: Future, F: FnMut(Self::Item) -> Fut>(self, change: F) -> Then<Self, Fut, F>
    where
        Self: Sized,
    {
        Then::new(self, change)
    }

    /// Gives every value its number, counted from 0.
    fn enumerate(self) -> Enumerate<Self>
    where
        Self: Sized,
    {
        Enumerate::new(self)
    }

    /// Only the values for which the function returns true.
    fn filter<F: FnMut(&Self::Item) -> bool>(self, is_wanted: F) -> Filter<Self, F>
    where
        Self: Sized,
    {
        Filter::new(self, is_wanted)
    }

    /// Passes every value through a function and leaves out those for which it returns `None`.
    fn filter_map<T, F: FnMut(Self::Item) -> Option<T>>(self, change: F) -> FilterMap<Self, F>
    where
        Self: Sized,
    {
        FilterMap::new(self, change)
    }

    /// Ends after `count` values.
    fn take(self, count: usize) -> Take<Self>
    where
        Self: Sized,
    {
        Take::new(self, count)
    }

    /// Ends before the first value for which the function returns false. That value is lost.
    fn take_while<F: FnMut(&Self::Item) -> bool>(self, is_wanted: F) -> TakeWhile<Self, F>
    where
        Self: Sized,
    {
        TakeWhile::new(self, is_wanted)
    }

    /// Passes every value through a function, and ends before the first for which it returns `None`. That value is lost.
    ///
    /// With the feature `tokio-like`.
    #[cfg(feature = "tokio-like")]
    fn map_while<T, F: FnMut(Self::Item) -> Option<T>>(self, change: F) -> super::MapWhile<Self, F>
    where
        Self: Sized,
    {
        super::MapWhile::new(self, change)
    }

    /// Ends at its first end, for streams that go on after one, and drops the stream there.
    fn fuse(self) -> super::Fuse<Self>
    where
        Self: Sized,
    {
        super::Fuse::new(self)
    }

    /// Lets the next value be looked at before it is taken, with [`peek`](super::Peekable::peek).
    ///
    /// With the feature `tokio-like`.
    #[cfg(feature = "tokio-like")]
    fn peekable(self) -> super::Peekable<Self>
    where
        Self: Sized,
    {
        super::Peekable::new(self)
    }

    /// Waits for the next value of a stream of `Result`s, which comes as `Ok(Some(…))`; `Ok(None)` at the end.
    ///
    /// The returned future can be dropped at any time; then no value was taken. With the feature `tokio-like`.
    ///
    /// # Errors
    /// If the next value is an error.
    #[cfg(feature = "tokio-like")]
    #[track_caller]
    fn try_next<T, E>(&mut self) -> super::TryNext<'_, Self>
    where
        Self: Stream<Item = Result<T, E>> + Unpin,
    {
        super::TryNext::new(self, Location::caller())
    }

    /// Leaves out the first `count` values.
    fn skip(self, count: usize) -> Skip<Self>
    where
        Self: Sized,
    {
        Skip::new(self, count)
    }

    /// Leaves out values until the function returns false for one.
    fn skip_while<F: FnMut(&Self::Item) -> bool>(self, is_unwanted: F) -> SkipWhile<Self, F>
    where
        Self: Sized,
    {
        SkipWhile::new(self, is_unwanted)
    }

    /// The values of this stream, and then those of the other.
    fn chain<S: Stream<Item = Self::Item>>(self, other: S) -> Chain<Self, S>
    where
        Self: Sized,
    {
        Chain::new(self, other)
    }

    /// The values of both streams as they come, until both have ended. They take turns in being asked first.
    fn merge<S: Stream<Item = Self::Item>>(self, other: S) -> Merge<Self, S>
    where
        Self: Sized,
    {
        Merge::new(self, other)
    }

    /// Pairs of a value of this stream and one of the other, until one of them has ended.
    fn zip<S: Stream>(self, other: S) -> Zip<Self, S>
    where
        Self: Sized,
    {
        Zip::new(self, other)
    }

    /// Lets at least `duration` pass between two values; what comes sooner waits. The stream is not asked meanwhile.
    #[track_caller]
    fn throttle(self, duration: Duration) -> Throttle<Self>
    where
        Self: Sized,
    {
        Throttle::new(self, duration, Location::caller())
    }

    /// Gives an error when no value has come for `duration`, counted from this call and from each value. After an
    /// error it goes on, and gives no second one before the next value.
    ///
    /// # Panics
    /// When called outside a task.
    #[track_caller]
    fn timeout(self, duration: Duration) -> Timeout<Self>
    where
        Self: Sized,
    {
        Timeout::new(self, duration, Location::caller())
    }

    /// Gathers values: `most` of them, or those that came within `duration` after the first.
    ///
    /// # Panics
    /// If `most` is 0.
    #[track_caller]
    fn chunks_timeout(self, most: usize, duration: Duration) -> ChunksTimeout<Self>
    where
        Self: Sized,
    {
        ChunksTimeout::new(self, most, duration, Location::caller())
    }

    /// Lets up to `most` futures of a stream of futures run at once, and gives their outputs in the order of the
    /// stream. Each is a node of the trace. One that is finished and waits for its turn counts too.
    ///
    /// # Panics
    /// If `most` is 0.
    #[track_caller]
    fn buffered(self, most: usize) -> Buffered<Self>
    where
        Self: Sized,
        Self::Item: Future,
    {
        Buffered::new(self, most, Location::caller())
    }

    /// Lets up to `most` futures of a stream of futures run at once, and gives their outputs as they come. Each is a
    /// node of the trace.
    ///
    /// # Panics
    /// If `most` is 0.
    #[track_caller]
    fn buffer_unordered(self, most: usize) -> BufferUnordered<Self>
    where
        Self: Sized,
        Self::Item: Future,
    {
        BufferUnordered::new(self, most, Location::caller())
    }

    /// Waits for the end and gives all values in a collection. A stream of `Result`s can be collected into a `Result`: the
    /// first error ends it.
    ///
    /// ```
    /// # use taskscope_runtime::{simulate, stream_from_iter, StreamExt};
    /// simulate("main", async {
    ///     let numbers = stream_from_iter(["1", "2"]).map(str::parse::<u32>);
    ///     assert_eq!(numbers.collect::<Result<Vec<_>, _>>().await, Ok(vec![1, 2]));
    /// });
    /// ```
    #[track_caller]
    fn collect<C: FromStream<Self::Item>>(self) -> Collect<Self, C>
    where
        Self: Sized,
    {
        Collect::new(self, Location::caller())
    }

    /// Waits for the end and adds all values up: the function gets what there is so far and the next value.
    #[track_caller]
    fn fold<T, F: FnMut(T, Self::Item) -> T>(self, start: T, add: F) -> Fold<Self, T, F>
    where
        Self: Sized,
    {
        Fold::new(self, start, add, Location::caller())
    }

    /// Awaits, for each value, the future that the function returns, one after the other, until the end.
    #[track_caller]
    fn for_each<Fut: Future<Output = ()>, F: FnMut(Self::Item) -> Fut>(self, each: F) -> ForEach<Self, Fut, F>
    where
        Self: Sized,
    {
        ForEach::new(self, each, Location::caller())
    }

    /// Whether the function returns true for any value. Takes values up to the first for which it does.
    #[track_caller]
    fn any<F: FnMut(Self::Item) -> bool>(&mut self, is_so: F) -> Any<'_, Self, F>
    where
        Self: Unpin,
    {
        Any::new(self, is_so, Location::caller())
    }

    /// Whether the function returns true for all values. Takes values up to the first for which it does not.
    #[track_caller]
    fn all<F: FnMut(Self::Item) -> bool>(&mut self, is_so: F) -> All<'_, Self, F>
    where
        Self: Unpin,
    {
        All::new(self, is_so, Location::caller())
    }

    /// This stream as a `futures_core::Stream`, for one that is not of this crate.
    #[cfg(feature = "futures")]
    fn into_futures(self) -> super::IntoFutures<Self>
    where
        Self: Sized,
    {
        super::IntoFutures::new(self)
    }
}

impl<S: Stream + ?Sized> StreamExt for S {}
