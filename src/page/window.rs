//! The page around the element: its address, and what the visitor prefers.

use wasm_bindgen::JsValue;
use web_sys::{History, Navigator, Node, Window};

use super::js::field;

/// The window that a part of the page is in: an element may be moved into a frame or a pop-up of its page.
#[must_use]
pub fn window_of(place: Option<&Node>) -> Option<Window> {
    let document = place.and_then(Node::owner_document);
    document.and_then(|document| document.default_view()).or_else(web_sys::window)
}

/// Whether the visitor asked the system for less motion.
#[must_use]
pub fn prefers_less_motion() -> bool {
    let query = "(prefers-reduced-motion: reduce)";
    web_sys::window()
        .and_then(|window| window.match_media(query).ok().flatten())
        .is_some_and(|list| list.matches())
}

/// Whether something may be loaded that nobody has asked for: there is a network, and the visitor does not save data.
#[must_use]
pub fn may_load_ahead() -> bool {
    let navigator = web_sys::window().map(|window| window.navigator());
    let saves_data = |navigator: &Navigator| field(&field(navigator, "connection"), "saveData").is_truthy();
    navigator.is_some_and(|navigator| navigator.on_line() && !saves_data(&navigator))
}

/// Milliseconds since the page was opened; for deciding when to pause, never for what is recorded.
#[must_use]
pub fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// Milliseconds in the time that the page shares with its workers.
pub(super) fn now_anywhere() -> f64 {
    let performance = web_sys::window().and_then(|window| window.performance());
    performance.map_or(0.0, |performance| performance.time_origin() + performance.now())
}

/// Whether the page that a part is in can be seen.
#[must_use]
pub fn is_visible(place: Option<&Node>) -> bool {
    let document = window_of(place).and_then(|window| window.document());
    document.is_none_or(|document| !document.hidden())
}

/// Puts a query into the address without loading anything. A page that may not (a sandboxed frame) keeps its address.
pub fn replace_query(query: &str) {
    if let Some(history) = history() {
        drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("?{query}"))));
    }
}

/// The same as a step of its own: the browser's Back leads to the address before.
pub fn push_query(query: &str) {
    if let Some(history) = history() {
        drop(history.push_state_with_url(&JsValue::NULL, "", Some(&format!("?{query}"))));
    }
}

fn history() -> Option<History> {
    web_sys::window()?.history().ok()
}

/// The query of the page's address.
#[must_use]
pub fn asked_query() -> String {
    web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// Gives the page a title.
pub fn name_page(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// How wide the page is, in CSS pixels; 0 where nobody knows.
#[must_use]
pub fn page_width() -> i32 {
    let root = web_sys::window().and_then(|window| window.document()?.document_element());
    root.map_or(0, |root| root.client_width())
}
