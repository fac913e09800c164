//! The receiving side of a watch channel.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{ready, Context, Poll};

use super::shared::Shared;
use super::{RecvError, Ref};
use crate::sync::waiting::lock;
use crate::{context, Ticket};

/// Sees the latest value, and whether it is a new one. Clone it for more receivers.
/// ```
/// use taskscope_runtime::sync::watch;
/// use taskscope_runtime::{simulate, spawn};
///
/// simulate("main", async {
///     let (sender, mut receiver) = watch::channel(0);
///     let counts = spawn("counts", async move {
///         for number in 1..=3 {
///             sender.send(number).expect("a receiver is there");
///         }
///     });
///     let enough = receiver.wait_for(|&number| number >= 3).await.map(|number| *number);
///     assert_eq!(enough, Ok(3));
///     counts.await.expect("it neither panics nor is aborted");
/// });
/// ```
pub struct Receiver<T> {
    pub(super) shared: Arc<Shared<T>>,
    /// The version that it has seen.
    pub(super) seen: u64,
}

impl<T> Receiver<T> {
    /// The latest value. Does not count as seen.
    ///
    /// # Panics
    /// If this thread is changing the value.
    #[must_use]
    #[track_caller]
    pub fn borrow(&self) -> Ref<'_, T> {
        let locked = self.shared.read(Location::caller());
        let has_changed = self.shared.version() != self.seen;
        Ref { locked, has_changed }
    }

    /// The latest value, which counts as seen from now on.
    ///
    /// # Panics
    /// If this thread is changing the value.
    #[must_use]
    #[track_caller]
    pub fn borrow_and_update(&mut self) -> Ref<'_, T> {
        let locked = self.shared.read(Location::caller());
        let version = self.shared.version();
        let has_changed = std::mem::replace(&mut self.seen, version) != version;
        if has_changed {
            self.shared.report_seen();
        }
        Ref { locked, has_changed }
    }

    /// Whether there is a value that was not seen.
    ///
    /// # Errors
    /// If every sender is gone.
    pub fn has_changed(&self) -> Result<bool, RecvError> {
        let state = lock(&self.shared.state);
        if state.senders == 0 {
            return Err(RecvError(()));
        }
        Ok(state.version != self.seen)
    }

    /// Whether every sender is gone.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        lock(&self.shared.state).senders == 0
    }

    /// Takes the latest value as not seen.
    pub fn mark_changed(&mut self) {
        self.seen = self.shared.version().wrapping_sub(1);
    }

    /// Takes the latest value as seen.
    pub fn mark_unchanged(&mut self) {
        self.seen = self.shared.version();
    }

    /// Waits for a value that was not seen, and takes it as seen.
    ///
    /// The returned future can be dropped at any time; then nothing was taken as seen.
    ///
    /// # Errors
    /// If every sender is gone and the latest value was seen.
    #[track_caller]
    pub fn changed(&mut self) -> Changed<'_, T> {
        Changed { shared: &self.shared, seen: &mut self.seen, ticket: None, location: Location::caller() }
    }

    /// Waits until `is_wanted` says that it is the value to wait for, looking at the one that is there first. The
    /// values looked at count as seen.
    ///
    /// The value is borrowed while `is_wanted` looks at it, so it must not send to this channel: that panics. The returned
    /// future can be dropped at any time.
    ///
    /// # Errors
    /// If every sender is gone and the latest value is not the one.
    #[track_caller]
    pub fn wait_for<F: FnMut(&T) -> bool>(&mut self, is_wanted: F) -> WaitFor<'_, T, F> {
        WaitFor { changed: self.changed_at(Location::caller()), is_unchecked: true, is_wanted }
    }

    /// Polls for a change, waiting under this ticket.
    #[cfg(feature = "tokio-like")]
    pub(crate) fn poll_changed_at(
        &mut self,
        ticket: &mut Option<Ticket>,
        cx: &mut Context<'_>,
        location: &'static Location<'static>,
    ) -> Poll<Result<(), RecvError>> {
        let operation = ready!(context::poll_operation(cx, location));
        let result = ready!(self.shared.poll_changed(&mut self.seen, ticket, cx, location));
        operation.made_progress();
        if result.is_ok() {
            self.shared.report_seen();
        }
        Poll::Ready(result)
    }

    /// Gives up waiting for a change under this ticket.
    #[cfg(feature = "tokio-like")]
    pub(crate) fn stop_waiting(&self, ticket: Option<Ticket>) {
        self.shared.leave(ticket, |state| &mut state.line);
    }

    fn changed_at(&mut self, location: &'static Location<'static>) -> Changed<'_, T> {
        Changed { shared: &self.shared, seen: &mut self.seen, ticket: None, location }
    }

    /// Whether both receive from the same channel.
    #[must_use]
    pub fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Self {
        self.shared.subscribe(Some(self.seen))
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        let (receivers, woken) = {
            let mut state = lock(&self.shared.state);
            state.receivers -= 1;
            (state.receivers, (state.receivers == 0).then(|| state.watchers.release_all()))
        };
        self.shared.report_receivers(receivers);
        if let Some(woken) = woken {
            woken.wake();
        }
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Receiver").finish_non_exhaustive()
    }
}

/// The future of [`Receiver::changed`].
#[must_use = "futures do nothing unless awaited"]
pub struct Changed<'a, T> {
    shared: &'a Shared<T>,
    seen: &'a mut u64,
    ticket: Option<Ticket>,
    location: &'static Location<'static>,
}

opaque!([<T>] Changed<'_, T>);

impl<T> Changed<'_, T> {
    fn poll_changed(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), RecvError>> {
        self.shared.poll_changed(self.seen, &mut self.ticket, cx, self.location)
    }
}

impl<T> Future for Changed<'_, T> {
    type Output = Result<(), RecvError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let operation = ready!(context::poll_operation(cx, this.location));
        let result = ready!(this.poll_changed(cx));
        operation.made_progress();
        if result.is_ok() {
            this.shared.report_seen();
        }
        Poll::Ready(result)
    }
}

impl<T> Drop for Changed<'_, T> {
    fn drop(&mut self) {
        self.shared.leave(self.ticket, |state| &mut state.line);
    }
}

/// The future of [`Receiver::wait_for`].
#[must_use = "futures do nothing unless awaited"]
pub struct WaitFor<'a, T, F> {
    changed: Changed<'a, T>,
    /// Whether `is_wanted` has still to look at the latest value.
    is_unchecked: bool,
    is_wanted: F,
}

opaque!([<T, F>] WaitFor<'_, T, F>);

/// The function is never pinned: it is only called.
impl<T, F> Unpin for WaitFor<'_, T, F> {}

impl<'a, T, F: FnMut(&T) -> bool> Future for WaitFor<'a, T, F> {
    type Output = Result<Ref<'a, T>, RecvError>;

    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let operation = ready!(context::poll_operation(cx, this.changed.location));
        let shared = this.changed.shared;
        loop {
            if std::mem::take(&mut this.is_unchecked) {
                let locked = shared.read(this.changed.location);
                let version = shared.version();
                let has_changed = std::mem::replace(this.changed.seen, version) != version;
                if (this.is_wanted)(&locked.value) {
                    operation.made_progress();
                    shared.report_seen();
                    return Poll::Ready(Ok(Ref { locked, has_changed }));
                }
            }
            match ready!(this.changed.poll_changed(cx)) {
                Ok(()) => this.is_unchecked = true,
                Err(error) => {
                    operation.made_progress();
                    return Poll::Ready(Err(error));
                }
            }
        }
    }
}
