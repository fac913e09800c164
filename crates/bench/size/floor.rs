//! What any executor needs: an allocation a task, and a microtask that runs it. Nothing else is in here.

use std::cell::{Cell, RefCell};

use js_sys::Promise;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast as _, JsValue};

thread_local! {
    static GREETINGS: Cell<u32> = const { Cell::new(0) };
    static FLOOR: Floor = Floor {
        queue: RefCell::default(),
        resolved: Promise::resolve(&JsValue::NULL).unchecked_into(),
        on_microtask: Closure::new(|_| run()),
    };
}

struct Floor {
    queue: RefCell<Vec<Box<dyn FnOnce()>>>,
    resolved: Promise,
    on_microtask: Closure<dyn FnMut(JsValue)>,
}

/// Queues a closure and asks for a microtask.
#[wasm_bindgen]
pub fn hello() {
    FLOOR.with(|floor| {
        floor.queue.borrow_mut().push(Box::new(|| GREETINGS.set(GREETINGS.get() + 1)));
        drop(floor.resolved.then(&floor.on_microtask));
    });
}

fn run() {
    while let Some(closure) = FLOOR.with(|floor| floor.queue.borrow_mut().pop()) {
        closure();
    }
}

/// What the closures have done.
#[must_use]
#[wasm_bindgen]
pub fn greetings() -> u32 {
    GREETINGS.get()
}
