//! Sending into a channel for a limited time.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use super::entry::Entry;
use super::Sender;
use crate::time::Sleep;

impl<T> Sender<T> {
    /// Sends a message, waiting for room until `duration` has passed, counted from this call.
    ///
    /// The returned future can be dropped at any time; then the message was not sent.
    ///
    /// # Errors
    /// If there was no room in time, or the receiver is gone; the message comes back.
    ///
    /// # Panics
    /// When called outside a task.
    #[track_caller]
    pub fn send_timeout(&self, message: T, duration: Duration) -> SendTimeout<'_, T> {
        let location = Location::caller();
        let limit = Sleep::for_duration("send_timeout", duration, location);
        SendTimeout { entry: Entry::new(&self.0, location), message: Some(message), limit }
    }
}

/// The future of [`Sender::send_timeout`].
#[must_use = "a message is sent only when this is awaited"]
pub struct SendTimeout<'a, T> {
    entry: Entry<'a, T>,
    /// There until it is sent.
    message: Option<T>,
    limit: Sleep,
}

/// The message is never pinned: it only passes through.
impl<T> Unpin for SendTimeout<'_, T> {}

impl<T> Future for SendTimeout<'_, T> {
    type Output = Result<(), SendTimeoutError<T>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { entry, message, limit } = self.get_mut();
        let why: fn(T) -> SendTimeoutError<T> = match entry.poll_send(message, cx) {
            Poll::Ready(Ok(())) => return Poll::Ready(Ok(())),
            Poll::Ready(Err(_)) => SendTimeoutError::Closed,
            // Freely: having used up its operations must not make a task wait longer.
            Poll::Pending if limit.poll_freely(cx).is_ready() => SendTimeoutError::Timeout,
            Poll::Pending => return Poll::Pending,
        };
        Poll::Ready(message.take().map_or(Ok(()), |message| Err(why(message))))
    }
}

impl<T> fmt::Debug for SendTimeout<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SendTimeout").field("limit", &self.limit).finish_non_exhaustive()
    }
}

/// Why a message could not be sent in time; it comes back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SendTimeoutError<T> {
    /// There was no room until the time was over.
    Timeout(T),
    /// The receiver is gone.
    Closed(T),
}

impl<T> SendTimeoutError<T> {
    /// The message.
    #[must_use]
    pub fn into_inner(self) -> T {
        match self {
            Self::Timeout(message) | Self::Closed(message) => message,
        }
    }
}

impl<T> fmt::Debug for SendTimeoutError<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Timeout(_) => "Timeout(..)",
            Self::Closed(_) => "Closed(..)",
        })
    }
}

impl<T> fmt::Display for SendTimeoutError<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Timeout(_) => "the channel was full until the time was over",
            Self::Closed(_) => "the channel is closed",
        })
    }
}

impl<T> std::error::Error for SendTimeoutError<T> {}
