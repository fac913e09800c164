//! What can be received, joined or ticks, as streams.

use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::stream::{of_await, Stream};
use crate::tokio_like::task::JoinSet;
use crate::JoinError;

pub use crate::stream::{
    BroadcastStream, IntervalStream, ReceiverStream, UnboundedReceiverStream, WatchStream,
};

/// The errors.
pub mod errors {
    pub use crate::stream::BroadcastStreamRecvError;
}

/// The results of a set's tasks as a stream, which ends when the set is empty. Dropping it aborts the tasks.
///
/// Cancel safe: a `next` that is dropped has taken no result.
#[derive(Debug)]
#[must_use = "streams do nothing unless polled"]
pub struct JoinSetStream<T> {
    set: JoinSet<T>,
    location: &'static Location<'static>,
}

/// What the tasks give is never pinned.
impl<T> Unpin for JoinSetStream<T> {}

impl<T> JoinSetStream<T> {
    /// Wraps a set.
    #[track_caller]
    pub fn new(set: JoinSet<T>) -> Self {
        Self { set, location: Location::caller() }
    }

    /// The set, with the tasks whose results were not taken.
    #[must_use]
    pub fn into_inner(self) -> JoinSet<T> {
        self.set
    }
}

impl<T: 'static> Stream for JoinSetStream<T> {
    type Item = Result<T, JoinError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { set, location } = self.get_mut();
        set.0.poll_join_next_at(cx, of_await(location))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.set.0.len();
        (len, Some(len))
    }
}

impl<T> AsRef<JoinSet<T>> for JoinSetStream<T> {
    fn as_ref(&self) -> &JoinSet<T> {
        &self.set
    }
}

impl<T> AsMut<JoinSet<T>> for JoinSetStream<T> {
    fn as_mut(&mut self) -> &mut JoinSet<T> {
        &mut self.set
    }
}

impl<T> From<JoinSet<T>> for JoinSetStream<T> {
    #[track_caller]
    fn from(set: JoinSet<T>) -> Self {
        Self::new(set)
    }
}
