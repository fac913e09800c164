//! The page's events for errors that were not caught, each of which may mean that a turn was cut off.

use std::cell::RefCell;

use js_sys::{Function, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::js;

/// The events for an error: in the reaction of a promise, and anywhere else.
const KINDS: [&str; 2] = ["unhandledrejection", "error"];

/// Finds what an event says, for the trace.
pub(super) type Describe = fn(&JsValue) -> Option<String>;

/// Listens to faults of the page, until it is dropped.
pub(super) struct Faults {
    on_fault: Closure<dyn FnMut(JsValue)>,
    describe: Describe,
    /// What the last event said about a turn that was cut off.
    said: RefCell<Option<String>>,
}

impl Faults {
    /// Calls `hear` with each event, once it [listens](Self::listen).
    pub(super) fn new(describe: Describe, mut hear: impl FnMut(&JsValue) + 'static) -> Self {
        Self { on_fault: Closure::new(move |event| hear(&event)), describe, said: RefCell::default() }
    }

    /// Begins to listen. Where there are no such events, in Node.js for example, it hears nothing.
    pub(super) fn listen(&self) {
        if js::has_events() {
            for kind in KINDS {
                js::listen(kind, self.listener());
            }
        }
    }

    /// Keeps what an event says, for the turn that it cut off.
    pub(super) fn note(&self, event: &JsValue) {
        *self.said.borrow_mut() = (self.describe)(event);
    }

    /// Takes what the last event said about a turn that was cut off.
    pub(super) fn take(&self) -> Option<String> {
        self.said.take()
    }

    fn listener(&self) -> &Function {
        self.on_fault.as_ref().unchecked_ref()
    }
}

impl Drop for Faults {
    fn drop(&mut self) {
        if js::has_events() {
            for kind in KINDS {
                js::unlisten(kind, self.listener());
            }
        }
    }
}

/// What an event says has gone wrong, in the words of the browser or of whoever threw it.
pub(super) fn message(event: &JsValue) -> Option<String> {
    let get = |from: &JsValue, key: &str| {
        Reflect::get(from, &key.into()).ok().filter(|value| !value.is_null() && !value.is_undefined())
    };
    let thrown = get(event, "error").or_else(|| get(event, "reason"));
    let message = thrown.as_ref().and_then(|thrown| {
        thrown.as_string().or_else(|| get(thrown, "message").and_then(|message| message.as_string()))
    });
    message.or_else(|| get(event, "message").and_then(|message| message.as_string()))
}
