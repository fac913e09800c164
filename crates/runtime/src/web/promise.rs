//! Promises of the browser: awaited in a task, and made from a future.

use std::any::Any;
use std::cell::Cell;
use std::fmt;
use std::future::Future;
use std::panic::{Location, UnwindSafe};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use js_sys::{futures, Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::convert::FromWasmAbi;
use wasm_bindgen::sys::Promising;
use wasm_bindgen::{JsCast, JsGeneric, JsValue};

use super::js;
use super::local::spawn_local_at;
use crate::core::Core;
use crate::host::When;
use crate::outside::Outside;
use crate::parent::Parent;
use crate::record::{Event, ResourceKind, Wait, WakeSource};
use crate::resource::Resource;
use crate::task::Door;
use crate::{context, ResourceId};

/// A promise as a future: the drop-in for the type of the same name in `js_sys::futures` and wasm-bindgen-futures; the
/// former does the work. In the trace the promise is a resource, and the wake that comes from it says so.
///
/// Takes every typed promise: a `JsFuture<T, E>` made from a `Promise<T, E>` gives a `Result<T, E>`. Neither the value
/// nor the reason is checked, as JavaScript can settle a promise with anything.
///
/// The future can be dropped at any time; the promise goes on without it.
pub struct JsFuture<T = JsValue, E = JsValue> {
    promise: futures::JsFuture<T, E>,
    settled: Arc<Settled>,
    location: &'static Location<'static>,
    /// As long as the promise may still wake a task.
    expected: Option<Expected>,
    resource: Resource,
}

/// The waker that the promise calls.
struct Settled {
    resource: ResourceId,
    door: Option<Arc<Door>>,
    parent: Parent,
}

/// Lets the executor know that something outside will wake a task by itself, so that a run is not taken for stuck.
struct Expected(Rc<Promises>);

/// How many promises of the browser an executor's tasks await.
#[derive(Default)]
struct Promises(Cell<u32>);

impl Outside<Core> for Promises {
    fn is_busy(&self) -> bool {
        self.0.get() > 0
    }

    fn into_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

impl Expected {
    fn by(core: &Rc<Core>) -> Self {
        let promises = core.outside::<Promises>();
        promises.0.set(promises.0.get() + 1);
        Self(promises)
    }
}

impl Drop for Expected {
    fn drop(&mut self) {
        self.0 .0.set(self.0 .0.get() - 1);
    }
}

impl<T: UnwindSafe, E: UnwindSafe> UnwindSafe for JsFuture<T, E> {}

impl<T: FromWasmAbi + 'static, E: FromWasmAbi + 'static> From<Promise<T, E>> for JsFuture<T, E> {
    #[track_caller]
    fn from(promise: Promise<T, E>) -> Self {
        let location = Location::caller();
        let core = context::current();
        let resource = Resource::new(ResourceKind::Promise, None, location);
        let expected = core.as_ref().map(Expected::by);
        let door = core.as_ref().map(|core| core.door());
        let settled = Settled { resource: resource.id(), door, parent: Parent::default() };
        if let Some(core) = core.filter(|core| core.is_recording()) {
            record_settling(promise.as_ref(), &core, resource.id());
        }
        Self { promise: promise.into(), settled: Arc::new(settled), location, expected, resource }
    }
}

/// Has the trace say when a promise is settled, and how, also if its future is never polled or dropped by then.
fn record_settling(promise: &JsValue, core: &Rc<Core>, resource: ResourceId) {
    let record = |rejected: bool| {
        let core = core.weak();
        // One of the two is called once; JavaScript lets go of the other.
        Closure::once_into_js(move |_: JsValue| {
            if let Some(core) = core.upgrade() {
                core.report(Event::Settled { resource, rejected });
            }
        })
    };
    js::then(promise, [&record(false), &record(true)]);
}

impl<T, E> Future for JsFuture<T, E> {
    type Output = Result<T, E>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.settled.parent.set(cx.waker());
        let waker = Waker::from(Arc::clone(&self.settled));
        let outcome = Pin::new(&mut self.promise).poll(&mut Context::from_waker(&waker));
        if outcome.is_ready() {
            self.expected = None;
        }
        let resource = self.resource.id();
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

impl<T, E> fmt::Debug for JsFuture<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("JsFuture").finish_non_exhaustive()
    }
}

impl Wake for Settled {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        match self.door.as_deref().and_then(Core::behind) {
            Some(core) if core.is_in_turn() => {
                core.wake_from(WakeSource::Promise(self.resource), || self.parent.wake());
                // A promise calls from the event loop, so this turn was cut off, and nothing may have noticed yet.
                core.host().request_turn(When::Soon);
            }
            Some(core) => core.wake_from(WakeSource::Promise(self.resource), || self.parent.wake()),
            None => self.parent.wake(),
        }
    }
}

/// Runs a future as a task, as [`spawn_local`](super::spawn_local) does, and gives its result as a promise: the drop-in
/// for the function of the same name in `js_sys::futures` and wasm-bindgen-futures.
///
/// Where panics abort, as they do in a browser, the promise of a future that panics is never settled.
#[track_caller]
pub fn future_to_promise<F>(future: F) -> Promise
where
    F: Future<Output = Result<JsValue, JsValue>> + 'static,
{
    let location = Location::caller();
    let mut future = Some(future);
    Promise::new_typed::<JsValue>(&mut |resolve, reject| settle(future.take(), resolve, reject, location))
}

/// The same for a future whose value has a type: the promise has that of what it resolves to. The drop-in for the function
/// of the same name in `js_sys::futures` and wasm-bindgen-futures.
#[track_caller]
pub fn future_to_promise_typed<T, F>(future: F) -> Promise<<T as Promising>::Resolution>
where
    F: Future<Output = Result<T, JsValue>> + 'static,
    T: Promising + FromWasmAbi + JsGeneric,
{
    let location = Location::caller();
    let mut future = Some(future);
    Promise::new_typed::<T>(&mut |resolve, reject| settle(future.take(), resolve, reject, location))
}

/// Runs the future, and settles its promise with what comes of it. A promise asks once for its future.
fn settle<T: JsGeneric>(
    future: Option<impl Future<Output = Result<T, JsValue>> + 'static>,
    resolve: impl AsRef<JsValue> + 'static,
    reject: impl AsRef<JsValue> + 'static,
    location: &'static Location<'static>,
) {
    let Some(future) = future else { return };
    let settle = async move {
        let (settle, value): (&JsValue, JsValue) = match future.await {
            Ok(value) => (resolve.as_ref(), value.into()),
            Err(reason) => (reject.as_ref(), reason),
        };
        // The functions of a promise do not throw.
        drop(settle.unchecked_ref::<Function>().call1(&JsValue::UNDEFINED, &value));
    };
    spawn_local_at(settle, location);
}
