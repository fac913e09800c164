//! Tells the page around the element what happens in it.

use js_sys::{Function, Object};
use wasm_bindgen::JsValue;

use super::worker::set;

/// A script's function that takes the name of an event and its detail.
#[derive(Clone, Debug, PartialEq)]
pub struct Teller(Function);

impl Teller {
    /// Tells it to that function.
    #[must_use]
    pub fn new(function: Function) -> Self {
        Self(function)
    }

    /// Tells of an event. What a listener throws is between it and its page.
    pub fn tell(&self, name: &str, details: &[(&str, JsValue)]) {
        let detail = Object::new();
        for (key, value) in details {
            set(&detail, key, value);
        }
        drop(self.0.call2(&JsValue::UNDEFINED, &name.into(), &detail));
    }
}
