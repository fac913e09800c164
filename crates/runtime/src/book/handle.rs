//! Awaiting the end of a task, as the Book does it.

use std::future::{Future, IntoFuture};
use std::ops::Deref;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::spawn::Joining;
use crate::JoinError;

/// Owns the right to a task's value. Await it for a `Result<T, JoinError>`.
///
/// The same as [`JoinHandle`](crate::JoinHandle) of this crate, except that the compiler does not warn where it is
/// dropped: the Book's listings drop it at once, and a listing should compile as quietly as it does there.
#[derive(Debug)]
pub struct JoinHandle<T>(crate::JoinHandle<T>);

impl<T> JoinHandle<T> {
    pub(super) fn new(handle: crate::JoinHandle<T>) -> Self {
        Self(handle)
    }
}

impl<T> Deref for JoinHandle<T> {
    type Target = crate::JoinHandle<T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T> IntoFuture for JoinHandle<T> {
    type Output = Result<T, JoinError>;
    type IntoFuture = Joining<T>;

    #[track_caller]
    fn into_future(self) -> Joining<T> {
        self.0.into_future()
    }
}

/// By reference, a handle is a future itself.
impl<T> Future for &mut JoinHandle<T> {
    type Output = Result<T, JoinError>;

    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut &mut self.get_mut().0).poll(cx)
    }
}
