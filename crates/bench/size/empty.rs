//! The smallest module that wasm-bindgen makes: what the others are compared with.

use wasm_bindgen::prelude::wasm_bindgen;

/// Does nothing.
#[wasm_bindgen]
pub fn hello() {}
