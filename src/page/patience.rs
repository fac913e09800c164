//! Waits for an answer for so long, and no longer.

use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Function, milliseconds: i32) -> i32;

    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timeout: i32);
}

/// Dropping it ends the wait.
pub(super) struct Patience {
    timeout: i32,
    #[expect(dead_code, reason = "the timeout calls it")]
    on_timeout: Closure<dyn FnMut()>,
}

impl Patience {
    /// Calls back once, after some milliseconds.
    pub(super) fn new(milliseconds: i32, act: impl FnMut() + 'static) -> Self {
        let on_timeout: Closure<dyn FnMut()> = Closure::new(act);
        let timeout = set_timeout(on_timeout.as_ref().unchecked_ref(), milliseconds);
        Self { timeout, on_timeout }
    }
}

impl Drop for Patience {
    fn drop(&mut self) {
        clear_timeout(self.timeout);
    }
}
