//! The compiled module, its glue and the files beside them: what every program, thread and job of the page is started with.

use js_sys::{Function, WebAssembly};
use wasm_bindgen::prelude::wasm_bindgen;

use super::site::Site;

/// What programs are started with.
#[wasm_bindgen]
#[derive(Clone, PartialEq)]
pub struct Loaded {
    /// Where everything else of the site comes from.
    pub(crate) site: Site,
    pub(crate) module: WebAssembly::Module,
    pub(crate) glue: String,
    pub(crate) another: Function,
}

#[wasm_bindgen]
impl Loaded {
    /// `site` fetches the files of the site, `module` is the compiled module. `another` makes another instance of it on
    /// this thread: called with a number of its own, it gives a promise of its `memory` and its `RunningProgram`.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(site: Site, module: WebAssembly::Module, another: Function) -> Self {
        let glue = site.glue("taskscope.js");
        Self { site, module, glue, another }
    }
}
