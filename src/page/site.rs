//! The files of the site, as the element's script fetches them: each once a page, and only as its hash says.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// The script's `Site` (`www/element/site.js`). Its promises reject with an `Error` that has a sentence for readers,
    /// and ask anew after that.
    #[wasm_bindgen(js_name = Site)]
    #[derive(Clone, PartialEq)]
    pub type Site;

    /// The pack of a demo: `{ head, bytes }`, its head as an object and all bytes after that as a `Uint8Array`.
    #[wasm_bindgen(method)]
    pub fn pack(this: &Site, slug: &str) -> Promise;

    /// A compiled module, a `WebAssembly.Module`.
    #[wasm_bindgen(method)]
    pub fn wasm(this: &Site, path: &str) -> Promise;

    /// A file's text.
    #[wasm_bindgen(method)]
    pub fn text(this: &Site, path: &str) -> Promise;

    /// What a script exports.
    #[wasm_bindgen(method)]
    pub fn exports(this: &Site, path: &str) -> Promise;

    /// The full address of a script, for workers that import it.
    #[wasm_bindgen(method)]
    pub fn glue(this: &Site, path: &str) -> String;
}
