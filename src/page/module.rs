//! The compiled module and its glue: what every program, thread and job of the page is started with.

use js_sys::{Function, WebAssembly};
use wasm_bindgen::prelude::wasm_bindgen;

/// What programs are started with.
#[wasm_bindgen]
#[derive(Clone, PartialEq)]
pub struct Loaded {
    pub(crate) module: WebAssembly::Module,
    pub(crate) glue: String,
    pub(crate) another: Function,
}

#[wasm_bindgen]
impl Loaded {
    /// `module` is the compiled module and `glue` the full address of the script that goes with it. `another` makes
    /// another instance of it on this thread: called with a number of its own, it gives a promise of its `memory` and
    /// its `RunningProgram`.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(module: WebAssembly::Module, glue: String, another: Function) -> Self {
        Self { module, glue, another }
    }
}
