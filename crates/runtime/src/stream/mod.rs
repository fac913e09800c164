//! Streams: values that come one after the other, each of which can be awaited.
//!
//! [`Stream`] is the trait, [`StreamExt`] has what can be done with one, and this module what streams are made from. The
//! combinators mean what their namesakes in `tokio_stream` mean, and where it has none, those in `futures`.
//!
//! ```
//! # use taskscope_runtime::{simulate, stream_from_iter, StreamExt};
//! simulate("main", async {
//!     let mut even = stream_from_iter(1..=6).filter(|n| n % 2 == 0).map(|n| n * 10);
//!     while let Some(n) = even.next().await {
//!         assert!([20, 40, 60].contains(&n));
//!     }
//! });
//! ```
//!
//! A combinator keeps its stream in a box, so every stream of this crate is `Unpin`, whatever it is made from.
//!
//! With the feature `futures`, each of them is a `futures_core::Stream` as well. Other implementations of one trait
//! are taken for the other by `from_futures` and `StreamExt::into_futures`; a rule
//! for all types at once is not possible, as it would overlap with those for references and boxes.

mod collection;
mod combinators;
mod consume;
mod extension;
#[cfg(feature = "tokio-like")]
mod few;
mod fuse;
#[cfg(feature = "futures")]
mod fused;
#[cfg(feature = "futures")]
mod futures;
#[cfg(feature = "tokio-like")]
mod inner;
#[cfg(feature = "tokio-like")]
mod notify_close;
mod place;
#[cfg(feature = "tokio-like")]
mod receivers;
mod source;
#[cfg(feature = "tokio-like")]
mod try_next;
mod wrappers;

use std::ops::DerefMut;
use std::pin::Pin;
use std::task::{Context, Poll};

pub use collection::FromStream;
pub use combinators::{
    BufferUnordered, Buffered, Chain, ChunksTimeout, Enumerate, Filter, FilterMap, Map, Merge, Skip,
    SkipWhile, Take, TakeWhile, Then, Throttle, Timeout, Zip,
};
#[cfg(feature = "tokio-like")]
pub use combinators::{MapWhile, Peek, Peekable};
pub use consume::{All, Any, Collect, Fold, ForEach, Next};
pub use extension::StreamExt;
#[cfg(feature = "tokio-like")]
pub use few::{empty, once, pending, Empty, Once, Pending};
pub use fuse::Fuse;
#[cfg(feature = "futures")]
pub use futures::{from_futures, FromFutures, IntoFutures};
#[cfg(feature = "tokio-like")]
pub use notify_close::StreamNotifyClose;
pub(crate) use place::of_await;
#[cfg(feature = "tokio-like")]
pub use receivers::{BroadcastStream, BroadcastStreamRecvError, WatchStream};
pub use source::{iter, unfold, Iter, Unfold};
#[cfg(feature = "tokio-like")]
pub use try_next::TryNext;
pub use wrappers::{IntervalStream, ReceiverStream, UnboundedReceiverStream};

/// Values that come one after the other: an iterator that can wait.
pub trait Stream {
    /// What comes.
    type Item;

    /// Asks for the next value: `Ready(None)` when there are no more, `Pending` when none is there yet; then the task
    /// is woken when it makes sense to ask again.
    ///
    /// What happens when a stream is polled after its end, is its own affair; those of this crate say so if they do
    /// anything but end once more.
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>>;

    /// How many values are left: at least, and at most where that is known.
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, None)
    }
}

impl<S: Stream + Unpin + ?Sized> Stream for &mut S {
    type Item = S::Item;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        Pin::new(&mut **self).poll_next(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (**self).size_hint()
    }
}

impl<S: Stream + Unpin + ?Sized> Stream for Box<S> {
    type Item = S::Item;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        Pin::new(&mut **self).poll_next(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (**self).size_hint()
    }
}

impl<P> Stream for Pin<P>
where
    P: DerefMut + Unpin,
    P::Target: Stream,
{
    type Item = <P::Target as Stream>::Item;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().as_mut().poll_next(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (**self).size_hint()
    }
}
