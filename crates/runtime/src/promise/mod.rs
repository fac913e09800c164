//! Promises of a page, awaited in a task or heard by a callback, on either clock.
//!
//! A [`Promise`] stands for what a page asks of its browser: a position, a permission, a place to store something. On the
//! browser's clock, where the feature `web` is on, it is a JavaScript promise with a timeout behind it, a callback is a
//! closure that JavaScript calls, and both behave as they do everywhere in a browser. On the virtual clock a stand-in is
//! settled at its time, and a task stands in for the browser's call. Whatever the clock:
//!
//! - a promise is settled whether or not anything listens;
//! - a [`Listening`] future that is never polled hears nothing, and nor does anybody else that the promise was rejected;
//! - a [`Callback`] that is dropped can't be called any more.
//!
//! ```
//! use std::time::Duration;
//! use taskscope_runtime::promise::Promise;
//! use taskscope_runtime::simulate;
//!
//! simulate("main", async {
//!     let saved = Promise::settled_after(Duration::from_millis(30), Err::<(), _>("no connection"));
//!     assert_eq!(saved.await, Err("no connection"));
//! });
//! ```
//!
//! Promises that JavaScript made are awaited with `web::JsFuture`.

mod callback;
#[cfg(all(feature = "web", target_arch = "wasm32"))]
mod real;
mod stand_in;

pub use callback::Callback;

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::{Future, IntoFuture};
use std::panic::Location;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use crate::context;
use crate::core::Core;
use crate::host::When;
use crate::outside::Outside;
use crate::panics::{finally, All};
use crate::record::{Event, ResourceKind, Wait, WakeSource};
use crate::resource::Resource;

/// Something that the browser will settle: with a value, or with the reason why there is none.
pub struct Promise<T, E>(Rc<Shared<T, E>>);

/// The future of a promise: what `JsFuture` is to a promise of JavaScript.
#[must_use = "it hears nothing unless it is awaited"]
pub struct Listening<T, E> {
    promise: Rc<Shared<T, E>>,
    location: &'static Location<'static>,
    /// Its place among the wakers of the promise, once it was polled.
    slot: Option<usize>,
}

/// What a promise and all that listen to it have in common. What settles it has it as well, so that it goes on without them.
struct Shared<T, E> {
    resource: Resource,
    outcome: Result<T, E>,
    is_settled: Cell<bool>,
    /// The last waker of each future that was polled.
    waiting: RefCell<Vec<Waker>>,
    /// How many callbacks can still be called.
    callbacks: Cell<u32>,
    #[cfg(all(feature = "web", target_arch = "wasm32"))]
    real: std::cell::OnceCell<js_sys::Promise>,
}

/// How many promises are not settled.
#[derive(Default)]
struct Open(Cell<u32>);

impl Outside<Core> for Open {
    fn is_busy(&self) -> bool {
        self.0.get() > 0
    }

    fn into_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

impl<T: Clone + 'static, E: Clone + 'static> Promise<T, E> {
    /// A promise that is settled after a time: fulfilled, or rejected if the outcome is an error.
    ///
    /// # Panics
    /// When called outside a task.
    #[must_use = "nothing hears what becomes of it"]
    #[track_caller]
    pub fn settled_after(time: Duration, outcome: Result<T, E>) -> Self {
        let core = context::expect_current("Promise::settled_after");
        let shared = Rc::new(Shared {
            resource: Resource::new(ResourceKind::Promise, None, Location::caller()),
            outcome,
            is_settled: Cell::default(),
            waiting: RefCell::default(),
            callbacks: Cell::default(),
            #[cfg(all(feature = "web", target_arch = "wasm32"))]
            real: std::cell::OnceCell::new(),
        });
        let open = core.outside::<Open>();
        open.0.set(open.0.get() + 1);
        shared.start(&core, time);
        Self(shared)
    }

    /// Has a callback called when the promise is fulfilled, if it is still there by then.
    ///
    /// # Panics
    /// When called outside a task.
    #[track_caller]
    pub fn then(&self, callback: &Callback<T>) {
        let core = context::expect_current("Promise::then");
        callback.attach(&self.0, &core, Location::caller());
    }

    /// A future of the promise.
    #[track_caller]
    pub fn listen(&self) -> Listening<T, E> {
        Listening::of(Rc::clone(&self.0), Location::caller())
    }
}

impl<T: Clone + 'static, E: Clone + 'static> IntoFuture for Promise<T, E> {
    type Output = Result<T, E>;
    type IntoFuture = Listening<T, E>;

    #[track_caller]
    fn into_future(self) -> Listening<T, E> {
        Listening::of(self.0, Location::caller())
    }
}

impl<T: Clone + 'static, E: Clone + 'static> Shared<T, E> {
    fn start(self: &Rc<Self>, core: &Rc<Core>, time: Duration) {
        #[cfg(all(feature = "web", target_arch = "wasm32"))]
        if core.clock() == crate::Clock::Browser {
            return real::start(self, core, time);
        }
        stand_in::start(self, core, time);
    }

    /// The promise is settled: records that, and wakes whoever listens.
    fn settle(&self, core: &Core) {
        let open = core.outside::<Open>();
        open.0.set(open.0.get().saturating_sub(1));
        self.is_settled.set(true);
        if core.ended().is_some() {
            return;
        }
        core.fresh_now();
        let resource = self.resource.id();
        let woken = self.waiting.take();
        // Even if a sink panics, or a waker that is program code.
        finally(
            || core.record(|_| Event::Settled { resource, rejected: self.outcome.is_err() }),
            || {
                let mut all = All::default();
                core.wake_from(WakeSource::Promise(resource), || {
                    for waker in woken {
                        all.call(|| waker.wake());
                    }
                });
                // Even if nobody was woken: a turn finds out whether anything is left to wait for.
                core.request_turn(When::Soon);
                all.resume();
            },
        );
    }

    /// Keeps the waker of a future in its slot, which it gets with its first poll.
    fn keep(&self, waker: &Waker, slot: &mut Option<usize>) {
        // Wakers may be program code: they are cloned and dropped without a borrow.
        let waker = waker.clone();
        let mut waiting = self.waiting.borrow_mut();
        let before = if let Some(known) = slot.and_then(|slot| waiting.get_mut(slot)) {
            Some(std::mem::replace(known, waker))
        } else {
            *slot = Some(waiting.len());
            waiting.push(waker);
            None
        };
        drop(waiting);
        drop(before);
    }

    /// One callback more or less can be called.
    fn count_callbacks(&self, callbacks: u32) {
        self.callbacks.set(callbacks);
        if !self.is_settled.get() {
            let (resource, receivers) = (self.resource.id_here(), callbacks);
            context::record(|_| Event::ReceiversChanged { resource, receivers });
        }
    }
}

impl<T, E> Listening<T, E> {
    fn of(promise: Rc<Shared<T, E>>, location: &'static Location<'static>) -> Self {
        Self { promise, location, slot: None }
    }
}

impl<T: Clone + 'static, E: Clone + 'static> Future for Listening<T, E> {
    type Output = Result<T, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { promise, location, slot } = &mut *self;
        let (resource, location) = (promise.resource.id_here(), *location);
        if promise.is_settled.get() {
            context::record(|_| Event::Received { resource, len: 0 });
            return Poll::Ready(promise.outcome.clone());
        }
        promise.keep(context.waker(), slot);
        context::record(|core| Event::Waiting {
            node: core.node(),
            on: Wait::Promise(resource),
            place: core.place(location),
        });
        Poll::Pending
    }
}

impl<T, E> fmt::Debug for Promise<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Promise")
            .field("is_settled", &self.0.is_settled.get())
            .finish_non_exhaustive()
    }
}

opaque!([<T, E>] Listening<T, E>);
