//! The few functions of the browser that a host needs. They are the same in a page and in a worker.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::host::HostThread;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since the page or worker started.
    #[wasm_bindgen(js_namespace = performance)]
    pub(super) fn now() -> f64;

    #[wasm_bindgen(js_name = setTimeout)]
    pub(crate) fn set_timeout(callback: &Function, milliseconds: i32) -> i32;

    #[wasm_bindgen(js_name = clearTimeout)]
    pub(super) fn clear_timeout(timer: i32);

    #[wasm_bindgen(js_name = queueMicrotask)]
    pub(super) fn queue_microtask(callback: &Function);

    #[wasm_bindgen(js_name = requestAnimationFrame)]
    pub(super) fn request_frame(callback: &Function) -> i32;

    #[wasm_bindgen(js_name = cancelAnimationFrame)]
    pub(super) fn cancel_frame(frame: i32);

    #[wasm_bindgen(js_namespace = scheduler, js_name = postTask)]
    pub(super) fn post_task(callback: &Function, options: &Object) -> Promise;

    #[wasm_bindgen(js_namespace = scheduler, js_name = "yield")]
    pub(super) fn scheduler_yield() -> Promise;

    #[wasm_bindgen(js_name = addEventListener)]
    pub(super) fn listen(kind: &str, listener: &Function);

    #[wasm_bindgen(js_name = removeEventListener)]
    pub(super) fn unlisten(kind: &str, listener: &Function);

    pub(super) type MessageChannel;

    #[wasm_bindgen(constructor)]
    pub(super) fn new() -> MessageChannel;

    #[wasm_bindgen(method, getter)]
    pub(super) fn port1(this: &MessageChannel) -> MessagePort;

    #[wasm_bindgen(method, getter)]
    pub(super) fn port2(this: &MessageChannel) -> MessagePort;

    pub(super) type MessagePort;

    #[wasm_bindgen(method, setter, js_name = onmessage)]
    pub(super) fn set_on_message(this: &MessagePort, callback: Option<&Function>);

    #[wasm_bindgen(method, js_name = postMessage)]
    pub(super) fn post(this: &MessagePort, message: bool);

    #[wasm_bindgen(method)]
    pub(super) fn close(this: &MessagePort);

    pub(super) type PerformanceObserver;

    #[wasm_bindgen(constructor)]
    pub(super) fn new(callback: &Function) -> PerformanceObserver;

    #[wasm_bindgen(static_method_of = PerformanceObserver, getter, js_name = supportedEntryTypes)]
    pub(super) fn supported_entry_types() -> Option<Array>;

    #[wasm_bindgen(method)]
    pub(super) fn observe(this: &PerformanceObserver, options: &Object);

    #[wasm_bindgen(method)]
    pub(super) fn disconnect(this: &PerformanceObserver);

    /// What an observer is told: a list of entries.
    pub(super) type EntryList;

    #[wasm_bindgen(method, js_name = getEntries)]
    pub(super) fn entries(this: &EntryList) -> Array;

    pub(super) type Entry;

    #[wasm_bindgen(method, getter, js_name = entryType)]
    pub(super) fn kind(this: &Entry) -> String;

    #[wasm_bindgen(method, getter, js_name = startTime)]
    pub(super) fn start(this: &Entry) -> f64;

    #[wasm_bindgen(method, getter)]
    pub(super) fn duration(this: &Entry) -> f64;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Option<JsValue>;

    #[wasm_bindgen(thread_local_v2, js_name = addEventListener)]
    static ADD_EVENT_LISTENER: Option<JsValue>;
}

/// Whether the page or worker has events.
pub(super) fn has_events() -> bool {
    ADD_EVENT_LISTENER.with(Option::is_some)
}

/// Whether the page or worker has something at the end of a path of names, as `["scheduler", "postTask"]`.
pub(super) fn has(path: &[&str]) -> bool {
    let found = path.iter().try_fold(JsValue::from(js_sys::global()), |value, name| {
        Reflect::get(&value, &JsValue::from(*name)).ok().filter(|value| !value.is_undefined())
    });
    found.is_some()
}

/// Calls `promise.then`, which does not throw.
pub(crate) fn then(promise: &JsValue, [fulfilled, rejected]: [&JsValue; 2]) {
    let method = Reflect::get(promise, &"then".into()).ok().and_then(|then| then.dyn_into::<Function>().ok());
    if let Some(method) = method {
        drop(method.call2(promise, fulfilled, rejected));
    }
}

/// An object with one property.
pub(super) fn object(name: &str, value: &JsValue) -> Object {
    let object = Object::new();
    // Fails only for objects that refuse new properties, and a fresh one does not.
    drop(Reflect::set(&object, &name.into(), value));
    object
}

/// In what this runs: only a page has a document.
pub(super) fn thread() -> HostThread {
    if DOCUMENT.with(Option::is_some) {
        HostThread::Page
    } else {
        HostThread::Worker
    }
}
