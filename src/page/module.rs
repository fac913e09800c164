//! The page's compiled module, its glue and the files beside them: what every program and job of the page is started with.

use js_sys::WebAssembly;
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
}

#[wasm_bindgen]
impl Loaded {
    /// `site` fetches the files of the site, `module` is the page's compiled module.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(site: Site, module: WebAssembly::Module) -> Self {
        let glue = site.glue("taskscope.js");
        Self { site, module, glue }
    }
}
