//! The language of the page: which one it is, and its messages once the element has fetched them.

use js_sys::{Array, Error};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use taskscope_tell::{Language, choose, languages, preferred};

/// The language of the site for a visitor who prefers these, the most preferred first. The element fetches its messages for
/// [`speak`]; those of English are part of the module.
#[wasm_bindgen]
#[must_use]
pub fn language(wanted: &Array) -> Option<String> {
    let wanted: Vec<String> = wanted.iter().filter_map(|tag| tag.as_string()).collect();
    preferred(&wanted, languages()).filter(|tag| *tag != "en").map(str::to_owned)
}

/// Sets the language of the page.
///
/// # Errors
/// If its messages are not those of this version of the page.
#[wasm_bindgen]
pub fn speak(tag: String, packed: String) -> Result<(), JsValue> {
    let language = Language::read(tag.into(), packed.into()).map_err(|fault| Error::new(&fault))?;
    choose(Some(language));
    Ok(())
}

/// The part of the address that asks for a language, which stays there: `lang=de`.
#[must_use]
pub fn asked_language() -> Option<String> {
    let query = web_sys::window()?.location().search().ok()?;
    query.trim_start_matches('?').split('&').find(|pair| pair.starts_with("lang=")).map(str::to_owned)
}
