//! A channel for one message, with the meaning of `tokio::sync::oneshot`.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{ready, Context, Poll, Waker};

use super::waiting::{lock, poll_with, wake, Offer, Resource};
use crate::context;
use crate::polled::place_of_poll;
use crate::record::{Event, ResourceKind, Wait};

/// A channel for one message.
/// Take one for an answer: the question carries the [`Sender`].
///
/// ```
/// use taskscope_runtime::sync::oneshot;
/// use taskscope_runtime::{simulate, spawn};
///
/// simulate("main", async {
///     let (answer, reply) = oneshot::channel();
///     let asked = spawn("clerk", async move { answer.send(42) });
///     assert_eq!(reply.await, Ok(42));
///     assert_eq!(asked.await, Ok(Ok(())));
///
///     let (answer, reply) = oneshot::channel::<u32>();
///     drop(answer);
///     assert!(reply.await.is_err(), "no answer can come");
/// });
/// ```
#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let location = Location::caller();
    let resource = Resource::new(ResourceKind::Oneshot, Some(1), location);
    let shared = Arc::new(Shared { resource, location, state: Mutex::new(State::default()) });
    (Sender(Some(Arc::clone(&shared))), Receiver { shared, is_finished: false, is_terminated: false })
}

/// The sender went away without sending, or the message was taken before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecvError(());

/// Why there is no message now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TryRecvError {
    /// None was sent yet.
    Empty,
    /// None will come: the sender went away without sending, or the message was taken before.
    Closed,
}

impl fmt::Display for RecvError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the channel is closed")
    }
}

impl std::error::Error for RecvError {}

impl fmt::Display for TryRecvError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Empty => "the channel is empty",
            Self::Closed => "the channel is closed",
        })
    }
}

impl std::error::Error for TryRecvError {}

struct Shared<T> {
    resource: Resource,
    /// Where the channel was made.
    location: &'static Location<'static>,
    state: Mutex<State<T>>,
}

struct State<T> {
    message: Option<T>,
    receiver: Option<Waker>,
    /// Who waits for the receiver to go.
    sender: Option<Waker>,
    is_sender_gone: bool,
    is_closed: bool,
}

impl<T> Default for State<T> {
    fn default() -> Self {
        Self { message: None, receiver: None, sender: None, is_sender_gone: false, is_closed: false }
    }
}

impl<T> State<T> {
    /// The message, or whether one can still come.
    fn take(&mut self) -> Result<T, TryRecvError> {
        match self.message.take() {
            Some(message) => Ok(message),
            None if self.is_sender_gone || self.is_closed => Err(TryRecvError::Closed),
            None => Err(TryRecvError::Empty),
        }
    }
}

impl<T> Shared<T> {
    fn received(&self) {
        self.resource.record(|resource| Event::Received { resource, len: 0 });
    }

    /// No message is accepted any more.
    fn close(&self) {
        let sender = {
            let mut state = lock(&self.state);
            if std::mem::replace(&mut state.is_closed, true) || state.is_sender_gone {
                return;
            }
            state.sender.take()
        };
        self.resource.record(|resource| Event::Closed { resource });
        wake(sender);
    }

    fn attempt_closed(&self, offer: &mut Offer<'_>) -> Poll<()> {
        let mut state = lock(&self.state);
        if state.is_closed {
            return Poll::Ready(());
        }
        offer.leave_in(&mut state.sender);
        Poll::Pending
    }

    fn poll_closed(&self, cx: &mut Context<'_>, location: &'static Location<'static>) -> Poll<()> {
        let operation = ready!(context::poll_operation(cx, location));
        let outcome = poll_with(cx, |offer| self.attempt_closed(offer));
        if outcome.is_pending() {
            self.resource.waits(Wait::Closed, location);
        } else {
            operation.made_progress();
        }
        outcome
    }
}

/// Sends the one message. `None` inside once it is sent.
pub struct Sender<T>(Option<Arc<Shared<T>>>);

impl<T> Sender<T> {
    fn shared(&self) -> &Shared<T> {
        self.0.as_ref().expect("only `send` takes it, and the sender with it")
    }

    /// Sends the message. Never waits.
    ///
    /// # Errors
    /// If the receiver is gone or closed the channel; the message comes back.
    pub fn send(mut self, message: T) -> Result<(), T> {
        let Some(shared) = self.0.take() else { return Err(message) };
        let mut state = lock(&shared.state);
        state.is_sender_gone = true;
        // Dropped after the lock, as is the message that is refused.
        let waiting = state.sender.take();
        if state.is_closed {
            drop(state);
            drop(waiting);
            return Err(message);
        }
        state.message = Some(message);
        let receiver = state.receiver.take();
        drop(state);
        drop(waiting);
        shared.resource.record(|resource| Event::Sent { resource, len: 1 });
        wake(receiver);
        Ok(())
    }

    /// Waits until the receiver is gone or closes the channel. The returned future can be dropped at any time.
    #[track_caller]
    pub fn closed(&mut self) -> Closed<'_, T> {
        Closed { shared: self.shared(), location: Location::caller() }
    }

    /// Whether the receiver is gone or closed the channel.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        lock(&self.shared().state).is_closed
    }

    /// Like [`closed`](Self::closed), as one poll.
    #[track_caller]
    pub fn poll_closed(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let shared = self.shared();
        shared.poll_closed(cx, place_of_poll(Location::caller(), shared.location))
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let Some(shared) = self.0.take() else { return };
        let (receiver, sender) = {
            let mut state = lock(&shared.state);
            state.is_sender_gone = true;
            (state.receiver.take(), state.sender.take())
        };
        drop(sender);
        shared.resource.record(|resource| Event::SendersChanged { resource, senders: 0 });
        wake(receiver);
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sender").finish_non_exhaustive()
    }
}

/// The future of [`Sender::closed`].
#[must_use = "futures do nothing unless awaited"]
pub struct Closed<'a, T> {
    shared: &'a Shared<T>,
    location: &'static Location<'static>,
}

impl<T> Future for Closed<'_, T> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.shared.poll_closed(cx, self.location)
    }
}

impl<T> fmt::Debug for Closed<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Closed").finish_non_exhaustive()
    }
}

/// Receives the one message: a future of it.
///
/// Where it is awaited by `.await` the trace shows that line; where something else polls it (`&mut receiver`, a box,
/// a function that takes futures), the line where the channel was made.
///
/// # Panics
/// When it is polled after it gave its result. After a [`try_recv`](Self::try_recv) that took the message or found the
/// channel closed it is not: awaiting it fails then, where Tokio's panics.
#[must_use = "the message is received when this is awaited"]
pub struct Receiver<T> {
    shared: Arc<Shared<T>>,
    /// Whether an await gave the result.
    is_finished: bool,
    /// Whether the result was given, by an await or by `try_recv`.
    is_terminated: bool,
}

impl<T> Receiver<T> {
    /// Takes the message if it is there now.
    ///
    /// # Errors
    /// If it is not, or will never be.
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        let outcome = lock(&self.shared.state).take();
        self.is_terminated |= outcome.as_ref().err() != Some(&TryRecvError::Empty);
        if outcome.is_ok() {
            self.shared.received();
        }
        outcome
    }

    /// Accepts no message any more; one that was sent before can still be received.
    pub fn close(&mut self) {
        self.shared.close();
    }

    /// Whether no message is there now.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        lock(&self.shared.state).message.is_none()
    }

    /// Whether it has given its result, to an await or to [`try_recv`](Self::try_recv): awaiting it would fail or panic.
    #[must_use]
    pub fn is_terminated(&self) -> bool {
        self.is_terminated
    }

    fn attempt(&self, offer: &mut Offer<'_>) -> Poll<Result<T, RecvError>> {
        let mut state = lock(&self.shared.state);
        match state.take() {
            Ok(message) => Poll::Ready(Ok(message)),
            Err(TryRecvError::Closed) => Poll::Ready(Err(RecvError(()))),
            Err(TryRecvError::Empty) => {
                offer.leave_in(&mut state.receiver);
                Poll::Pending
            }
        }
    }
}

impl<T> Future for Receiver<T> {
    type Output = Result<T, RecvError>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        assert!(!self.is_finished, "a receiver was polled after it gave its result");
        let location = place_of_poll(Location::caller(), self.shared.location);
        let operation = ready!(context::poll_operation(cx, location));
        let outcome = poll_with(cx, |offer| self.attempt(offer));
        let Poll::Ready(result) = outcome else {
            self.shared.resource.waits(Wait::Receive, location);
            return Poll::Pending;
        };
        operation.made_progress();
        self.is_finished = true;
        self.is_terminated = true;
        if result.is_ok() {
            self.shared.received();
        }
        Poll::Ready(result)
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.shared.close();
        // Dropped here, where nothing is locked.
        let (message, waker) = {
            let mut state = lock(&self.shared.state);
            (state.message.take(), state.receiver.take())
        };
        drop(message);
        drop(waker);
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Receiver").finish_non_exhaustive()
    }
}
