//! Promises of the browser: awaited in a task, and made from a future.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use js_sys::Promise;
use wasm_bindgen::JsValue;

use super::local::spawn_local_at;
use crate::core::Core;
use crate::parent::Parent;
use crate::record::{Event, ResourceKind, Wait, WakeSource};
use crate::task::Door;
use crate::{context, ResourceId};

/// A promise as a future: the drop-in for the type of the same name in wasm-bindgen-futures, which does the work. In the
/// trace the promise is a resource, and the wake that comes from it says so.
///
/// The future can be dropped at any time; the promise goes on without it.
pub struct JsFuture {
    promise: wasm_bindgen_futures::JsFuture,
    settled: Arc<Settled>,
    location: &'static Location<'static>,
    /// As long as the promise may still wake somebody.
    expected: Option<Expected>,
}

/// The waker that the promise calls.
struct Settled {
    resource: ResourceId,
    door: Option<Arc<Door>>,
    parent: Parent,
}

/// Lets the executor know that something outside will wake a task by itself, so that a run is not taken for stuck.
struct Expected(Weak<Core>);

impl Expected {
    fn by(core: &Rc<Core>) -> Self {
        core.promises().set(core.promises().get() + 1);
        Self(Rc::downgrade(core))
    }
}

impl Drop for Expected {
    fn drop(&mut self) {
        if let Some(core) = self.0.upgrade() {
            core.promises().set(core.promises().get() - 1);
        }
    }
}

impl From<Promise> for JsFuture {
    #[track_caller]
    fn from(promise: Promise) -> Self {
        let location = Location::caller();
        let core = context::current();
        let resource = core.as_ref().map_or(ResourceId(0), |core| core.next_resource());
        context::record(|core| Event::ResourceCreated {
            resource,
            kind: ResourceKind::Promise,
            capacity: None,
            place: core.place(location),
        });
        let expected = core.as_ref().map(Expected::by);
        let door = core.map(|core| core.door());
        let settled = Settled { resource, door, parent: Parent::default() };
        Self { promise: promise.into(), settled: Arc::new(settled), location, expected }
    }
}

impl Future for JsFuture {
    type Output = Result<JsValue, JsValue>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.settled.parent.set(cx.waker());
        let waker = Waker::from(Arc::clone(&self.settled));
        let outcome = Pin::new(&mut self.promise).poll(&mut Context::from_waker(&waker));
        if outcome.is_ready() {
            self.expected = None;
        }
        let resource = self.settled.resource;
        context::record(|core| match outcome {
            Poll::Ready(_) => Event::Received { resource, len: 0 },
            Poll::Pending => Event::Waiting {
                node: core.node(),
                on: Wait::Promise(resource),
                place: core.place(self.location),
            },
        });
        outcome
    }
}

impl fmt::Debug for JsFuture {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("JsFuture").finish_non_exhaustive()
    }
}

impl Wake for Settled {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        match self.door.as_ref().and_then(|door| door.core()) {
            Some(core) => core.wake_from(WakeSource::Promise(self.resource), || self.parent.wake()),
            None => self.parent.wake(),
        }
    }
}

/// Runs a future as a task, as [`spawn_local`](super::spawn_local) does, and gives its result as a promise: the drop-in for the function of
/// the same name in wasm-bindgen-futures.
#[track_caller]
pub fn future_to_promise<F>(future: F) -> Promise
where
    F: Future<Output = Result<JsValue, JsValue>> + 'static,
{
    let mut future = Some(future);
    let location = Location::caller();
    Promise::new(&mut |resolve, reject| {
        let Some(future) = future.take() else { return };
        let settle = async move {
            let (settle, value) = match future.await {
                Ok(value) => (resolve, value),
                Err(reason) => (reject, reason),
            };
            // The functions of a promise do not throw.
            drop(settle.call1(&JsValue::UNDEFINED, &value));
        };
        spawn_local_at(settle, location);
    })
}
