//! The questions that Tokio's `JoinError` answers.

use std::any::Any;

use crate::JoinError;

/// With the feature `tokio-like`. There is no `id`, as an error does not know its task: ask the handle before you await it.
impl JoinError {
    /// Whether the task was aborted, or the executor went away.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        matches!(self, Self::Cancelled)
    }

    /// Whether the task panicked.
    #[must_use]
    pub fn is_panic(&self) -> bool {
        matches!(self, Self::Panicked(_))
    }

    /// The message of the panic as a payload, for `std::panic::resume_unwind`.
    ///
    /// It is always a `String`: an error of this crate keeps the message and not the payload, so that it can be cloned
    /// and compared.
    ///
    /// # Panics
    /// If the task did not panic.
    #[must_use]
    #[track_caller]
    pub fn into_panic(self) -> Box<dyn Any + Send + 'static> {
        match self.try_into_panic() {
            Ok(payload) => payload,
            Err(error) => {
                panic!("`into_panic` needs the error of a panic, but {error}: ask `is_panic` first")
            }
        }
    }

    /// Like [`into_panic`](Self::into_panic), if the task panicked.
    ///
    /// # Errors
    /// If it did not; the error comes back.
    pub fn try_into_panic(self) -> Result<Box<dyn Any + Send + 'static>, Self> {
        match self {
            Self::Panicked(message) => Ok(Box::new(message)),
            Self::Cancelled => Err(self),
        }
    }
}
