//! Lets an element fill the screen, and gives the screen back.

use wasm_bindgen::JsCast;
use web_sys::{MouseEvent, ShadowRoot};
use yew::Callback;

use super::menu;

/// Toggles it for the element whose button is pressed. Where the page forbids it (a frame without
/// `allow="fullscreen"`), nothing happens.
pub(crate) fn fullscreen() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        let shadow =
            menu::element(&event).and_then(|button| button.get_root_node().dyn_into::<ShadowRoot>().ok());
        let Some(host) = shadow.map(|shadow| shadow.host()) else { return };
        let Some(document) = host.owner_document() else { return };
        if document.fullscreen_element().is_some() {
            document.exit_fullscreen();
        } else {
            // A refusal comes as a rejected promise, or as an exception where there is no such method.
            drop(host.request_fullscreen());
        }
    })
}
