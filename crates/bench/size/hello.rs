//! Spawns a task on our executor: no channels, no timers, no trace.

use std::cell::Cell;

use taskscope_runtime::web::spawn_local;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static GREETINGS: Cell<u32> = const { Cell::new(0) };
}

/// Spawns a task.
#[wasm_bindgen]
pub fn hello() {
    spawn_local(async { GREETINGS.set(GREETINGS.get() + 1) });
}

/// What the tasks have done.
#[must_use]
#[wasm_bindgen]
pub fn greetings() -> u32 {
    GREETINGS.get()
}
