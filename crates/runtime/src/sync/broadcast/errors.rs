//! Why a message could not be sent or received over a broadcast channel.

use std::fmt;

/// No receiver is there; the message comes back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SendError<T>(pub T);

/// Why a receive gave no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecvError {
    /// Every sender is gone, and every message was received.
    Closed,
    /// The receiver was too slow: it missed this many messages. The next receive gives the oldest that is still there.
    Lagged(u64),
}

/// Why there is no message now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TryRecvError {
    /// None was sent that was not received.
    Empty,
    /// Every sender is gone, and every message was received.
    Closed,
    /// The receiver was too slow: it missed this many messages. The next receive gives the oldest that is still there.
    Lagged(u64),
}

impl<T> fmt::Debug for SendError<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SendError").finish_non_exhaustive()
    }
}

impl<T> fmt::Display for SendError<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the channel has no receivers")
    }
}

impl<T> std::error::Error for SendError<T> {}

impl From<RecvError> for TryRecvError {
    fn from(error: RecvError) -> Self {
        match error {
            RecvError::Closed => Self::Closed,
            RecvError::Lagged(missed) => Self::Lagged(missed),
        }
    }
}

impl fmt::Display for RecvError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        TryRecvError::from(*self).fmt(formatter)
    }
}

impl std::error::Error for RecvError {}

impl fmt::Display for TryRecvError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("the channel is empty"),
            Self::Closed => formatter.write_str("the channel is closed"),
            Self::Lagged(missed) => write!(formatter, "the receiver missed {missed} messages"),
        }
    }
}

impl std::error::Error for TryRecvError {}
