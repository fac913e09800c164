//! The set of the crate futures, drained by a loop. Tasks of one type are its members as they are, others in boxes.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use futures::Stream as _;
use futures::stream::FuturesUnordered;

use super::super::subject::{Pool, Subject, Task};
use super::channels;

type Drain = Box<dyn Fn()>;
type Set<F> = Rc<RefCell<FuturesUnordered<F>>>;

#[derive(Clone, Default)]
pub(super) struct Unordered {
    boxed: Set<Pin<Box<dyn Future<Output = ()>>>>,
    drain_pool: Rc<RefCell<Option<Drain>>>,
}

impl Subject for Unordered {
    type Pool<F: Task> = Members<F>;
    type Channel = channels::Futures;

    fn pool<F: Task>(&self, _: u32) -> Members<F> {
        let set: Set<F> = Rc::default();
        let members = Members(Rc::clone(&set));
        self.drain_pool.replace(Some(Box::new(move || drain(&set))));
        members
    }

    fn spawn(&self, future: impl Task) {
        self.boxed.borrow().push(Box::pin(future));
    }

    fn spawn_local(&self, future: impl Future<Output = ()> + 'static) {
        self.boxed.borrow().push(Box::pin(future));
    }

    fn drive(&self) {
        drain(&self.boxed);
        if let Some(drain) = &*self.drain_pool.borrow() {
            drain();
        }
    }
}

pub(super) struct Members<F>(Set<F>);

impl<F: Task> Pool<F> for Members<F> {
    fn spawn(&self, future: F) {
        self.0.borrow().push(future);
    }
}

/// Polls the set until it is empty, or none of its members was woken.
fn drain<F: Future<Output = ()>>(set: &Set<F>) {
    let woken = Arc::new(Woken(AtomicBool::new(true)));
    let waker = Waker::from(Arc::clone(&woken));
    let mut cx = Context::from_waker(&waker);
    let mut set = set.borrow_mut();
    while woken.0.swap(false, Ordering::Relaxed) {
        while let Poll::Ready(Some(())) = Pin::new(&mut *set).poll_next(&mut cx) {}
    }
}

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}
