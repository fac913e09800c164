//! Menus that open below a button.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};
use yew::Callback;

/// For the keys of a menu: Escape closes it.
pub(super) fn close_on_escape() -> Callback<KeyboardEvent> {
    Callback::from(|event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            close(&event);
        }
    })
}

/// The element that an event comes from.
pub(super) fn element(event: &Event) -> Option<HtmlElement> {
    event.target().and_then(|target| target.dyn_into().ok())
}

/// Closes the menu that the event comes from; the focus goes to its button.
pub(super) fn close(event: &Event) {
    let menu = element(event).and_then(|element| element.closest("details").ok().flatten());
    let Some(menu) = menu else { return };
    drop(menu.remove_attribute("open"));
    let button = menu.query_selector("summary").ok().flatten();
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        drop(button.focus());
    }
}
