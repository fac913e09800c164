//! The clipboard, where the page may write to it.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Clipboard;

/// Writes a text to the clipboard. Whether it is there: a page that is not served safely has no clipboard, and a visitor
/// or a frame's owner can refuse it.
pub async fn copied(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // The bindings take for granted that there is one.
    let clipboard = js_sys::Reflect::get(&window.navigator(), &JsValue::from_str("clipboard"));
    let Some(clipboard) = clipboard.ok().filter(JsValue::is_object) else { return false };
    JsFuture::from(clipboard.unchecked_into::<Clipboard>().write_text(text)).await.is_ok()
}
