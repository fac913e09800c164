//! A bell: tells tasks that something happened, with the meaning of `tokio::sync::Notify`.

use std::fmt;
use std::future::Future;
use std::ops::Deref;
use std::panic::Location;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{ready, Context, Poll};

use super::waiting::{count, lock, poll_with, Line, Offer, Resource, Standing, Woken};
use crate::record::{Event, ResourceKind, Wait};
use crate::{context, Ticket};

/// Wakes tasks without giving them anything.
///
/// [`notify_one`](Self::notify_one) wakes the first who waits, or the next who will: one such permit is kept.
/// [`notify_waiters`](Self::notify_waiters) wakes everyone who waits now and keeps nothing.
/// Take one where what happened stands elsewhere, in a `Cell` for example. A message needs a [channel](super::mpsc), and a value
/// that changes a [`watch`](super::watch).
///
/// ```
/// use std::{cell::Cell, rc::Rc, sync::Arc};
/// use taskscope_runtime::sync::Notify;
/// use taskscope_runtime::{simulate, spawn};
///
/// simulate("main", async {
///     let (is_open, bell) = (Rc::new(Cell::new(false)), Arc::new(Notify::new()));
///     let (door, ring) = (Rc::clone(&is_open), Arc::clone(&bell));
///     let opens = spawn("opens", async move {
///         door.set(true);
///         ring.notify_one();
///     });
///     bell.notified().await;
///     assert!(is_open.get());
///     opens.await.expect("it neither panics nor is aborted");
/// });
/// ```
pub struct Notify {
    resource: Resource,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    line: Line,
    has_permit: bool,
    /// How often everyone was woken: a future that was made before the last time is done.
    rounds: u64,
    /// Futures that were granted a notification as the last in line, and have not taken it yet.
    #[cfg(feature = "tokio-like")]
    granted_last: Vec<Ticket>,
}

impl State {
    /// Takes a future out of the line: how it stood there, and whether `notify_last` had notified it.
    fn leave(&mut self, ticket: Ticket) -> (Standing, bool) {
        let standing = self.line.leave(ticket);
        #[cfg(feature = "tokio-like")]
        if let Some(at) = self.granted_last.iter().position(|&last| last == ticket) {
            self.granted_last.swap_remove(at);
            return (standing, true);
        }
        (standing, false)
    }
}

impl Notify {
    /// A bell that nobody waits for.
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        let resource = Resource::new(ResourceKind::Notify, None, Location::caller());
        Self { resource, state: Mutex::default() }
    }

    /// Waits for a notification.
    ///
    /// The future counts for [`notify_waiters`](Self::notify_waiters) from this call on, and for
    /// [`notify_one`](Self::notify_one) from its first poll, or from [`enable`](Notification::enable).
    ///
    /// It can be dropped at any time; it loses its place in the line then. If `notify_one` had chosen it, the
    /// notification goes to the next.
    #[track_caller]
    pub fn notified(&self) -> Notified<'_> {
        Notification::new(self, Location::caller())
    }

    /// Like [`notified`](Self::notified), with a future that may outlive every borrow.
    #[track_caller]
    pub fn notified_owned(self: Arc<Self>) -> OwnedNotified {
        Notification::new(self, Location::caller())
    }

    /// Wakes the first who waits. If nobody does, a permit is kept for the next who will; more than one is never kept.
    pub fn notify_one(&self) {
        let mut woken = Woken::default();
        let stored = {
            let mut state = lock(&self.state);
            if state.line.is_anyone_waiting() {
                state.line.grant(&mut woken);
            } else {
                state.has_permit = true;
            }
            state.has_permit
        };
        self.wake(woken, stored);
    }

    /// Wakes the future that came last. If none waits, a permit is kept as by [`notify_one`](Self::notify_one).
    ///
    /// If that future is dropped before it takes the notification, the one that is last then gets it.
    #[cfg(feature = "tokio-like")]
    pub fn notify_last(&self) {
        let mut woken = Woken::default();
        let stored = {
            let mut state = lock(&self.state);
            match state.line.grant_last(&mut woken) {
                Some(last) => state.granted_last.push(last),
                None => state.has_permit = true,
            }
            state.has_permit
        };
        self.wake(woken, stored);
    }

    /// Passes a notification on whose future was dropped before it took it.
    fn pass_on(&self, was_last: bool) {
        #[cfg(feature = "tokio-like")]
        if was_last {
            return self.notify_last();
        }
        debug_assert!(!was_last, "only `notify_last` grants from behind");
        self.notify_one();
    }

    /// Wakes everyone who waits, or has made a future to wait with.
    pub fn notify_waiters(&self) {
        let (woken, stored) = {
            let mut state = lock(&self.state);
            state.rounds += 1;
            (state.line.release_all(), state.has_permit)
        };
        self.wake(woken, stored);
    }

    fn wake(&self, woken: Woken, stored: bool) {
        let number = count(woken.len());
        self.resource.record(|resource| Event::Notified { resource, woken: number, stored });
        woken.wake_granted(&self.resource);
    }
}

impl Default for Notify {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Notify {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Notify").finish_non_exhaustive()
    }
}

/// The future of [`Notify::notified`].
pub type Notified<'a> = Notification<&'a Notify>;

/// The future of [`Notify::notified_owned`].
pub type OwnedNotified = Notification<Arc<Notify>>;

/// The future of [`Notify::notified`] and [`Notify::notified_owned`]: `H` is how it reaches the bell. Once it is done
/// it stays so.
#[must_use = "futures do nothing unless awaited"]
pub struct Notification<H: Deref<Target = Notify>> {
    notify: H,
    /// How many rounds there had been when this was made.
    rounds: u64,
    ticket: Option<Ticket>,
    is_done: bool,
    location: &'static Location<'static>,
}

/// The handle is never pinned: it only leads to the bell.
impl<H: Deref<Target = Notify>> Unpin for Notification<H> {}

impl<H: Deref<Target = Notify>> Notification<H> {
    fn new(notify: H, location: &'static Location<'static>) -> Self {
        let rounds = lock(&notify.state).rounds;
        Self { notify, rounds, ticket: None, is_done: false, location }
    }

    /// Joins the line without being polled; true if the notification is there already.
    // Mostly called for what it does.
    #[allow(clippy::must_use_candidate)]
    pub fn enable(self: Pin<&mut Self>) -> bool {
        let this = self.get_mut();
        let was_in_line = this.ticket.is_some();
        let outcome = this.attempt(|line, ticket| {
            if ticket.is_none() {
                *ticket = Some(line.join(1, None));
            }
        });
        this.report_joined(was_in_line);
        outcome.is_ready()
    }

    /// Looks for a notification, or calls `stay` to wait in the line for one.
    fn attempt(&mut self, stay: impl FnOnce(&mut Line, &mut Option<Ticket>)) -> Poll<()> {
        if self.is_done {
            return Poll::Ready(());
        }
        let mut state = lock(&self.notify.state);
        let takes_permit = match self.ticket {
            Some(own) if state.line.is_waiting(own) => None,
            Some(_) => Some(false),
            None if state.rounds != self.rounds => Some(false),
            None => std::mem::take(&mut state.has_permit).then_some(true),
        };
        let Some(takes_permit) = takes_permit else {
            stay(&mut state.line, &mut self.ticket);
            return Poll::Pending;
        };
        let own = self.ticket.take();
        // Without a waker: it was taken when the notification was given.
        let standing = own.map(|own| state.leave(own));
        drop(state);
        drop(standing);
        self.is_done = true;
        let resource = &self.notify.resource;
        if let Some(own) = own {
            resource.left(own, true);
        } else if takes_permit {
            resource.record(|resource| Event::Received { resource, len: 0 });
        }
        Poll::Ready(())
    }

    fn report_joined(&self, was_in_line: bool) {
        if let (Some(own), false) = (self.ticket, was_in_line) {
            self.notify.resource.queued(own, 1);
        }
    }
}

impl<H: Deref<Target = Notify>> Future for Notification<H> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.get_mut();
        let operation = ready!(context::poll_operation(cx, this.location));
        let was_in_line = this.ticket.is_some();
        let outcome =
            poll_with(cx, |offer: &mut Offer<'_>| this.attempt(|line, ticket| line.stay(ticket, 1, offer)));
        if outcome.is_ready() {
            operation.made_progress();
            return Poll::Ready(());
        }
        this.report_joined(was_in_line);
        this.notify.resource.waits(Wait::Notified, this.location);
        Poll::Pending
    }
}

impl<H: Deref<Target = Notify>> Drop for Notification<H> {
    fn drop(&mut self) {
        let Some(ticket) = self.ticket else { return };
        let (standing, was_last) = lock(&self.notify.state).leave(ticket);
        self.notify.resource.left(ticket, false);
        if matches!(standing, Standing::Granted) {
            self.notify.pass_on(was_last);
        }
    }
}

impl<H: Deref<Target = Notify>> fmt::Debug for Notification<H> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Notified").field("is_done", &self.is_done).finish_non_exhaustive()
    }
}
