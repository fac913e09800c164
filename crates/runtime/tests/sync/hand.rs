//! Futures polled by hand: no executor, so that a test decides when each of them looks.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

/// A future and a count of the wakes it got.
pub(crate) struct Hand<F> {
    future: Pin<Box<F>>,
    wakes: Arc<Wakes>,
}

#[derive(Default)]
struct Wakes(AtomicUsize);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl<F: Future> Hand<F> {
    pub(crate) fn new(future: F) -> Self {
        Self { future: Box::pin(future), wakes: Arc::default() }
    }

    /// Makes the future and polls it for the first time, which must not give a result.
    #[track_caller]
    pub(crate) fn waiting(future: F) -> Self {
        let mut hand = Self::new(future);
        assert!(hand.poll().is_pending(), "it has to wait");
        hand
    }

    pub(crate) fn poll(&mut self) -> Poll<F::Output> {
        let waker = Waker::from(Arc::clone(&self.wakes));
        self.future.as_mut().poll(&mut Context::from_waker(&waker))
    }

    /// The result, which must be there.
    #[track_caller]
    pub(crate) fn result(&mut self) -> F::Output {
        match self.poll() {
            Poll::Ready(result) => result,
            Poll::Pending => panic!("it has no result yet"),
        }
    }

    /// The future itself. Not every test file that has this module asks for it.
    #[allow(dead_code)]
    pub(crate) fn pinned(&mut self) -> Pin<&mut F> {
        self.future.as_mut()
    }

    pub(crate) fn wakes(&self) -> usize {
        self.wakes.0.load(Ordering::SeqCst)
    }

    pub(crate) fn is_woken(&self) -> bool {
        self.wakes() > 0
    }
}

/// The result of a future that gives one at its first poll.
#[track_caller]
pub(crate) fn now<F: Future>(future: F) -> F::Output {
    Hand::new(future).result()
}
