//! Values of scripts: properties, numbers, errors.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// What an error says, if it is one.
pub(crate) fn reason(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or(String::new(), |error| error.message().into())
}

/// A property; `undefined` if there is none.
pub(crate) fn field(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or_default()
}

pub(crate) fn set(object: &Object, key: &str, value: &JsValue) {
    // Fails only for objects that refuse new properties, and a fresh one does not.
    drop(Reflect::set(object, &key.into(), value));
}

/// A number of bytes that a script said.
pub(crate) fn bytes(value: &JsValue) -> Option<u64> {
    // Memories have fewer than 2^53 bytes.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length")]
    let bytes = |value: f64| value as u64;
    value.as_f64().map(bytes)
}
