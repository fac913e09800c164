//! The language of the page: which one it is to be, and its messages when they have been fetched.

use js_sys::{Array, Error};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use taskscope_tell::{Language, choose, languages, preferred};

/// The language that the site has for somebody who prefers some, the most preferred first. The element fetches its
/// messages for [`speak`]; those of English are part of the module.
#[wasm_bindgen]
#[must_use]
pub fn language(wanted: &Array) -> Option<String> {
    let wanted: Vec<String> = wanted.iter().filter_map(|tag| tag.as_string()).collect();
    preferred(&wanted, languages()).filter(|tag| *tag != "en").map(str::to_owned)
}

/// Says everything in a language from now on.
///
/// # Errors
/// If its messages are not those of this version of the page.
#[wasm_bindgen]
pub fn speak(tag: String, packed: String) -> Result<(), JsValue> {
    let language = Language::read(tag.into(), packed.into()).map_err(|fault| Error::new(&fault))?;
    choose(Some(language));
    Ok(())
}

/// As the address asks for it, to be kept there: `lang=de`.
#[must_use]
pub fn asked_language() -> Option<String> {
    let query = web_sys::window()?.location().search().ok()?;
    query.trim_start_matches('?').split('&').find(|pair| pair.starts_with("lang=")).map(str::to_owned)
}
