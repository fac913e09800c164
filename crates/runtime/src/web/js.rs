//! The few functions of the browser that a host needs. They are the same in a page and in a worker.

use js_sys::Function;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since the page or worker started.
    #[wasm_bindgen(js_namespace = performance)]
    pub(super) fn now() -> f64;

    #[wasm_bindgen(js_name = setTimeout)]
    pub(super) fn set_timeout(callback: &Function, milliseconds: i32) -> i32;

    #[wasm_bindgen(js_name = clearTimeout)]
    pub(super) fn clear_timeout(timer: i32);

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
}
