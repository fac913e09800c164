//! Spawns a task on wasm-bindgen-futures.

use std::cell::Cell;

use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static GREETINGS: Cell<u32> = const { Cell::new(0) };
}

/// Spawns a task.
#[wasm_bindgen]
pub fn hello() {
    wasm_bindgen_futures::spawn_local(async { GREETINGS.set(GREETINGS.get() + 1) });
}

/// What the tasks have done.
#[must_use]
#[wasm_bindgen]
pub fn greetings() -> u32 {
    GREETINGS.get()
}
